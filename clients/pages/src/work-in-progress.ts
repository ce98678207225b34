/** Work in progress that would be lost if the page changed, such as a recording. */

import { useEffect } from "preact/hooks";

let activeCount = 0;

/** Whether work is in progress. A pressed notification then offers its page instead of opening it. */
export function isWorkInProgress(): boolean {
  return activeCount > 0;
}

/** Count the component as work in progress while `is` is true. */
export function useWorkInProgress(is: boolean): void {
  useEffect(() => {
    if (!is) return undefined;
    activeCount += 1;
    return () => {
      activeCount -= 1;
    };
  }, [is]);
}
