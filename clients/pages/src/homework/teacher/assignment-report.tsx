/** How an assignment went with the whole group: average, middle, late work, and how the scores are spread. */

import { formatScore } from "../../format.ts";
import { Table } from "../../ui/table.tsx";
import { homeworkWords } from "./words/index.ts";
import type { Report } from "./assignment-results.tsx";

export function AssignmentReport({ report }: { report: Report }) {
  const texts = homeworkWords.use();
  if (report.average === null) return null;
  const most = Math.max(1, ...report.distribution.map(({ pupils }) => pupils));
  return (
    <section aria-labelledby="report">
      <h2 id="report">{texts.report}</h2>
      <p>
        {texts.average} <b class="number">{formatScore(report.average)}</b>
        {report.median === null ? null : (
          <>
            {" · "}
            {texts.median} <b class="number">{formatScore(report.median)}</b>
          </>
        )}
        {" · "}
        {texts.lateCount} <b class="number">{report.late_count}</b>
      </p>
      <Table
        label={texts.spread}
        heads={[{ word: texts.from }, { word: texts.pupils, number: true }]}
        rows={report.distribution.map(({ from, to, pupils }) => ({
          key: String(to),
          cells: [
            `${from} – ${to}`,
            <span key="pupils" class="share">
              <progress max={most} value={pupils} aria-hidden="true" /> {pupils}
            </span>,
          ],
        }))}
      />
    </section>
  );
}
