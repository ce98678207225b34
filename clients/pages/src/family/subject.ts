/** What a payment of a family is for. */

import { getLanguage } from "../words/index.ts";

/** "November 2026" of "2026-11". */
export function formatMonth(month: string): string {
  const locale = { uz: "uz-Latn", ru: "ru", en: "en" }[getLanguage()];
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${month}-15T00:00:00Z`));
}

/** The group and the month that it is for; without what its title says already. */
export function describeSubject({ title, group, period }: { title: string; group: { name: string } | null; period: string }): string {
  const month = /^\d{4}-\d{2}/.test(period) ? formatMonth(period.slice(0, 7)) : "";
  const name = group?.name ?? "";
  return [title.includes(name) ? "" : name, name && title.startsWith(name) ? "" : month].filter(Boolean).join(" · ");
}
