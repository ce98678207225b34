/** What pick fields find: people, groups, courses, rooms. */

import { formatPhone } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { getLanguage } from "../../words/index.ts";
import type { FindPicks } from "./pick-field.tsx";

/** How many are offered at once. */
const SHOWN = 12;

type Role = "student" | "teacher" | "parent" | "manager" | "admin";

/** People of one role, by name in either script or phone number. */
export function findPeople(role?: Role): FindPicks {
  return async (typed) => {
    const query = { page_size: SHOWN, ...(typed ? { search: typed } : {}), ...(role ? { role } : {}) };
    const { results } = await talim.api.get("/auth/users/", { query });
    return results.map((user) => ({
      id: user.id,
      label: [user.first_name, user.last_name].filter(Boolean).join(" "),
      detail: user.phone ? formatPhone(user.phone) : (user.email ?? ""),
    }));
  };
}

/** Pupils: for who may see people all of them, else one's own. */
export function findPupils(me: Person): FindPicks {
  if (me.permissions.includes("accounts.view_people")) return findPeople("student");
  return async (typed) => {
    if (!typed) return [];
    const { results } = await talim.api.get("/search/", { query: { q: typed, limit: SHOWN } });
    return results
      .filter(({ role }) => role === "student")
      .map(({ id, title, detail }) => ({ id, label: title, detail }));
  };
}

/** Groups that are open. */
export const findGroups: FindPicks = async (typed) => {
  const query = { page_size: SHOWN, status: "active" as const, ...(typed ? { search: typed } : {}) };
  const { results } = await talim.api.get("/courses/groups/", { query });
  return results.map((group) => ({ id: group.id, label: group.name, detail: group.lead_teacher.full_name }));
};

/** Courses. */
export const findCourses: FindPicks = async (typed) => {
  const query = { page_size: SHOWN, ...(typed ? { search: typed } : {}) };
  const { results } = await talim.api.get("/courses/courses/", { query });
  return results.map((course) => ({ id: course.id, label: course.title[getLanguage()] ?? course.slug }));
};

/** Rooms. */
export const findRooms: FindPicks = async (typed) => {
  const { results } = await talim.api.get("/courses/rooms/", { query: { page_size: 100 } });
  const wanted = typed.toLocaleLowerCase();
  return results
    .filter((room) => room.name.toLocaleLowerCase().includes(wanted))
    .map((room) => ({ id: room.id, label: room.name, detail: room.branch.name }));
};
