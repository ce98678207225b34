/** When groups meet in the next seven days. */

import { toIsoDay, toLocalTime, addDays } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { groupsWords } from "./words/index.ts";
import { fetchLessonsBetween, type Lesson } from "../../lessons/timetable/school.ts";

const WEEK = 7;

/** "Mon, Wed, Fri 08:30" by group; empty until it is known. */
export function useMeetings(me: Person): Map<string, string> {
  const { shortDays } = groupsWords.use();
  const lessons = useLoad(() => {
    const today = toIsoDay(Date.now(), me.zone);
    return fetchLessonsBetween(today, addDays(today, WEEK - 1));
  }, [me.id]);
  const byGroup = new Map<string, Lesson[]>();
  for (const lesson of lessons.value ?? []) byGroup.set(lesson.group, [...(byGroup.get(lesson.group) ?? []), lesson]);
  return new Map([...byGroup].map(([group, ofGroup]) => [group, writeMeetings(ofGroup, shortDays)]));
}

/** Days with the same time stand together, Monday first. */
function writeMeetings(lessons: Lesson[], shortDays: string[]): string {
  const days = new Map<string, Set<number>>();
  for (const { starts_at, zone } of lessons) {
    const { weekday, time } = toLocalTime(starts_at, zone);
    days.set(time, (days.get(time) ?? new Set()).add((weekday + 6) % WEEK));
  }
  return [...days]
    .map(
      ([time, of]) =>
        `${[...of]
          .sort()
          .map((day) => shortDays[(day + 1) % WEEK])
          .join(", ")} ${time}`,
    )
    .join("; ");
}
