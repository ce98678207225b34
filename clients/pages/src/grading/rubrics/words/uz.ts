/** Uzbek. */

import type { RubricWords } from "./en.ts";

export const uz: RubricWords = {
  title: (name) => `Ish qanday baholanadi: ${name}`,
  judged: (name) => `Ish qanday baholandi: ${name}`,
  chosen: "tanlangan",
  open: "hali baholanmagan",
  points: (_, written) => `${written} ball`,
  total: (given, most, percent) => `${most} balldan ${given} ball, ${percent} %`,
  soFar: (given, most) => `hozircha ${most} balldan ${given} ball`,
  changedLater: "Mezonlar keyinroq oʻzgartirilgan. Bu ish uchun u baholangan versiya saqlanadi.",
};
