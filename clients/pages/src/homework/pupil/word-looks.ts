/** The words of a recording: the look of each, its sign beside the colour, and which one is heard now. */

import type { Answer } from "@talim/client";

export type Word = Answer<"/homework/attempts/{id}/", "get">["words"][number];
export type WordLook = "good" | "near" | "check" | "missing" | "later" | "extra" | "said";

const LOOKS: Record<string, WordLook> = {
  correct: "good",
  self_corrected: "good",
  near: "near",
  wrong: "check",
  omitted: "missing",
  not_reached: "later",
  said: "said",
};
/** A word of a free answer has none: there is no text to compare it with. */
export const SIGNS: Record<WordLook, string> = {
  good: "✓",
  near: "~",
  check: "?",
  missing: "–",
  later: "·",
  extra: "+",
  said: "",
};

/** A key that stays the same in later answers: the place in the text, or among all words if it is not of the text. */
export function getWordKey({ reference, index }: Pick<Word, "reference" | "index">): string {
  return reference === null ? `+${index}` : String(reference);
}

/** How a word looks. A word that is correct but weak looks like one to check. */
export function getWordLook(word: Word): WordLook {
  const look = LOOKS[word.class] ?? "extra";
  return look === "good" && word.weak && !word.corrected ? "check" : look;
}

/** The class whose name says what the look of the word says. */
export function getShownClass(word: Word): string {
  return getWordLook(word) === "check" ? "wrong" : word.class;
}

/** The index of the word that is heard at this second; -1 between words. */
export function findWordAt(words: Word[], second: number): number {
  return words.findIndex(
    (word) => word.start !== null && word.end !== null && word.start <= second && second < word.end,
  );
}

/** As `findWordAt`; -1 also while nothing plays. */
export function findPlayingWord(words: Word[], second: number | null): number {
  return second === null ? -1 : findWordAt(words, second);
}

/** How many words of the text are right, and how many there are. */
export function countCorrectWords(words: Word[]): { right: number; all: number } {
  const text = words.filter((word) => word.reference !== null);
  return { right: text.filter((word) => LOOKS[word.class] === "good").length, all: text.length };
}

/** How many words of the text are right in `now` and were not in `before`. */
export function countImprovedWords(before: Word[], now: Word[]): number {
  const getRightWords = (words: Word[]) =>
    new Set(words.filter((word) => LOOKS[word.class] === "good").map((word) => word.reference));
  const rightBefore = getRightWords(before);
  return [...getRightWords(now)].filter((reference) => reference !== null && !rightBefore.has(reference)).length;
}
