/** What would be billed: sums, groups with their pupils, and who gets no payment for which reason. */

import type { Answer } from "@talim/client";
import { formatDate, formatMoney } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { Table } from "../../ui/table.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";

export type Preview = Answer<"/payments/schedules/run/preview/", "post">;

export function formatTotals(totals: Preview["totals"], words: Words): string {
  return totals.map((total) => formatMoney(total, words)).join(" + ");
}

export function BillingPreview({ preview, me }: { preview: Preview; me: Person }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.billing;
  return (
    <div class="preview" role="status">
      <p>
        <b class="number run-totals">
          {formatTotals(preview.totals, words) || formatMoney({ amount: 0, currency: "UZS" }, words)}
        </b>{" "}
        {own.payments(preview.payments)}
        {preview.standing ? <span class="quiet"> · {own.standing(preview.standing)}</span> : null}
      </p>
      {preview.repriced ? <p>{own.repriced(preview.repriced, formatTotals(preview.repriced_by, words))}</p> : null}
      {preview.groups.map((group) =>
        group.payments.length ? (
          <details key={group.group.id}>
            <summary>
              {group.group.name}: {own.payments(group.payments.length)}, {formatTotals(group.totals, words)}
            </summary>
            <Table
              label={group.group.name}
              heads={[{ word: texts.pupil }, { word: texts.amount, number: true }, { word: texts.payments.due }]}
              rows={group.payments.map((payment) => ({
                key: `${payment.student.id} ${payment.period}`,
                cells: [
                  payment.student.full_name,
                  formatMoney(payment.amount, words),
                  formatDate(payment.due_on, me.zone, words),
                ],
              }))}
            />
          </details>
        ) : null,
      )}
      {preview.skipped.length ? (
        <details>
          <summary>{own.skipped(preview.skipped.reduce((sum, { count }) => sum + count, 0))}</summary>
          <ul class="rows">
            {preview.skipped.map((skip) => (
              <li key={skip.reason}>
                <span>
                  {own.skips[skip.reason]}: {skip.count}
                  <span class="quiet small">{skip.students.map((student) => student.full_name).join(", ")}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
