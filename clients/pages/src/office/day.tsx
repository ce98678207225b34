/** The money of one day: what came in by which way, and each payment for who may read the ledger. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { dateOf, daysOn, isoDay, local, money } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { DayChoice } from "./day-choice.tsx";
import { useDesk } from "./live.ts";
import { holds } from "./part.ts";

type Revenue = Answer<"/payments/reports/revenue/", "get">;
type Transfer = Answer<"/payments/ledger/", "get">["results"][number];

/** Accounts on which money lies. */
const PURSES = ["desk", "bank", "provider"];

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
  const moved = (rows: Revenue["rows"]) => rows.filter((row) => row.received.amount || row.paid_back.amount);
  return (
    <Loading of={revenue}>
      {({ rows, totals }) =>
        moved(totals).length ? (
          <div class="wide">
            <table class="figures">
              <thead>
                <tr>
                  <th scope="col">{w.way}</th>
                  <th scope="col" class="number">
                    {w.in}
                  </th>
                  <th scope="col" class="number">
                    {w.out}
                  </th>
                </tr>
              </thead>
              <tbody>
                {moved(rows).map((row) => (
                  <tr key={`${row.key} ${row.currency}`}>
                    <th scope="row">{row.name || w.other}</th>
                    <td class="number">{money(row.received, words)}</td>
                    <td class="number">{row.paid_back.amount ? money(row.paid_back, words) : "–"}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                {moved(totals).map((row) => (
                  <tr key={row.currency}>
                    <th scope="row">{w.together}</th>
                    <td class="number">{money(row.received, words)}</td>
                    <td class="number">{row.paid_back.amount ? money(row.paid_back, words) : "–"}</td>
                  </tr>
                ))}
              </tfoot>
            </table>
          </div>
        ) : (
          <p class="empty">{w.nothingReceived}</p>
        )
      }
    </Loading>
  );
}

function Each({ day, me }: { day: string; me: Person }) {
  const words = useWords();
  const found = useLoad(
    async () => (await talim.api.get("/payments/ledger/", { query: { from: day, to: day, limit: 100 } })).results,
    [day],
  );
  useDesk(found.again);
  return (
    <Loading of={found}>
      {(all) => {
        const came = all.flatMap((one) => {
          const purse = one.entries.find((entry) => PURSES.includes(entry.kind) && entry.side === "debit");
          return purse ? [{ one, purse }] : [];
        });
        if (!came.length) return null;
        return (
          <details>
            <summary>{words.office.each}</summary>
            <ul class="rows">
              {came.map(({ one, purse }) => (
                <li key={one.id}>
                  <span class="when">{local(one.created_at, me.zone).time}</span>
                  <span>
                    {whoseOf(one) || one.text}
                    <span class="quiet small">
                      {[one.payment?.title, purse.of?.name, one.by?.full_name].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                  <b class="number">{money(purse.amount, words)}</b>
                </li>
              ))}
            </ul>
          </details>
        );
      }}
    </Loading>
  );
}

function whoseOf(one: Transfer): string {
  return one.entries.find((entry) => entry.kind === "student")?.of?.name ?? "";
}
