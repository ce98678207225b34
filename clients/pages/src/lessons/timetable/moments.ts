/** Days, times and weeks of the timetable. */

import { addDays, toIsoDay, toLocalTime } from "../../format.ts";
import type { Words } from "../../words/index.ts";

/** "18:00" of a moment in this zone. */
export function toTime(moment: string, zone: string): string {
  return toLocalTime(moment, zone).time;
}

/** The moment of a local time ("2026-11-21", "18:00") in this zone. */
export function toMoment(day: string, time: string, zone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const offset = (moment: number) =>
    Date.parse(`${toIsoDay(moment, zone)}T${toLocalTime(moment, zone).time}:00Z`) - moment;
  const guess = wall - offset(wall);
  return new Date(wall - offset(guess)).toISOString();
}

/** Monday of the week of this day. */
export function getMonday(day: string): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** "Monday 23 November". */
export function formatFullDay(day: string, words: Words): string {
  const date = new Date(`${day}T12:00:00Z`);
  const { week, months, date: write } = words.days;
  return `${week[date.getUTCDay()] ?? ""}, ${write(date.getUTCDate(), months[date.getUTCMonth()] ?? "")}`;
}

/** "23 November – 29 November". */
export function formatWeek(monday: string, words: Words): string {
  const write = (day: string) => {
    const date = new Date(`${day}T12:00:00Z`);
    return words.days.date(date.getUTCDate(), words.days.months[date.getUTCMonth()] ?? "");
  };
  return `${write(monday)} – ${write(addDays(monday, 6))}`;
}
