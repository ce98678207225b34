/** The pages of grades of pupils and parents, each with its words and its style. */

import sheet from "sheet:../style/grades.css";
import type { Page } from "../person-pages.ts";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { appealWords } from "./appeals/words/index.ts";
import { gradeWords } from "./words/index.ts";

function withStyle(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [gradeWords, appealWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchOwnGrades = withStyle(async () => (await import("./own-grades.tsx")).OwnGrades);
export const fetchOwnGrade = withStyle(async () => (await import("./own-grades.tsx")).OwnGrade);
export const fetchChildGrades = withStyle(async () => (await import("./parent/grades.tsx")).ChildGrades);
export const fetchChildGrade = withStyle(async () => (await import("./parent/grades.tsx")).ChildGrade);
