/** How a child was marked at a lesson, in an icon and words. */

import type { Answer } from "@talim/client";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";

export type Mark = Answer<"/attendance/", "get">["results"][number];

const PICTURES: Record<Mark["counts_as"], IconName> = {
  present: "good",
  late: "clock",
  excused: "messages",
  absent: "warning",
};

export function AttendanceMark({ of: { counts_as: how, minutes_late: late } }: { of: Mark }) {
  const { parent: w } = useWords();
  return (
    <span class={`state presence ${how}`}>
      <Icon name={PICTURES[how]} />
      {w.presence[how]}
      {late ? ` (${w.minutes(late)})` : ""}
    </span>
  );
}
