/** The mark of a child at a lesson, as an icon and words. */

import type { Answer } from "@talim/client";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";

export type Mark = Answer<"/attendance/", "get">["results"][number];

const ICONS: Record<Mark["counts_as"], IconName> = {
  present: "good",
  late: "clock",
  excused: "messages",
  absent: "warning",
};

export function AttendanceMark({ of: { counts_as: countsAs, minutes_late: minutesLate } }: { of: Pick<Mark, "counts_as" | "minutes_late"> }) {
  const { parent: texts } = useWords();
  return (
    <span class={`state presence ${countsAs}`}>
      <Icon name={ICONS[countsAs]} />
      {texts.presence[countsAs]}
      {minutesLate ? ` (${texts.minutes(minutesLate)})` : ""}
    </span>
  );
}
