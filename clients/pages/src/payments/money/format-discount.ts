/** How much a discount is, and on which days it counts, in words. */

import type { Answer } from "@talim/client";
import { formatDate, formatMoney } from "../../format.ts";
import type { Person } from "../../talim.ts";
import type { Words } from "../../words/index.ts";

type Discount = Answer<"/payments/discounts/", "get">["results"][number];

/** "15 %" or "50 000 soʻm". */
export function formatDiscount(
  { percent_hundredths: percent, amount }: Pick<Discount, "percent_hundredths" | "amount">,
  words: Words,
): string {
  if (percent !== null) return `${String(percent / 100).replace(".", words.decimal)}\u00a0%`;
  return amount ? formatMoney(amount, words) : "";
}

export function formatDays(
  row: { starts_on: string | null; ends_on: string | null },
  me: Person,
  words: Words,
): string {
  const day = (date: string | null) => (date ? formatDate(date, me.zone, words) : "…");
  return row.starts_on || row.ends_on ? `${day(row.starts_on)} – ${day(row.ends_on)}` : "";
}
