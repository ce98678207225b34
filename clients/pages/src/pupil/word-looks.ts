/** The words of a recording: what became of each, as a sign beside its colour, and which one is being heard. */

import type { Answer } from "@talim/client";

export type Word = Answer<"/homework/attempts/{id}/", "get">["words"][number];
export type WordLook = "good" | "near" | "check" | "missing" | "later" | "extra";

const LOOKS: Record<string, WordLook> = {
  correct: "good",
  self_corrected: "good",
  near: "near",
  wrong: "check",
  omitted: "missing",
  not_reached: "later",
};
export const SIGNS: Record<WordLook, string> = { good: "✓", near: "~", check: "?", missing: "–", later: "·", extra: "+" };

/** Which word it is, in a later answer too: its place in the text, or among all where it is not of the text. */
export function getWordKey({ reference, index }: Pick<Word, "reference" | "index">): string {
  return reference === null ? `+${index}` : String(reference);
}

/** How a word looks: one that was read well but hardly understood is to be checked too. */
export function getWordLook(word: Word): WordLook {
  const look = LOOKS[word.class] ?? "extra";
  return look === "good" && word.weak ? "check" : look;
}

/** The place in the list of the word that is heard at this second; -1 between words. */
export function findWordAt(words: Word[], second: number): number {
  return words.findIndex(
    (word) => word.start !== null && word.end !== null && word.start <= second && second < word.end,
  );
}

/** As `findWordAt`; -1 too while nothing is heard. */
export function findPlayingWord(words: Word[], second: number | null): number {
  return second === null ? -1 : findWordAt(words, second);
}

/** How many words of the text were read right, of how many. */
export function countCorrectWords(words: Word[]): { right: number; all: number } {
  const text = words.filter((word) => word.reference !== null);
  return { right: text.filter((word) => LOOKS[word.class] === "good").length, all: text.length };
}

/** How many words of the text are better in `now` than in `before`: right now, and not right then. */
export function countImprovedWords(before: Word[], now: Word[]): number {
  const right = (words: Word[]) =>
    new Set(words.filter((word) => LOOKS[word.class] === "good").map((word) => word.reference));
  const then = right(before);
  return [...right(now)].filter((place) => place !== null && !then.has(place)).length;
}
