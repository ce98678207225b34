/** Where the first page of staff shows figures: fetched after the page, for who may see any. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Person } from "../talim.ts";

export function GlanceSlot({ me }: { me: Person }) {
  const [Part, setPart] = useState<ComponentType>();
  const may = me.permissions.includes("analytics.view");
  useEffect(() => {
    if (!may) return;
    void import("./fetches.ts")
      .then(({ fetchGlance }) => fetchGlance())
      .then(
        (part) => setPart(() => part),
        () => undefined,
      );
  }, [may]);
  return Part ? <Part /> : null;
}
