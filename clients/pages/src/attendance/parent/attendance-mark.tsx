/** The mark of a pupil at a lesson, as an icon and words. */

import type { Answer } from "@talim/client";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";

export type Mark = Answer<"/attendance/", "get">["results"][number];

const ICONS: Record<Mark["counts_as"], IconName> = {
  present: "good",
  late: "clock",
  excused: "messages",
  absent: "warning",
};

interface Props {
  of: Pick<Mark, "counts_as" | "minutes_late">;
  /** The words, where they are not about somebody's child. */
  says?: Record<Mark["counts_as"], string>;
}

export function AttendanceMark({ of: { counts_as: countsAs, minutes_late: minutesLate }, says }: Props) {
  const { parent: texts } = useWords();
  return (
    <span class={`state presence ${countsAs}`}>
      <Icon name={ICONS[countsAs]} />
      {(says ?? texts.presence)[countsAs]}
      {minutesLate ? ` (${texts.minutes(minutesLate)})` : ""}
    </span>
  );
}
