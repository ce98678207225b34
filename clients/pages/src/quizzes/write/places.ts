/** Where quizzes and banks belong: the groups and courses of a person, and how they are named. */

import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import { readTranslated } from "../../ui/form/translated-field.tsx";

export interface Places {
  groups: { id: string; name: string }[];
  courses: { id: string; name: string }[];
}

/** The open groups and the courses that this person teaches; the office has all of them. */
export async function fetchPlaces(me: Person): Promise<Places> {
  const mine = hasPermission(me, "groups.see_all") ? {} : { teacher: me.id };
  const [groups, courses] = await Promise.all([
    fetchAllPages((page) =>
      talim.api.get("/courses/groups/", {
        query: { ...mine, status: "active" as const, ordering: "name", page, page_size: 100 },
      }),
    ),
    fetchAllPages((page) => talim.api.get("/courses/courses/", { query: { taught: true, page, page_size: 100 } })),
  ]);
  return {
    groups: groups.map(({ id, name }) => ({ id, name })),
    courses: courses.map(({ id, title }) => ({ id, name: readTranslated(title) })),
  };
}

/** The name of the group or course; `centre` where it belongs to the whole centre. */
export function namePlace(
  of: { group?: string | null; course: string | null },
  { groups, courses }: Places,
  centre: string,
): string {
  if (of.group) return groups.find(({ id }) => id === of.group)?.name ?? "";
  if (of.course) return courses.find(({ id }) => id === of.course)?.name ?? "";
  return centre;
}
