/** What else is in the chosen rooms, and where the chosen teachers are, in the first week of a timetable. */

import type { Answer } from "@talim/client";
import { addDays, getDayStart, toIsoDay, toLocalTime } from "../../format.ts";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { fetchAllPages } from "../../office/all-pages.ts";
import { findNextDay, toMinutes, type Row } from "./timetable-rows.ts";

type Lesson = Answer<"/lessons/", "get">["results"][number];
type Kind = "room" | "teacher";

export interface Clash {
  kind: Kind;
  /** The room's or teacher's name. */
  name: string;
  group: string;
  day: string;
  time: string;
}

interface Asked {
  kind: Kind;
  id: string;
  from: string;
}

/** The clashes of each row with lessons of other groups. The server looks at all weeks when the timetable is saved. */
export function useClashes(rows: Row[], lead: Row["teacher"], zone: string, group?: string): Clash[][] {
  const today = toIsoDay(Date.now(), zone);
  const getStart = (row: Row) => (row.from > today ? row.from : today);
  const getTeacher = (row: Row) => row.teacher ?? lead;
  const asked = new Map<string, Asked>();
  const getName = (kind: Kind, id: string, from: string) => `${kind} ${id} ${from}`;
  for (const row of rows) {
    const from = getStart(row);
    const picks = [
      ["room", row.room],
      ["teacher", getTeacher(row)],
    ] as const;
    for (const [kind, pick] of picks) if (pick) asked.set(getName(kind, pick.id, from), { kind, id: pick.id, from });
  }
  const names = [...asked.keys()].sort().join();
  const busy = useLoad(async () => {
    const found = await Promise.all([...asked.values()].map((question) => fetchLessons(question, zone)));
    return new Map([...asked.keys()].map((name, place) => [name, found[place] ?? []]));
  }, [names]);
  const findIn = (row: Row, kind: Kind, pick: Row["teacher"]): Clash[] => {
    if (!pick || !row.minutes) return [];
    const lessons = busy.value?.get(getName(kind, pick.id, getStart(row))) ?? [];
    return lessons.flatMap((lesson) => {
      const { time } = toLocalTime(lesson.starts_at, zone);
      const day = toIsoDay(lesson.starts_at, zone);
      const meets =
        row.days.some((weekday) => findNextDay(getStart(row), weekday) === day) && overlaps(row, lesson, time);
      return meets && lesson.group !== group ? [{ kind, name: pick.label, group: lesson.group_name, day, time }] : [];
    });
  };
  return rows.map((row) => [...findIn(row, "room", row.room), ...findIn(row, "teacher", getTeacher(row))]);
}

function overlaps({ starts, minutes }: Row, lesson: Lesson, time: string): boolean {
  const begins = toMinutes(time);
  const lasts = (Date.parse(lesson.ends_at) - Date.parse(lesson.starts_at)) / 60_000;
  return begins < toMinutes(starts) + (minutes ?? 0) && toMinutes(starts) < begins + lasts;
}

async function fetchLessons({ kind, id, from }: Asked, zone: string): Promise<Lesson[]> {
  const [since, until] = [from, addDays(from, 7)].map((day) => new Date(getDayStart(day, zone)).toISOString());
  const query = { page_size: 100, from: since, to: until, ...(kind === "room" ? { room: id } : { teacher: id }) };
  const lessons = await fetchAllPages((page) => talim.api.get("/lessons/", { query: { ...query, page } }));
  return lessons.filter((lesson) => lesson.status !== "cancelled");
}
