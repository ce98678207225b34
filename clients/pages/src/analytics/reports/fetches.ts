/** The page of reports, with its words and its style. */

import sheet from "sheet:../../style/reports.css";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { analyticsWords } from "../words/index.ts";
import { reportWords } from "./words/index.ts";

export const fetchReports = withWords([reportWords, analyticsWords], async () => {
  const [{ Reports }] = await Promise.all([
    import("./reports-page.tsx"),
    addSheet(new URL(sheet, import.meta.url).href),
  ]);
  return Reports;
});
