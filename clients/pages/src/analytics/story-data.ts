/** What has changed for a pupil between two months, and what changed with it. */

import { getNewest, type Direction, type Series } from "./series.ts";

export const CAUSES = ["attendance", "homework_on_time"] as const;
export type Cause = (typeof CAUSES)[number];

export interface Change<N extends string = string> {
  name: N;
  now: number;
  before: number;
  direction: Direction;
  series: Series;
}

export interface Story {
  /** The month of the newest value ("2026-11"). */
  month: string;
  /** The average score; undefined where there is none, as for small children. */
  mark: Change | undefined;
  /** What moved as the mark did; without a mark whatever there is. */
  causes: Change<Cause>[];
  /** What did not move with the mark. */
  others: Change<Cause>[];
}

/** A smaller difference, in points or percent, is none. */
const NOTICEABLE: Record<string, number> = { homework_score: 3, attendance: 3, homework_on_time: 5 };

/** The newest month with a value and the one with a value before it; undefined without two. */
export function buildStory(all: Series[]): Story | undefined {
  const mark = findChange(all, "homework_score");
  const lead = mark ?? findChange(all, "attendance") ?? findChange(all, "homework_on_time");
  if (!lead) return undefined;
  const place = getNewest(lead.series.datasets[0] ?? { data: [] }).place;
  const changes = CAUSES.flatMap((name) => findChange(all, name, place) ?? []);
  const fits = ({ direction }: Change) => !mark || (direction === mark.direction && direction !== "same");
  return {
    month: lead.series.labels[place] ?? "",
    mark,
    causes: changes.filter(fits),
    others: changes.filter((change) => !fits(change)),
  };
}

/** How a measure moved from one month to the next: to the newest one, or to the one at this place. */
function findChange<N extends string>(all: Series[], name: N, at?: number): Change<N> | undefined {
  const series = all.find(({ measure }) => measure.name === name);
  const data = series?.datasets[0]?.data ?? [];
  const place = at ?? getNewest({ data }).place;
  const [now, before] = [data[place] ?? null, data[place - 1] ?? null];
  if (!series || now === null || before === null) return undefined;
  const difference = now - before;
  const least = NOTICEABLE[name] ?? 0;
  return { name, now, before, series, direction: difference >= least ? "up" : difference <= -least ? "down" : "same" };
}
