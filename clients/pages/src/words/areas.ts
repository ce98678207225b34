/**
 * Words of whole areas. Pages read them from `useWords()` like those of everybody, but they come with the first page that
 * needs them, so that nobody's first view carries the words of others.
 */

import type { Entry, Family, Homework, Teacher } from "./area-words.ts";
import { WordArea } from "./catalogue.ts";

/** For who is on the way in, and for who says that they are there. */
export const entryArea = new WordArea<Entry>({
  uz: () => import("../accounts/entry/words/uz.ts"),
  ru: () => import("../accounts/entry/words/ru.ts"),
  en: () => import("../accounts/entry/words/en.ts"),
});

/** For parents and the office. */
export const familyArea = new WordArea<Family>({
  uz: () => import("../parent/words/uz.ts"),
  ru: () => import("../parent/words/ru.ts"),
  en: () => import("../parent/words/en.ts"),
});

/** For a homework, its recordings and results, and for coins. */
export const homeworkArea = new WordArea<Homework>({
  uz: () => import("../homework/words/uz.ts"),
  ru: () => import("../homework/words/ru.ts"),
  en: () => import("../homework/words/en.ts"),
});

/** For teachers. */
export const teacherArea = new WordArea<Teacher>({
  uz: () => import("../teacher/words/uz.ts"),
  ru: () => import("../teacher/words/ru.ts"),
  en: () => import("../teacher/words/en.ts"),
});

export const ALL_AREAS = [entryArea, familyArea, homeworkArea, teacherArea];
