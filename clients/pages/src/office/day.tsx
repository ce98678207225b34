/** The money of one day: what came in by which way, and each payment for who may read the ledger. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { dateOf, daysOn, isoDay, local, money } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { useWords } from "../words/index.ts";
import { wholeFeed } from "./all-pages.ts";
import { DayChoice } from "./day-choice.tsx";
import { useDesk } from "./live.ts";
import { holds } from "./part.ts";

type Sum = Answer<"/payments/reports/revenue/", "get">["rows"][number];
type Transfer = Answer<"/payments/ledger/", "get">["results"][number];
type Entry = Transfer["entries"][number];

/** Money of a pupil that came onto an account on which money lies. */
interface Came {
  one: Transfer;
  purse: Entry;
  pupil: Entry;
}

/** Accounts on which money lies. */
const PURSES = ["desk", "bank", "provider"] as const;

export function Day({ me }: { me: Person }) {
  const words = useWords();
  const today = isoDay(Date.now(), me.zone);
  const [day, choose] = useState(today);
  return (
    <section aria-labelledby="day">
      <h2 id="day">{words.office.received(dateOf(day, me.zone, words))}</h2>
      <DayChoice day={day} choose={choose} last={today} earlier={daysOn(day, -1)} later={daysOn(day, 1)} />
      {holds(me, "payments.report") ? <Sums day={day} /> : null}
      {holds(me, "payments.ledger") ? <Each day={day} me={me} /> : null}
    </section>
  );
}

function Sums({ day }: { day: string }) {
  const words = useWords();
  const w = words.office;
  const query = { from: day, to: day, by: "provider" as const };
  const revenue = useLoad(() => talim.api.get("/payments/reports/revenue/", { query }), [day]);
  useDesk(revenue.again);
  const moved = (rows: Sum[]) => rows.filter((row) => row.received.amount || row.paid_back.amount);
  const sums = (row: Sum, name: string) => ({
    key: `${row.key} ${row.currency}`,
    cells: [name, money(row.received, words), row.paid_back.amount ? money(row.paid_back, words) : "–"],
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

function Each({ day, me }: { day: string; me: Person }) {
  const words = useWords();
  const found = useLoad(() => cameOn(day), [day]);
  useDesk(found.again);
  return (
    <Loading of={found}>
      {(all) =>
        all.length ? (
          <details>
            <summary>{words.office.each}</summary>
            <ul class="rows transfers">
              {all.map(({ one, purse, pupil }) => (
                <li key={one.id}>
                  <span class="when">{local(one.created_at, me.zone).time}</span>
                  <span>
                    {pupil.of?.name || one.text}
                    <span class="quiet small">
                      {[one.payment?.title, purse.of?.name, one.by?.full_name].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                  <b class="number">{money(purse.amount, words)}</b>
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
async function cameOn(day: string): Promise<Came[]> {
  const found = await Promise.all(
    PURSES.map(async (kind) => {
      const query = { from: day, to: day, limit: 100, kind };
      const all = await wholeFeed((cursor) => talim.api.get("/payments/ledger/", { query: { ...query, cursor } }));
      return all.flatMap((one) => {
        const purse = one.entries.find((entry) => entry.kind === kind && entry.side === "debit");
        const pupil = one.entries.find((entry) => entry.kind === "student" && entry.side === "credit");
        return purse && pupil ? [{ one, purse, pupil }] : [];
      });
    }),
  );
  return found.flat().sort((a, b) => Date.parse(b.one.created_at) - Date.parse(a.one.created_at));
}
