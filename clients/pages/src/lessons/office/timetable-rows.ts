/** The timetable as people write it: one row for the days on which lessons are alike. The server keeps a line for each day. */

import type { Answer, rest } from "@talim/client";
import { addDays } from "../../format.ts";
import type { Pick } from "../../ui/form/pick-field.tsx";
import { toPick } from "../../courses/office/data.ts";

export type Schedule = Answer<"/courses/groups/{id}/schedule/", "get">;
type LineOut = Schedule["lines"][number];

export interface Row {
  /** "0" is Monday. All seven are one line of the server. */
  days: string[];
  starts: string;
  minutes: number | null;
  room: Pick | null;
  /** Null: the group's own teacher. */
  teacher: Pick | null;
  every: string;
  from: string;
  until: string;
}

const WEEK = ["0", "1", "2", "3", "4", "5", "6"];

export function createRow(from: string, like?: Row): Row {
  const { starts = "15:00", minutes = 90, room = null } = like ?? {};
  return { days: [], starts, minutes, room, teacher: null, every: "1", from, until: "" };
}

export function toRows(lines: LineOut[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { weekday, ...line } of lines) {
    const days = weekday === null ? WEEK : [String(weekday)];
    const name = JSON.stringify({ ...line, daily: weekday === null });
    const row = rows.get(name);
    if (row) row.days = [...row.days, ...days].sort();
    else rows.set(name, toRow(line, days));
  }
  return [...rows.values()];
}

function toRow(line: Omit<LineOut, "weekday">, days: string[]): Row {
  return {
    days,
    starts: line.starts.slice(0, 5),
    minutes: line.minutes,
    room: toPick(line.room),
    teacher: toPick(line.teacher),
    every: String(line.every_weeks),
    from: line.valid_from,
    until: line.valid_until ?? "",
  };
}

/** The weekdays of the lines that this row becomes. */
function getWeekdays({ days }: Row): (number | null)[] {
  return days.length === WEEK.length ? [null] : days.map(Number);
}

export function toLines(rows: Row[]): rest.LineIn[] {
  return rows.flatMap((row) =>
    getWeekdays(row).map((weekday) => ({
      weekday,
      starts: row.starts,
      minutes: row.minutes ?? 0,
      every_weeks: Number(row.every),
      valid_from: row.from,
      valid_until: row.until || null,
      room: row.room?.id ?? null,
      teacher: row.teacher?.id ?? null,
    })),
  );
}

/** The numbers of the server's lines that a row became, to find its errors. */
export function getLineNumbers(rows: Row[], place: number): number[] {
  const before = rows.slice(0, place).reduce((sum, row) => sum + getWeekdays(row).length, 0);
  return (rows[place] ? getWeekdays(rows[place]) : []).map((_, index) => before + index);
}

/** The first day on or after this one that is this weekday ("0" is Monday). */
export function findNextDay(from: string, weekday: string): string {
  const there = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(from, (Number(weekday) - there + 7) % 7);
}

export function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
