/** Buttons that take the place of the one that was pressed: the second press of a double one must not reach them. */

import { useEffect, useState } from "preact/hooks";

/** How long (ms) the second press of a double one may take. */
const DOUBLE_PRESS_MS = 500;

/** Whether this step has been on the screen for longer than a double press takes. */
export function useSettled(step: string): boolean {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(step), DOUBLE_PRESS_MS);
    return () => {
      clearTimeout(timer);
      setSettled("");
    };
  }, [step]);
  return settled === step;
}
