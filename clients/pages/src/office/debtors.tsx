/** Who owes what was due, the largest debt first. */

import { useState } from "preact/hooks";
import { dateOf, money } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { useDesk } from "./live.ts";
import { Pager } from "./pager.tsx";
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
              <div class="wide">
                <table class="figures">
                  <thead>
                    <tr>
                      <th scope="col">{w.pupil}</th>
                      <th scope="col" class="number">
                        {w.overdue}
                      </th>
                      <th scope="col">{w.since}</th>
                      <th scope="col" class="number">
                        {w.balance}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {results.map((one) => (
                      <tr key={`${one.student.id} ${one.overdue.currency}`}>
                        <th scope="row">{one.student.full_name}</th>
                        <td class="number">
                          <b>{money(one.overdue, words)}</b>
                        </td>
                        <td>{dateOf(one.since, me.zone, words)}</td>
                        <td class="number">{money(one.balance, words)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager page={page} pages={Math.ceil(count / SIZE)} turn={turn} />
            </>
          ) : (
            <p class="empty">{search ? w.nobodyFound : w.noDebtors}</p>
          )
        }
      </Loading>
    </section>
  );
}
