/** All words that pages read from `useWords()`, with those of every area. */

import { en as firstEn } from "../src/words/en.ts";
import * as entryEn from "../src/words/entry/en.ts";
import * as entryRu from "../src/words/entry/ru.ts";
import * as entryUz from "../src/words/entry/uz.ts";
import * as familyEn from "../src/words/family/en.ts";
import * as familyRu from "../src/words/family/ru.ts";
import * as familyUz from "../src/words/family/uz.ts";
import * as homeworkEn from "../src/words/homework/en.ts";
import * as homeworkRu from "../src/words/homework/ru.ts";
import * as homeworkUz from "../src/words/homework/uz.ts";
import type { Words } from "../src/words/index.ts";
import { ru as firstRu } from "../src/words/ru.ts";
import * as teacherEn from "../src/words/teacher/en.ts";
import * as teacherRu from "../src/words/teacher/ru.ts";
import * as teacherUz from "../src/words/teacher/uz.ts";
import { uz as firstUz } from "../src/words/uz.ts";

export const en: Words = { ...firstEn, ...entryEn, ...familyEn, ...homeworkEn, ...teacherEn };
export const ru: Words = { ...firstRu, ...entryRu, ...familyRu, ...homeworkRu, ...teacherRu };
export const uz: Words = { ...firstUz, ...entryUz, ...familyUz, ...homeworkUz, ...teacherUz };
