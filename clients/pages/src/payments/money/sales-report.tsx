/** Which online courses were bought in a month, what was paid for them, and what teachers get of it. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table, type TableRow } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { FileButton } from "./file-button.tsx";
import { MonthChoice } from "./month-choice.tsx";
import { describeSums } from "./sums.ts";

type SalesRow = Answer<"/payments/reports/sales/", "get">["rows"][number];

export function SalesReport({ branch, today }: { branch: string; today: string }) {
  const words = useWords();
  const own = moneyWords.use().revenue;
  const [month, setMonth] = useState(today.slice(0, 7));
  const query = { month, ...(branch ? { branch } : {}) };
  const report = useLoad(() => talim.api.get("/payments/reports/sales/", { query }), [month, branch]);
  return (
    <section aria-labelledby="sales-report">
      <h2 id="sales-report">{own.sales}</h2>
      <MonthChoice month={month} today={today} choose={setMonth} />
      <Loading of={report}>
        {({ rows, totals }) => {
          if (!rows.length) return <Empty drawing="money" text={own.noSales} />;
          const { head, write } = describeSums(
            rows.map(({ currency }) => currency),
            words,
          );
          const withShares = rows.some(({ shares }) => shares);
          const row = (item: SalesRow, name: string): TableRow => ({
            key: `${item.course?.id} ${item.currency}`,
            cells: [
              name,
              String(item.orders),
              ...[item.discounts, item.received, item.refunded, item.net].map(write),
              ...(withShares && item.shares ? [write(item.shares)] : []),
            ],
          });
          const sums = [own.discounts, own.received, own.paidBack, own.kept, ...(withShares ? [own.shares] : [])];
          return (
            <>
              <Table
                label={own.sales}
                heads={[{ word: own.by.course }, { word: own.orders, number: true }, ...sums.map(head)]}
                rows={rows.map((item) => row(item, item.course?.name ?? ""))}
                foot={totals.map((item) => row(item, words.office.together))}
              />
              <FileButton path="/payments/reports/sales/" query={query} name={own.sales} />
            </>
          );
        }}
      </Loading>
    </section>
  );
}
