/** Rows of a state: put in place, sorted, removed. */

import type { WallRow } from "./generated/realtime.js";

export const NEED_SNAPSHOT = Symbol("ask for a snapshot");

/** Replace the row with the same key, or append the row. */
export function putRow<R>(rows: R[], row: R, key: keyof R): R[] {
  const exists = rows.some((item) => item[key] === row[key]);
  return exists ? rows.map((item) => (item[key] === row[key] ? row : item)) : [...rows, row];
}

/** Sorted by `key`, highest first (ids grow with time). Of rows with the same `unique` the last one stays. */
export function sortNewestFirst<R>(rows: R[], key: keyof R, unique: keyof R = key): R[] {
  const byKey = new Map(rows.map((row) => [row[unique], row]));
  return [...byKey.values()].sort((a, b) => compare(String(b[key]), String(a[key])));
}

/** Remove the row. If the list was full a snapshot is needed, because other rows may follow. */
export function removeRow<S extends { [L in N]: { [F in K]: string }[] }, N extends string, K extends string>(
  ...[state, list, key, id, limit]: [S, N, K, string, number]
): S | typeof NEED_SNAPSHOT {
  const remaining = state[list].filter((row) => row[key] !== id);
  if (remaining.length === state[list].length) return state;
  return state[list].length === limit ? NEED_SNAPSHOT : { ...state, [list]: remaining };
}

export function newestThenName(a: WallRow, b: WallRow): number {
  return compare(b.assignment, a.assignment) || compare(a.name, b.name) || compare(a.homework, b.homework);
}

export function soonestFirst(a: { starts_at: string; lesson: string }, b: { starts_at: string; lesson: string }): number {
  return toTime(a.starts_at) - toTime(b.starts_at) || compare(a.lesson, b.lesson);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function toTime(moment: string): number {
  return Date.parse(moment);
}
