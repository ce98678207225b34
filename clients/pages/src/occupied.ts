/** Somebody is at something that a page which goes away would tear off. */

import { useEffect } from "preact/hooks";

let many = 0;

/** Whether it is so: then a message that is pressed is offered and does not lead away by itself. */
export function isOccupied(): boolean {
  return many > 0;
}

/** It is so while `is`. */
export function useOccupied(is: boolean): void {
  useEffect(() => {
    if (!is) return undefined;
    many += 1;
    return () => {
      many -= 1;
    };
  }, [is]);
}
