/** With whom somebody has lessons. */

import { addDays, getDayStart, toIsoDay } from "../format.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import { talim, type Person } from "../talim.ts";

/** Whom the lessons of these weeks name: teachers, groups, and the lesson that is on. */
export interface Near {
  teachers: { id: string; name: string }[];
  groups: { id: string; name: string }[];
  now: { id: string; group: string }[];
}

/** Lessons of so many days before and after today are looked at. */
const DAYS = 14;

/** Who teaches this person, or one of the children, and in which groups. */
export async function fetchNear(me: Person): Promise<Near> {
  const today = toIsoDay(Date.now(), me.zone);
  const [from, to] = [-DAYS, DAYS].map((days) => new Date(getDayStart(addDays(today, days), me.zone)).toISOString());
  const lessons = await fetchAllPages((page) => talim.api.get("/lessons/", { query: { from, to, ordering: "starts_at", page, page_size: 100 } }));
  const teachers = new Map<string, string>();
  const groups = new Map<string, string>();
  const now: Near["now"] = [];
  for (const { id, teacher, group, group_name: name, status, starts_at: starts, ends_at: ends } of lessons) {
    if (teacher && teacher.id !== me.id) teachers.set(teacher.id, teacher.full_name);
    groups.set(group, name);
    const isOn = Date.parse(starts) <= Date.now() && Date.now() < Date.parse(ends) && status !== "cancelled";
    if (isOn) now.push({ id, group: name });
  }
  const list = (names: Map<string, string>) => [...names].map(([id, name]) => ({ id, name })).sort((one, other) => one.name.localeCompare(other.name));
  return { teachers: list(teachers), groups: list(groups), now };
}
