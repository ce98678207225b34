/** Pupils with overdue payments, the largest debt first: whom to call, who spoke with them, what they promised. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatMoney, formatPhone } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { useWords } from "../words/index.ts";
import { useOfficeUpdates } from "./live-updates.ts";
import { PupilLink } from "./person-link.tsx";
import { getLastPage, Pager, useLastPage } from "./pager.tsx";
import { SearchField } from "./search.tsx";

type Debtor = Answer<"/payments/debtors/", "get">["results"][number];

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
                  { word: texts.balance, number: true },
                  { word: texts.phones },
                  { word: texts.lastContact },
                  { word: texts.promise },
                ]}
                rows={results.map((debtor) => ({
                  key: `${debtor.student.id} ${debtor.overdue.currency}`,
                  cells: [
                    <PupilLink me={me} of={debtor.student} />,
                    <b>{formatMoney(debtor.overdue, words)}</b>,
                    formatDate(debtor.since, me.zone, words),
                    formatMoney(debtor.balance, words),
                    <Phones debtor={debtor} />,
                    <LastContact debtor={debtor} me={me} />,
                    <Promised debtor={debtor} me={me} />,
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

/** None for somebody who may not see people. */
function Phones({ debtor }: { debtor: Debtor }) {
  return (
    <>
      {(debtor.phones ?? []).map((entry) => (
        <div key={entry.id}>
          <a href={`tel:${entry.phone}`}>{formatPhone(entry.phone)}</a>
          {entry.of === "guardian" ? <span class="quiet"> {entry.full_name}</span> : null}
        </div>
      ))}
    </>
  );
}

function LastContact({ debtor, me }: { debtor: Debtor; me: Person }) {
  const words = useWords();
  const contact = debtor.last_contact;
  return (
    <>
      {contact ? `${formatDate(contact.on, me.zone, words)}, ${words.office.contact[contact.how]}` : null}
      {debtor.note ? <div class="quiet">{debtor.note}</div> : null}
    </>
  );
}

function Promised({ debtor, me }: { debtor: Debtor; me: Person }) {
  const words = useWords();
  const promise = debtor.promise;
  if (!promise) return null;
  const day = formatDate(promise.on, me.zone, words);
  const what = promise.amount ? [day, formatMoney(promise.amount, words)] : [day];
  const state = promise.state === "kept" || promise.state === "broken" ? words.office.promised[promise.state] : "";
  return (
    <>
      {what.join(", ")}
      {state ? <div class="quiet">{state}</div> : null}
    </>
  );
}
