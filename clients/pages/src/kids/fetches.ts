/** The pages of small children with their words and their style. */

import sheet from "sheet:../style/kids.css";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { kidsWords } from "./words/index.ts";

const withKids = <P>(fetch: () => Promise<P>) =>
  withWords([kidsWords], async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0]);

export const fetchPath = withKids(async () => (await import("./path-page.tsx")).PathPage);
export const fetchLesson = withKids(async () => (await import("./lesson-page.tsx")).LessonPage);
