/** What the areas (`areas.ts`) hold. Apart from them, so that words and areas do not import each other. */

export type Entry = typeof import("../accounts/entry/words/en.ts");
export type Family = typeof import("../parent/words/en.ts");
export type Homework = typeof import("../homework/words/en.ts");
export type Teacher = typeof import("../teacher/words/en.ts");

export type AreaWords = Entry & Family & Homework & Teacher;
