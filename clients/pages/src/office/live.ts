/** What happens at the desk, of every branch that the person works in. */

import { useEffect } from "preact/hooks";
import { talim } from "../talim.ts";

/** Ask again when money came, a debt grew or a job died somewhere. */
export function useDesk(again: () => void): void {
  useEffect(() => {
    let over = false;
    const stops: (() => void)[] = [];
    void talim.api.get("/settings/branches/", { query: { page_size: 100 } }).then(
      ({ results }) => {
        if (over) return;
        for (const { id } of results) stops.push(talim.realtime.subscribe("staff", id).onChange(again));
      },
      () => undefined,
    );
    return () => {
      over = true;
      stops.forEach((stop) => stop());
    };
  }, [again]);
}
