/** The bands of a scale that lie above a grade. */

import type { Band } from "./grade-data.ts";

/** With their places in the scale, the next one first; all of them while nothing counts. */
export function listBandsAbove(bands: readonly Band[], percent: number | null): { place: number; word: string }[] {
  return bands.map(({ word, lower }, place) => ({ place, word, lower })).filter(({ lower }) => lower > (percent ?? -1));
}
