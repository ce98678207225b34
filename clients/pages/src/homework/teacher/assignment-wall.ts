/** What is handed in for an assignment while the page is open: of its group, or of its online course. */

import type { Stream } from "@talim/client";
import { useEvents, useStream } from "../../ui/stream.ts";

interface Place {
  group: string | null;
  course: string | null;
}

const EVENTS = [
  "attempt.received",
  "attempt.stored",
  "attempt.scored",
  "attempt.remarked",
  "attempt.refused",
  "attempt.failed",
] as const;

/** Return the wall of its group. `heard` gets the homework of an event, or nothing where some may have been missed. */
export function useHandedIn(
  place: Place | undefined,
  heard: (homework: string | undefined) => void,
): Stream<"wall"> | undefined {
  const wall = useStream("wall", place?.group ?? undefined);
  const courseWall = useStream("course_wall", place?.course ?? undefined);
  useEvents(wall, EVENTS, (event) => heard(event?.data.homework));
  useEvents(courseWall, EVENTS, (event) => heard(event?.data.homework));
  return wall;
}
