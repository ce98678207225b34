/**
 * Words of whole areas. Pages read them from `useWords()` like those of everybody, but they come with the first page that
 * needs them, so that nobody's first view carries the words of others.
 */

import type { Entry, Family, Homework, Teacher } from "./area-words.ts";
import { WordArea } from "./catalogue.ts";

/** For who is on the way in, and for who says that they are there. */
export const entryArea = new WordArea<Entry>({
  uz: () => import("./entry/uz.ts"),
  ru: () => import("./entry/ru.ts"),
  en: () => import("./entry/en.ts"),
});

/** For parents and the office. */
export const familyArea = new WordArea<Family>({
  uz: () => import("./family/uz.ts"),
  ru: () => import("./family/ru.ts"),
  en: () => import("./family/en.ts"),
});

/** For a homework, its recordings and results, and for coins. */
export const homeworkArea = new WordArea<Homework>({
  uz: () => import("./homework/uz.ts"),
  ru: () => import("./homework/ru.ts"),
  en: () => import("./homework/en.ts"),
});

/** For teachers. */
export const teacherArea = new WordArea<Teacher>({
  uz: () => import("./teacher/uz.ts"),
  ru: () => import("./teacher/ru.ts"),
  en: () => import("./teacher/en.ts"),
});

export const ALL_AREAS = [entryArea, familyArea, homeworkArea, teacherArea];
