/** The money of one day: what came in by which way, and each payment for who may read the ledger. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, addDays, toIsoDay, toLocalTime, formatMoney } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { useWords } from "../words/index.ts";
import { fetchWholeFeed } from "./all-pages.ts";
import { DayChoice } from "./day-choice.tsx";
import { useOfficeUpdates } from "./live-updates.ts";
import { hasPermission } from "./page-permissions.ts";

type DaySum = Answer<"/payments/reports/revenue/", "get">["rows"][number];
type Transfer = Answer<"/payments/ledger/", "get">["results"][number];
type Entry = Transfer["entries"][number];

/** Money of a pupil that came onto an account on which money lies. */
interface IncomingPayment {
  one: Transfer;
  purse: Entry;
  pupil: Entry;
}

/** Accounts on which money lies. */
const MONEY_ACCOUNTS = ["desk", "bank", "provider"] as const;

export function Day({ me }: { me: Person }) {
  const words = useWords();
  const today = toIsoDay(Date.now(), me.zone);
  const [day, choose] = useState(today);
  return (
    <section aria-labelledby="day">
      <h2 id="day">{words.office.received(formatDate(day, me.zone, words))}</h2>
      <DayChoice day={day} choose={choose} last={today} earlier={addDays(day, -1)} later={addDays(day, 1)} />
      {hasPermission(me, "payments.report") ? <DaySums day={day} /> : null}
      {hasPermission(me, "payments.ledger") ? <IncomingPayments day={day} me={me} /> : null}
    </section>
  );
}

function DaySums({ day }: { day: string }) {
  const words = useWords();
  const w = words.office;
  const query = { from: day, to: day, by: "provider" as const };
  const revenue = useLoad(() => talim.api.get("/payments/reports/revenue/", { query }), [day]);
  useOfficeUpdates(revenue.reload);
  const moved = (rows: DaySum[]) => rows.filter((row) => row.received.amount || row.paid_back.amount);
  const sums = (row: DaySum, name: string) => ({
    key: `${row.key} ${row.currency}`,
    cells: [name, formatMoney(row.received, words), row.paid_back.amount ? formatMoney(row.paid_back, words) : "–"],
  });
  return (
    <Loading of={revenue}>
      {({ rows, totals }) =>
        moved(totals).length ? (
          <Table
            label={w.in}
            heads={[{ word: w.way }, { word: w.in, number: true }, { word: w.out, number: true }]}
            rows={moved(rows).map((row) => sums(row, row.name || w.other))}
            foot={moved(totals).map((row) => sums(row, w.together))}
          />
        ) : (
          <p class="empty">{w.nothingReceived}</p>
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
              {all.map(({ one: transfer, purse, pupil }) => (
                <li key={transfer.id}>
                  <span class="when">{toLocalTime(transfer.created_at, me.zone).time}</span>
                  <span>
                    {pupil.of?.name || transfer.text}
                    <span class="quiet small">
                      {[transfer.payment?.title, purse.of?.name, transfer.by?.full_name].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                  <b class="number">{formatMoney(purse.amount, words)}</b>
                </li>
              ))}
            </ul>
          </details>
        ) : null
      }
    </Loading>
  );
}

/** All that came on this day, newest first. */
async function fetchIncomingPayments(day: string): Promise<IncomingPayment[]> {
  const payments = await Promise.all(
    MONEY_ACCOUNTS.map(async (kind) => {
      const query = { from: day, to: day, limit: 100, kind };
      const all = await fetchWholeFeed((cursor) => talim.api.get("/payments/ledger/", { query: { ...query, cursor } }));
      return all.flatMap((transfer) => {
        const purse = transfer.entries.find((entry) => entry.kind === kind && entry.side === "debit");
        const pupil = transfer.entries.find((entry) => entry.kind === "student" && entry.side === "credit");
        return purse && pupil ? [{ one: transfer, purse, pupil }] : [];
      });
    }),
  );
  return payments.flat().sort((a, b) => Date.parse(b.one.created_at) - Date.parse(a.one.created_at));
}
