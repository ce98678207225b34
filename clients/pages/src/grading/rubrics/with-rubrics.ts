/** What a page needs on which pupils or parents read a rubric. */

import sheet from "sheet:../../style/rubrics.css";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { rubricWords } from "./words/index.ts";

/** Fetch a page with the words and the style of rubrics. */
export function withRubrics(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [rubricWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}
