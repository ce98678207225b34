/** The staff's pages with rubrics and saved comments, each with its words and its style. */

import sheet from "sheet:../../style/grades.css";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { editorWords } from "../../learning/editor/words/index.ts";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";
import { withRubrics } from "./with-rubrics.ts";

/** A page on which teachers mark by rubrics and with saved comments. */
export function withRubricWriting(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords([rubricWritingWords], withRubrics(fetch));
}

export const fetchRubrics = withRubricWriting(
  withWords(
    [editorWords],
    async () =>
      (await Promise.all([import("./rubrics-page.tsx"), addSheet(new URL(sheet, import.meta.url).href)]))[0]
        .RubricsPage,
  ),
);
export const fetchSavedComments = withRubricWriting(
  async () => (await import("../comments/saved-comments-page.tsx")).SavedCommentsPage,
);
