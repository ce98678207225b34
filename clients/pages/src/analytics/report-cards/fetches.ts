/** The pages of report cards, with their words and their style. */

import sheet from "sheet:../../style/report-cards.css";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { reportCardWords } from "./words/index.ts";

function withStyle(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [reportCardWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchOwnReportCards = withStyle(async () => (await import("./own-report-cards.tsx")).OwnReportCards);
export const fetchReportCardBatches = withStyle(async () => (await import("./batches.tsx")).ReportCardBatches);
export const fetchReportCardBatch = withStyle(async () => (await import("./batch.tsx")).ReportCardBatchPage);
