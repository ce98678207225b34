/** The day report: what came in and went out on a day, by way, desk and cashier, with the day's shifts; to print. */

import { useState } from "preact/hooks";
import { addDays, formatDate, formatDayTime, formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { DayChoice } from "../../office/day-choice.tsx";
import { sumBack } from "./shifts.tsx";
import { Totals } from "./totals.tsx";

const BY = ["method", "desk", "cashier", "kind"] as const;

export function DayReport({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const [day, setDay] = useState(toIsoDay(Date.now(), me.zone));
  const span = { from: day, to: day };
  const report = useLoad(
    async () => ({
      totals: await Promise.all(BY.map((by) => talim.api.get("/payments/journal/totals/", { query: { ...span, by } }))),
      shifts: await fetchAllPages((page) =>
        talim.api.get("/payments/shifts/", { query: { ...span, page, page_size: 100 } }),
      ),
    }),
    [day],
  );
  useOfficeUpdates(report.reload);
  return (
    <>
      <h1>
        {words.office.nav.pages.dayReport}, <span class="no-print">{formatDate(day, me.zone, words)}</span>
        <span class="print-only">{`${formatPeriod(day, words)} ${day.slice(0, 4)}`}</span>
      </h1>
      <div class="table-tools no-print">
        <DayChoice
          day={day}
          choose={setDay}
          earlier={addDays(day, -1)}
          later={addDays(day, 1)}
          last={toIsoDay(Date.now(), me.zone)}
        />
        <button type="button" class="main" onClick={() => print()}>
          {texts.printReport}
        </button>
      </div>
      <Loading of={report}>
        {({ totals, shifts }) =>
          totals[0]?.rows.length || shifts.length ? (
            <>
              {totals.map((sums) => (
                <section key={sums.by}>
                  <h2>{texts.by[sums.by as (typeof BY)[number]]}</h2>
                  <Totals
                    of={sums.rows}
                    foot={sums.by === "method" ? sums.totals : []}
                    label={texts.by[sums.by as (typeof BY)[number]]}
                    head={texts[sums.by as (typeof BY)[number]]}
                  />
                </section>
              ))}
              {shifts.length ? (
                <section>
                  <h2>{words.office.nav.pages.shifts}</h2>
                  <Table
                    label={words.office.nav.pages.shifts}
                    heads={[
                      { word: texts.desk },
                      { word: texts.cashier },
                      { word: texts.opened },
                      { word: texts.figures.taken, number: true },
                      { word: texts.figures.paid_back, number: true },
                      { word: texts.figures.spent, number: true },
                      { word: texts.figures.banked, number: true },
                      { word: texts.inDrawer, number: true },
                      { word: texts.difference, number: true },
                    ]}
                    rows={shifts.map((shift) => ({
                      key: shift.id,
                      cells: [
                        shift.desk.name,
                        shift.cashier.full_name,
                        formatDayTime(shift.opened_at, me.zone, words),
                        formatMoney(shift.taken, words),
                        formatMoney(sumBack(shift), words),
                        formatMoney(shift.spent, words),
                        formatMoney(shift.banked, words),
                        formatMoney(shift.counted ?? shift.balance, words),
                        shift.difference ? formatMoney(shift.difference, words) : texts.stillOpen,
                      ],
                    }))}
                  />
                </section>
              ) : null}
              <p class="print-only">
                {me.first_name} {me.last_name} ____________________
              </p>
            </>
          ) : (
            <Empty drawing="money" text={texts.noMoney} />
          )
        }
      </Loading>
    </>
  );
}
