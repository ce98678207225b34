/** Who owes what was due, the largest debt first. */

import { useState } from "preact/hooks";
import { dateOf, money } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { useWords } from "../words/index.ts";
import { useDesk } from "./live.ts";
import { lastOf, Pager, useLastPage } from "./pager.tsx";
import { Search } from "./search.tsx";

const SIZE = 20;

export function Debtors({ me }: { me: Person }) {
  const words = useWords();
  const w = words.office;
  const [search, seek] = useState("");
  const [page, turn] = useState(1);
  const query = { page, page_size: SIZE, ...(search ? { search } : {}) };
  const debtors = useLoad(() => talim.api.get("/payments/debtors/", { query }), [search, page]);
  useDesk(debtors.again);
  useLastPage(debtors, { page, size: SIZE, turn });
  return (
    <section aria-labelledby="debtors">
      <h2 id="debtors">{w.debtors}</h2>
      <Search
        label={w.searchPeople}
        found={(text) => {
          seek(text);
          turn(1);
        }}
      />
      <Loading of={debtors}>
        {({ results, totals, count }) =>
          results.length ? (
            <>
              {totals.map((one) => (
                <p key={one.overdue.currency}>{w.debtTotal(one.debtors, money(one.overdue, words))}</p>
              ))}
              <Table
                label={w.debtors}
                heads={[
                  { word: w.pupil },
                  { word: w.overdue, number: true },
                  { word: w.since },
                  { word: w.balance, number: true },
                ]}
                rows={results.map((one) => ({
                  key: `${one.student.id} ${one.overdue.currency}`,
                  cells: [
                    one.student.full_name,
                    <b>{money(one.overdue, words)}</b>,
                    dateOf(one.since, me.zone, words),
                    money(one.balance, words),
                  ],
                }))}
              />
              <Pager page={page} pages={lastOf(count, SIZE)} turn={turn} />
            </>
          ) : (
            <p class="empty">{count ? words.loading : search ? w.nobodyFound : w.noDebtors}</p>
          )
        }
      </Loading>
    </section>
  );
}
