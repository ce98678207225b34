/** The centre's figures as charts: which datasets share a chart, the kind of chart, and how numbers are written. */

import type { Answer } from "@talim/client";
import { groupDigits, formatScore, formatMoney } from "../../format.ts";
import type { Words } from "../../words/index.ts";

export type Figures = Answer<"/settings/centre-figures/", "get">;
export type Dataset = Figures["charts"][number]["datasets"][number];
export type Subject = "money" | "attendance" | "homework" | "marks" | "people" | "signUps";

export interface ChartData {
  subject: Subject;
  kind: "bar" | "line";
  sets: Dataset[];
}

const SUBJECTS: [Subject, ChartData["kind"], string[]][] = [
  ["money", "bar", ["expected", "received", "paid_back"]],
  ["attendance", "line", ["attendance"]],
  ["homework", "bar", ["homework"]],
  ["marks", "line", ["homework_on_time", "homework_score"]],
  ["signUps", "bar", ["sign_ups", "left"]],
  ["people", "line", ["active", "trial"]],
];

/** The charts of these datasets. Money has one chart for each currency; a subject without datasets has none. */
export function buildCharts(datasets: Dataset[]): ChartData[] {
  return SUBJECTS.flatMap(([subject, kind, keys]) => {
    const matching = datasets.filter((dataset) => keys.includes(dataset.key));
    const currencies = [...new Set(matching.map((dataset) => dataset.currency))];
    return currencies.map((currency) => ({
      subject,
      kind,
      sets: matching.filter((dataset) => dataset.currency === currency),
    }));
  });
}

/** A figure as text; a dash for null. */
export function formatFigure(value: number | null, of: Pick<Dataset, "unit" | "currency">, words: Words): string {
  if (value === null) return "—";
  if (of.unit === "money") return formatMoney({ amount: value, currency: of.currency ?? "" }, words);
  if (of.unit === "percent") return `${formatScore(value)}\u00a0%`;
  return of.unit === "score" ? formatScore(value) : groupDigits(value);
}

/** A figure's name without the unit at its end, which stands beside the number: "Received" of "Received, soʻm". */
export function dropUnit(label: string, of: Pick<Dataset, "unit" | "currency">, words: Words): string {
  const unit = of.unit === "money" ? words.currency[of.currency ?? ""] : of.unit === "percent" ? "%" : undefined;
  return unit && label.endsWith(`, ${unit}`) ? label.slice(0, -unit.length - 2) : label;
}

/** "16 November" for a day's or a week's first day ("2026-11-16"), "November 2026" for a month ("2026-11"). */
export function formatPeriod(label: string, words: Words): string {
  const [year = 0, month = 1, day] = label.split("-").map(Number);
  const name = words.days.months[month - 1] ?? "";
  return day ? words.days.date(day, name) : words.days.month(name, month - 1, year);
}
