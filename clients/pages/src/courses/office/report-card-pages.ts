/** Report cards of groups. */

import type { OfficePage } from "../../office/area.ts";

const open = (fetch: OfficePage["fetch"]): OfficePage => ({
  title: (words) => words.learning.pages.reportCards,
  any: ["analytics.report_cards"],
  shared: true,
  fetch,
});

export const reportCardPages: Record<string, OfficePage> = {
  "group-report-cards": open(async () =>
    (await import("../../analytics/report-cards/fetches.ts")).fetchReportCardBatches(),
  ),
  "group-report-cards/:id": open(async () =>
    (await import("../../analytics/report-cards/fetches.ts")).fetchReportCardBatch(),
  ),
};
