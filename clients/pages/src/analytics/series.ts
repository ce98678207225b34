/** Series of measures: how their values are written, and which of them share a chart. */

import type { Answer } from "@talim/client";
import { addDays, shiftMonth } from "../format.ts";
import type { ChartData, Dataset } from "./office/chart-data.ts";
import { dropUnit, formatFigure } from "./office/chart-data.ts";
import type { Words } from "../words/index.ts";

export type Series = Answer<"/analytics/series/", "get">;
export type Dashboard = Answer<"/analytics/platform/", "get">;
export type SeriesSet = Series["datasets"][number];

const UNITS: Record<string, Dataset["unit"]> = { percent: "percent", points: "score", money: "money" };
/** Measures that stand for a state at a moment, and shares, are lines; what is added up stands in bars. */
const LINES = new Set(["last_people", "share", "mean"]);

/** A dataset as charts and tables take it. */
export function toSet(series: Series, { key, label, currency, data }: SeriesSet): Dataset {
  return { key: key ?? "", label, unit: UNITS[series.measure.unit] ?? "count", currency, data };
}

export function formatValue(value: number | null, series: Series, currency: string | null, words: Words): string {
  return formatFigure(value, { unit: UNITS[series.measure.unit] ?? "count", currency }, words);
}

/** The charts of a series over its steps: of money one for each currency. `wanted`: drawn so, whatever is counted. */
export function listCharts(series: Series, words: Words, wanted?: "bar" | "line"): ChartData[] {
  const kind = wanted ?? (LINES.has(series.measure.combination) ? "line" : "bar");
  const sets = series.datasets.map((set) => toSet(series, set));
  return [...new Set(sets.map(({ currency }) => currency))].map((currency) => ({
    subject: "people",
    kind,
    sets: sets
      .filter((set) => set.currency === currency)
      .map((set) => ({ ...set, label: dropUnit(set.label, set, words) })),
  }));
}

/** Whether there is anything to draw: nothing but nought says no more than its number. */
export function hasValues({ datasets }: Series): boolean {
  return datasets.some(({ data }) => data.some(Boolean));
}

/** The place of the last value; -1 without one. */
function findLast(data: SeriesSet["data"]): number {
  return data.reduce<number>((last, value, place) => (value === null ? last : place), -1);
}

/** The place of the newest step that has a value; the last one where none has. */
export function findNewest({ datasets, labels }: Series): number {
  const newest = Math.max(-1, ...datasets.map(({ data }) => findLast(data)));
  return newest < 0 ? labels.length - 1 : newest;
}

/** The newest value that there is, and the one before it. */
export function getNewest({ data }: Pick<SeriesSet, "data">): {
  now: number | null;
  before: number | null;
  place: number;
} {
  const place = findLast(data);
  return { now: data[place] ?? null, before: place > 0 ? (data[place - 1] ?? null) : null, place };
}

/** What is added up over days: a step that is not over has less than it will have. */
const ADDED_UP = new Set(["sum", "people"]);

/** Whether the value at this place is of a step that is not over, and so not to be held against the one before it. */
export function isUnfinished({ measure, step, labels, to }: Series, place: number): boolean {
  if (!ADDED_UP.has(measure.combination) || place !== labels.length - 1) return false;
  const label = labels[place] ?? "";
  return to < (step === "month" ? addDays(`${shiftMonth(label, 1)}-01`, -1) : addDays(label, step === "week" ? 6 : 0));
}

export type Direction = "up" | "down" | "same";

export function compare(now: number, before: number): Direction {
  return now > before ? "up" : now < before ? "down" : "same";
}
