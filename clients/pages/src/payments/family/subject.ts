/** What a payment of a family is for. */

import type { Words } from "../../words/index.ts";

/** "November 2026" of "2026-11". Browsers may lack Uzbek months, so the names are ours. */
export function formatMonth(month: string, words: Words): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return words.days.month(words.days.months[number - 1] ?? "", number - 1, year);
}

type Subject = { title: string; group: { name: string } | null; period: string };

/** The group and the month that it is for; without what its title says already. */
export function describeSubject({ title, group, period }: Subject, words: Words): string {
  const month = /^\d{4}-\d{2}/.test(period) ? formatMonth(period.slice(0, 7), words) : "";
  const name = group?.name ?? "";
  return [title.includes(name) ? "" : name, name && title.startsWith(name) ? "" : month].filter(Boolean).join(" · ");
}
