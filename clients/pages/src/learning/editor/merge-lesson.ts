/** Two texts of one lesson: which blocks differ, and how both are kept. */

import { newId } from "@talim/client";
import type { DraftBlock } from "./data.ts";

/** Whether both hold the same; the order of their keys counts for nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [one as Record<string, unknown>, other as Record<string, unknown>];
  // What is not there and what is undefined are alike: JSON knows no difference.
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].every((key) => isSame(mine[key], theirs[key]));
}

/** Blocks of the first text that the second one does not hold like this. */
export function findOwnBlocks(mine: readonly DraftBlock[], theirs: readonly DraftBlock[]): DraftBlock[] {
  const known = new Map(theirs.map((block) => [block.id, block]));
  return mine.filter((block) => !isSame(block, known.get(block.id)));
}

/** All of `theirs`, and behind what stood before it each block that only `mine` has like this. */
export function keepBoth(mine: readonly DraftBlock[], theirs: readonly DraftBlock[]): DraftBlock[] {
  const own = new Set(findOwnBlocks(mine, theirs));
  const both = [...theirs];
  let last = -1;
  for (const block of mine) {
    const at = both.findIndex(({ id }) => id === block.id);
    if (at >= 0) last = at;
    if (!own.has(block)) continue;
    last += 1;
    both.splice(last, 0, at >= 0 ? { ...block, id: newId() } : block);
  }
  return both;
}
