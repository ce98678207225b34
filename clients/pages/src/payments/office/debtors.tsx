/** Pupils with overdue payments, the largest debt first: whom to call, who spoke with them, what they promised. */

import { useState } from "preact/hooks";
import { formatDate, formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { Phones, Promised, type Debtor } from "./debtor-parts.tsx";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { PupilLink } from "../../office/person-link.tsx";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import { SearchField } from "../../office/search.tsx";

const PAGE_SIZE = 20;

export function Debtors({ me }: { me: Person }) {
  const words = useWords();
  const texts = words.office;
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(1);
  const query = { page, page_size: PAGE_SIZE, ...(search ? { search } : {}) };
  const debtors = useLoad(() => talim.api.get("/payments/debtors/", { query }), [search, page]);
  useOfficeUpdates(debtors.reload);
  useLastPage(debtors, { page, size: PAGE_SIZE, turn: setPage });
  return (
    <section aria-labelledby="debtors">
      <h2 id="debtors">{texts.debtors}</h2>
      <SearchField
        label={texts.searchPeople}
        onSearch={(text) => {
          setSearch(text);
          setPage(1);
        }}
      />
      <Loading of={debtors}>
        {({ results, totals, count }) =>
          results.length ? (
            <>
              {totals.map((total) => (
                <p key={total.overdue.currency}>{texts.debtTotal(total.debtors, formatMoney(total.overdue, words))}</p>
              ))}
              <Table
                label={texts.debtors}
                heads={[
                  { word: texts.pupil },
                  { word: texts.overdue, number: true },
                  { word: texts.since },
                  { word: texts.phones },
                  { word: texts.lastContact },
                ]}
                rows={results.map((debtor) => ({
                  key: `${debtor.student.id} ${debtor.overdue.currency}`,
                  cells: [
                    <PupilLink me={me} of={debtor.student} />,
                    <b>{formatMoney(debtor.overdue, words)}</b>,
                    formatDate(debtor.since, me.zone, words),
                    <Phones debtor={debtor} first />,
                    <Contact debtor={debtor} me={me} />,
                  ],
                }))}
              />
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <p class="empty">{count ? words.loading : search ? texts.nobodyFound : texts.noDebtors}</p>
          )
        }
      </Loading>
    </section>
  );
}

/** Who spoke with them when, and what they promised. */
function Contact({ debtor, me }: { debtor: Debtor; me: Person }) {
  const words = useWords();
  const contact = debtor.last_contact;
  return (
    <>
      {contact ? `${formatDate(contact.on, me.zone, words)}, ${words.office.contact[contact.how]}` : null}
      {debtor.note ? <div class="quiet">{debtor.note}</div> : null}
      <Promised debtor={debtor} me={me} />
    </>
  );
}
