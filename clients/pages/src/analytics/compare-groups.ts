/** Two groups side by side: the newest step in which both have a value. */

import type { Series } from "./series.ts";

export interface Subject {
  key: string;
  label: string;
}

export interface PairValue {
  series: Series;
  step: string;
  values: [number, number];
  /** The place of the group with the higher value; null where both have the same. */
  ahead: 0 | 1 | null;
  /** A higher value is better: a larger group is not ahead of a smaller one. */
  isGoal: boolean;
}

/** All that have a series of their own, by name. */
export function listSubjects(all: Series[]): Subject[] {
  const found = new Map<string, string>();
  for (const { datasets } of all) for (const { key, label } of datasets) if (key) found.set(key, label);
  return [...found].map(([key, label]) => ({ key, label })).sort((a, b) => a.label.localeCompare(b.label));
}

/** What both groups have, in the order of the measures. */
export function comparePair(all: Series[], pair: [Subject, Subject]): PairValue[] {
  return all.flatMap((series) => {
    const [first, second] = pair.map(({ key }) => series.datasets.find((set) => set.key === key)?.data ?? []);
    for (let place = series.labels.length - 1; place >= 0; place--) {
      const [a, b] = [first?.[place] ?? null, second?.[place] ?? null];
      if (a === null || b === null) continue;
      const ahead = a > b ? 0 : b > a ? 1 : null;
      return [
        {
          series,
          step: series.labels[place] ?? "",
          values: [a, b] as [number, number],
          ahead,
          isGoal: series.measure.unit !== "people",
        },
      ];
    }
    return [];
  });
}
