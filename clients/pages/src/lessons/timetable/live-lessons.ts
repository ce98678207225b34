/** Lessons that change while the page is open: another desk's move appears by itself. */

import { useEffect, useRef } from "preact/hooks";
import { throttleTrailing } from "../../throttle.ts";
import { talim } from "../../talim.ts";

/** Changes within this time (ms) lead to one reload. */
const REFRESH_DELAY_MS = 700;
/** A socket takes a hundred streams, and frames not too fast. The lessons of more groups are asked for now and then. */
const MAX_GROUPS = 40;
const POLL_MS = 60_000;
const TYPES = [
  "lesson.created",
  "lesson.changed",
  "lesson.moved",
  "lesson.cancelled",
  "lesson.restored",
  "lesson.held",
  "lesson.substituted",
  "lesson.removed",
] as const;

export function useLessonUpdates(groups: string[], reload: () => void): void {
  const present = useRef(reload);
  present.current = reload;
  const ids = [...new Set(groups)].sort().slice(0, MAX_GROUPS);
  useEffect(() => {
    const refresh = throttleTrailing(() => present.current(), REFRESH_DELAY_MS);
    const streams = ids.map((id) => talim.realtime.subscribe("group", id));
    const stops = streams.flatMap((stream) => TYPES.map((type) => stream.on(type, refresh.schedule)));
    return () => {
      refresh.cancel();
      stops.forEach((stop) => stop());
      streams.forEach((stream) => talim.realtime.unsubscribe(stream));
    };
  }, [ids.join()]);
  useEffect(() => {
    const timer = setInterval(() => present.current(), POLL_MS);
    return () => clearInterval(timer);
  }, []);
}
