/** In which groups somebody has lessons. */

import { addDays, getDayStart, toIsoDay } from "../format.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import { talim, type Person } from "../talim.ts";

/** What the lessons of these weeks name: groups, and the lesson that is on. */
export interface Near {
  groups: { id: string; name: string }[];
  now: { id: string; group: string }[];
}

/** Lessons of so many days before and after today are looked at. */
const DAYS = 14;

/** The groups of this person. */
export async function fetchNear(me: Person): Promise<Near> {
  const today = toIsoDay(Date.now(), me.zone);
  const [from, to] = [-DAYS, DAYS].map((days) => new Date(getDayStart(addDays(today, days), me.zone)).toISOString());
  const lessons = await fetchAllPages((page) =>
    talim.api.get("/lessons/", { query: { from, to, ordering: "starts_at", page, page_size: 100 } }),
  );
  const groups = new Map<string, string>();
  const now: Near["now"] = [];
  for (const { id, group, group_name: name, status, starts_at: starts, ends_at: ends } of lessons) {
    groups.set(group, name);
    const isOn = Date.parse(starts) <= Date.now() && Date.now() < Date.parse(ends) && status !== "cancelled";
    if (isOn) now.push({ id, group: name });
  }
  const list = (names: Map<string, string>) =>
    [...names].map(([id, name]) => ({ id, name })).sort((one, other) => one.name.localeCompare(other.name));
  return { groups: list(groups), now };
}
