/** What the areas (`areas.ts`) hold. Apart from them, so that words and areas do not import each other. */

export type Entry = typeof import("./entry/en.ts");
export type Family = typeof import("./family/en.ts");
export type Homework = typeof import("./homework/en.ts");
export type Teacher = typeof import("./teacher/en.ts");

export type AreaWords = Entry & Family & Homework & Teacher;
