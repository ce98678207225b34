/** All words that pages read from `useWords()`, with those of every area. */

import { en as firstEn } from "../src/words/en.ts";
import * as entryEn from "../src/accounts/entry/words/en.ts";
import * as entryRu from "../src/accounts/entry/words/ru.ts";
import * as entryUz from "../src/accounts/entry/words/uz.ts";
import * as familyEn from "../src/parent/words/en.ts";
import * as familyRu from "../src/parent/words/ru.ts";
import * as familyUz from "../src/parent/words/uz.ts";
import * as homeworkEn from "../src/homework/words/en.ts";
import * as homeworkRu from "../src/homework/words/ru.ts";
import * as homeworkUz from "../src/homework/words/uz.ts";
import type { Words } from "../src/words/index.ts";
import { ru as firstRu } from "../src/words/ru.ts";
import * as teacherEn from "../src/teacher/words/en.ts";
import * as teacherRu from "../src/teacher/words/ru.ts";
import * as teacherUz from "../src/teacher/words/uz.ts";
import { uz as firstUz } from "../src/words/uz.ts";

export const en: Words = { ...firstEn, ...entryEn, ...familyEn, ...homeworkEn, ...teacherEn };
export const ru: Words = { ...firstRu, ...entryRu, ...familyRu, ...homeworkRu, ...teacherRu };
export const uz: Words = { ...firstUz, ...entryUz, ...familyUz, ...homeworkUz, ...teacherUz };
