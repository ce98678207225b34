/** Somebody is at something that a page which goes away would tear off. */

import { useEffect } from "preact/hooks";

let activeCount = 0;

/** Whether it is so: then a message that is pressed is offered and does not lead away by itself. */
export function isWorkInProgress(): boolean {
  return activeCount > 0;
}

/** It is so while `is`. */
export function useWorkInProgress(is: boolean): void {
  useEffect(() => {
    if (!is) return undefined;
    activeCount += 1;
    return () => {
      activeCount -= 1;
    };
  }, [is]);
}
