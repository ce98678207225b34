/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  title: (name: string) => `How the work is judged: ${name}`,
  judged: (name: string) => `How the work was judged: ${name}`,
  chosen: "chosen",
  open: "not judged yet",
  points: (n: number, written: string) => count(n, { one: `${written} point`, other: `${written} points` }),
  total: (given: string, most: string, percent: string) => `${given} of ${most} points, ${percent} %`,
  soFar: (given: string, most: string) => `${given} of ${most} points so far`,
  changedLater: "The rubric was changed later. This work keeps the version that it was judged by.",
};

export type RubricWords = typeof en;
