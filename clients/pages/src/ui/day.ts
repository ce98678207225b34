/** The day that it is where the person is, for pages that stay open over midnight. */

import { useEffect, useRef, useState } from "preact/hooks";
import { toIsoDay } from "../format.ts";

/** How often (ms) is looked: a timer to midnight would be late on a device that slept. */
const LOOK_MS = 60_000;

/** Hear of each new day in this zone, at once when the page is looked at again; the answer stops that. */
export function watchDay(zone: string, begun: (day: string) => void): () => void {
  let known = toIsoDay(Date.now(), zone);
  const look = () => {
    const day = toIsoDay(Date.now(), zone);
    if (day === known) return;
    known = day;
    begun(day);
  };
  const timer = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** Today ("2026-11-21"); with a new one the page is drawn anew, and asks again for what was asked of the day before. */
export function useToday(zone: string, again: () => void): string {
  const [today, setToday] = useState(() => toIsoDay(Date.now(), zone));
  const ask = useRef(again);
  ask.current = again;
  useEffect(() => {
    setToday(toIsoDay(Date.now(), zone));
    return watchDay(zone, (day) => {
      setToday(day);
      ask.current();
    });
  }, [zone]);
  return today;
}
