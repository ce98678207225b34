/** What the pages of report cards read from the server, and how its numbers are written. */

import type { Answer } from "@talim/client";
import { formatFigure } from "../office/chart-data.ts";
import { talim } from "../../talim.ts";
import { saveFile } from "../../ui/download.ts";
import type { LANGUAGES, Words } from "../../words/index.ts";

export type ReportCard = Answer<"/analytics/report-cards/", "get">["results"][number];
export type ReportCardBatch = Answer<"/analytics/report-cards/batches/", "get">["results"][number];
export type Measure = ReportCard["measures"][number];

export function formatNumber(value: number | null, { unit }: Pick<Measure, "unit">, words: Words): string {
  return formatFigure(
    value,
    { unit: unit === "percent" ? "percent" : unit === "points" ? "score" : "count", currency: null },
    words,
  );
}

/** Save the PDF in one of the languages. */
export async function downloadCard({ id, version }: ReportCard, locale: keyof typeof LANGUAGES): Promise<void> {
  const file = await talim.api.get("/analytics/report-cards/{id}/document/", { path: { id }, query: { locale } });
  saveFile(file, `report-card-${version}-${locale}.pdf`);
}
