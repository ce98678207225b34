/** One homework in a list: its state and its deadline. */

import type { ComponentChildren } from "preact";
import { getServerTime } from "../../clock.ts";
import { describeCoursePlace } from "../../course-place.ts";
import { formatDay, formatDayTime, formatScore } from "../../format.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { OPEN_STATES, type Homework } from "./homework-list.ts";

export function isOpen(homework: Pick<Homework, "state">): boolean {
  return OPEN_STATES.some((state) => state === homework.state);
}

/** Whether it is open, but its deadline has passed and late attempts are refused. */
export function isPastDeadline(homework: Homework): boolean {
  return (
    isOpen(homework) &&
    homework.assignment.late_policy === "refuse" &&
    Date.parse(homework.due_at ?? "") < getServerTime()
  );
}

export function HomeworkCard({
  homework,
  me,
  states,
  first = false,
  step,
  before,
  earns = "",
  dated = false,
  children,
}: {
  homework: Homework;
  me: Person;
  /** The words for each state, which differ for pupils and parents. */
  states: Record<Homework["state"], string>;
  first?: boolean;
  /** Which step of the path of the week it is, and what stands before it there. */
  step?: string;
  before?: ComponentChildren;
  /** What it earns while it is open. */
  earns?: string;
  /** Another one in the list has the same title: the day tells them apart. */
  dated?: boolean;
  children?: ComponentChildren;
}) {
  const words = useWords();
  const open = isOpen(homework);
  const isPast = isPastDeadline(homework);
  return (
    <li class={step}>
      {before}
      <Link to={`homework/${homework.id}`} class={first ? "card first" : "card"}>
        <strong>{homework.assignment.title}</strong>
        {homework.assignment.course ? <span class="quiet">{describeCoursePlace(homework.assignment)}</span> : null}
        {dated ? <span class="quiet">{words.home.given(formatDay(homework.created_at, me.zone, words))}</span> : null}
        <span class="state">
          <Icon
            name={
              isPast || homework.state === "processing"
                ? "clock"
                : open
                  ? findTaskIcon(homework.assignment.kind)
                  : "good"
            }
          />
          {isPast ? words.home.over : states[homework.state]}
          {homework.score === null ? null : <b>{formatScore(homework.score)}</b>}
          {homework.stars === null ? null : <b>{words.home.stars(homework.stars)}</b>}
        </span>
        {open ? (
          <span class="quiet">
            {[homework.due_at ? formatDeadline(homework.due_at, me, words) : words.home.noDue, isPast ? "" : earns]
              .filter(Boolean)
              .join(" · ")}
          </span>
        ) : null}
        {children}
      </Link>
    </li>
  );
}

/** The picture of what is to be done. */
export function findTaskIcon(kind: Homework["assignment"]["kind"]): IconName {
  return kind === "text" ? "write" : kind === "file" ? "send" : "microphone";
}

export function formatDeadline(due: string, me: Person, words: Words): string {
  const when = formatDayTime(due, me.zone, words);
  return Date.parse(due) < getServerTime() ? words.home.overdue(when) : words.home.due(when);
}
