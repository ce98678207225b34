/** Months as the server writes them: "2026-11". */

import type { Words } from "../../words/index.ts";

export function addMonths(month: string, many: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + many, 1)).toISOString().slice(0, 7);
}

/** "November 2026". */
export function formatMonth(month: string, words: Words): string {
  const [year, number = 1] = month.split("-").map(Number);
  return `${words.days.months[number - 1] ?? ""} ${year}`;
}
