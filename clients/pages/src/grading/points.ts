/** Points and percents as they are written and typed. */

import { readPoints } from "../quizzes/write/points.ts";
import { currentWords } from "../words/index.ts";

/** The most points that the server takes. */
const MOST_POINTS = 100_000;
/** What excuses, on a Latin and on a Cyrillic keyboard. */
const EXCUSES = ["e", "е"];

/** What is written into a cell. Without points and excuse it takes back what stands there. */
export interface Draft {
  points: number | null;
  is_excused: boolean;
}

export const NOTHING: Draft = { points: null, is_excused: false };
export const EXCUSE: Draft = { points: null, is_excused: true };

/** Whether both write the same. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  return one.points === other.points && one.is_excused === other.is_excused;
}

/** A number with at most two decimals, as the reader writes it. */
export function formatPoints(points: number): string {
  return writeNumber(Math.round(points * 100) / 100);
}

/** A number as it stands in a field. */
export function writeNumber(number: number): string {
  return String(number).replace(".", currentWords.get()?.words.decimal ?? ".");
}

/** A typed number of 0 or more, with a point or a comma; undefined for what is none. */
export function readNumber(typed: string): number | undefined {
  return readPoints(typed, MOST_POINTS);
}

/** What somebody typed into a cell; undefined where it means nothing. */
export function readDraft(typed: string): Draft | undefined {
  const text = typed.trim().toLowerCase();
  if (text === "") return NOTHING;
  if (EXCUSES.includes(text)) return EXCUSE;
  const points = readNumber(text);
  return points === undefined ? undefined : { points, is_excused: false };
}
