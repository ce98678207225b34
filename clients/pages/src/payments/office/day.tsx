/** The money of one day: sums by payment method, and each payment for users who may read the ledger. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, addDays, toIsoDay, toLocalTime, formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { fetchWholeFeed } from "../../office/all-pages.ts";
import { DayChoice } from "../../office/day-choice.tsx";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { hasPermission } from "../../office/permissions.ts";

type DaySum = Answer<"/payments/reports/revenue/", "get">["rows"][number];
type Transfer = Answer<"/payments/ledger/", "get">["results"][number];
type Entry = Transfer["entries"][number];

/** A transfer that brings a pupil's money to one of the money accounts. */
interface IncomingPayment {
  transfer: Transfer;
  moneyEntry: Entry;
  pupilEntry: Entry;
}

/** Accounts that hold money. */
const MONEY_ACCOUNTS = ["desk", "bank", "provider"] as const;

export function Day({ me }: { me: Person }) {
  const words = useWords();
  const today = toIsoDay(Date.now(), me.zone);
  const [day, setDay] = useState(today);
  return (
    <section aria-labelledby="day">
      <h2 id="day">{words.office.received(formatDate(day, me.zone, words))}</h2>
      <DayChoice day={day} choose={setDay} last={today} earlier={addDays(day, -1)} later={addDays(day, 1)} />
      {hasPermission(me, "payments.report") ? <DaySums day={day} /> : null}
      {hasPermission(me, "payments.ledger") ? <IncomingPayments day={day} me={me} /> : null}
    </section>
  );
}

function DaySums({ day }: { day: string }) {
  const words = useWords();
  const texts = words.office;
  const query = { from: day, to: day, by: "provider" as const };
  const revenue = useLoad(() => talim.api.get("/payments/reports/revenue/", { query }), [day]);
  useOfficeUpdates(revenue.reload);
  const filterMoved = (rows: DaySum[]) => rows.filter((row) => row.received.amount || row.paid_back.amount);
  const buildRow = (row: DaySum, name: string) => ({
    key: `${row.key} ${row.currency}`,
    cells: [name, formatMoney(row.received, words), row.paid_back.amount ? formatMoney(row.paid_back, words) : "–"],
  });
  return (
    <Loading of={revenue}>
      {({ rows, totals }) =>
        filterMoved(totals).length ? (
          <Table
            label={texts.in}
            heads={[{ word: texts.way }, { word: texts.in, number: true }, { word: texts.out, number: true }]}
            rows={filterMoved(rows).map((row) => buildRow(row, row.name || texts.other))}
            foot={filterMoved(totals).map((row) => buildRow(row, texts.together))}
          />
        ) : (
          <p class="empty">{texts.nothingReceived}</p>
        )
      }
    </Loading>
  );
}

function IncomingPayments({ day, me }: { day: string; me: Person }) {
  const words = useWords();
  const payments = useLoad(() => fetchIncomingPayments(day), [day]);
  useOfficeUpdates(payments.reload);
  return (
    <Loading of={payments}>
      {(all) =>
        all.length ? (
          <details>
            <summary>{words.office.each}</summary>
            <ul class="rows transfers">
              {all.map(({ transfer, moneyEntry, pupilEntry }) => (
                <li key={transfer.id}>
                  <span class="when">{toLocalTime(transfer.created_at, me.zone).time}</span>
                  <span>
                    {pupilEntry.of?.name || transfer.text}
                    <span class="quiet small">
                      {[transfer.payment?.title, moneyEntry.of?.name, transfer.by?.full_name]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <b class="number">{formatMoney(moneyEntry.amount, words)}</b>
                </li>
              ))}
            </ul>
          </details>
        ) : null
      }
    </Loading>
  );
}

/** All payments of this day, newest first. */
async function fetchIncomingPayments(day: string): Promise<IncomingPayment[]> {
  const payments = await Promise.all(
    MONEY_ACCOUNTS.map(async (kind) => {
      const query = { from: day, to: day, limit: 100, kind };
      const all = await fetchWholeFeed((cursor) => talim.api.get("/payments/ledger/", { query: { ...query, cursor } }));
      return all.flatMap((transfer) => {
        const moneyEntry = transfer.entries.find((entry) => entry.kind === kind && entry.side === "debit");
        const pupilEntry = transfer.entries.find((entry) => entry.kind === "student" && entry.side === "credit");
        return moneyEntry && pupilEntry ? [{ transfer, moneyEntry, pupilEntry }] : [];
      });
    }),
  );
  return payments.flat().sort((a, b) => Date.parse(b.transfer.created_at) - Date.parse(a.transfer.created_at));
}
