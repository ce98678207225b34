/** What the timetable is shown by, and what has a column or a row in it. */

import type { Lesson, School } from "./school.ts";

export type By = "room" | "teacher" | "group";

export interface Resource {
  id: string;
  title: string;
}

export interface Filters {
  branch: string;
  room: string;
  teacher: string;
  group: string;
}

/** Its id where a lesson has no room or no teacher. */
export const NONE = "none";

export function getResourceOf(lesson: Lesson, by: By): string {
  return (by === "room" ? lesson.room?.id : by === "teacher" ? lesson.teacher?.id : lesson.group) ?? NONE;
}

/** All rooms, for free ones are looked for; of teachers and groups those who have a lesson. */
export function listResources(
  by: By,
  lessons: Lesson[],
  filters: Filters,
  school: School,
  without: Record<By, string>,
): Resource[] {
  const named = new Map<string, string>();
  if (by === "room") {
    const rooms = school.rooms.filter(({ branch }) => !filters.branch || branch.id === filters.branch);
    const several = new Set(rooms.map(({ branch }) => branch.id)).size > 1;
    for (const { id, name, branch } of rooms) named.set(id, several ? `${name}, ${branch.name}` : name);
  }
  for (const lesson of lessons) {
    const title = by === "room" ? lesson.room?.name : by === "teacher" ? lesson.teacher?.full_name : lesson.group_name;
    const id = getResourceOf(lesson, by);
    if (!named.has(id)) named.set(id, title ?? without[by]);
  }
  const chosen = filters[by];
  return [...named]
    .map(([id, title]) => ({ id, title }))
    .filter(({ id }) => !chosen || id === chosen)
    .sort(
      (a, b) =>
        Number(a.id === NONE) - Number(b.id === NONE) || a.title.localeCompare(b.title, undefined, { numeric: true }),
    );
}
