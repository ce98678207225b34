/** Leads of an open page are loaded again when the server says that they changed. */

import { useEffect, useRef } from "preact/hooks";
import { talim } from "../talim.ts";
import type { Loaded } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";

const EVENTS = ["leads.changed"] as const;
/** What changes within so long (ms) is loaded together: a busy desk changes many. */
const TOGETHER_MS = 1_000;

/** Load again when this lead was changed; without one, when any of this branch was; without both, at each change. */
export function useFreshLeads(
  { reload }: Pick<Loaded<unknown>, "reload">,
  { lead, branch }: { lead?: string; branch?: string } = {},
): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (event && lead && event.data.lead !== lead && event.data.lead !== null) return;
    if (event && branch && event.data.branch !== branch) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reload();
    }, TOGETHER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
