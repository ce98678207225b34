/** The staff's pages of gradebooks, each with its words and its style. Teachers and the office have the same ones. */

import sheet from "sheet:../../style/grades.css";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { editorWords } from "../../learning/editor/words/index.ts";
import { appealWords } from "../appeals/words/index.ts";
import { gradeWords } from "../words/index.ts";
import { markingWords } from "../marking/words/index.ts";
import { gradebookWords } from "./words/index.ts";

function withStyle(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [gradeWords, gradebookWords, appealWords, markingWords, editorWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchGradebook = withStyle(async () => (await import("./gradebook-page.tsx")).GradebookPage);
export const fetchGradebookSetup = withStyle(async () => (await import("./setup-page.tsx")).GradebookSetupPage);
export const fetchGradeAppeals = withStyle(async () => (await import("./appeals-page.tsx")).GradeAppealsPage);
export const fetchMarking = withStyle(async () => (await import("./marking-page.tsx")).MarkingPage);
export const fetchGradeScales = withStyle(async () => (await import("./scales.tsx")).GradeScales);
