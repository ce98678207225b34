/** Figures of an open page are loaded again when the server has counted them anew. */

import { useEffect, useRef } from "preact/hooks";
import { talim } from "../talim.ts";
import type { Loaded } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";

const EVENTS = ["figures.changed"] as const;

/** Load again when one of these measures was counted; a hidden page does when it is shown. Without names: any measure. */
export function useFreshFigures({ reload }: Pick<Loaded<unknown>, "reload">, measures?: readonly string[]): void {
  const isOld = useRef(false);
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (event && measures && !event.data.measures.some((name) => measures.includes(name))) return;
    if (document.visibilityState === "visible") reload();
    else isOld.current = true;
  });
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== "visible" || !isOld.current) return;
      isOld.current = false;
      reload();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [reload]);
}
