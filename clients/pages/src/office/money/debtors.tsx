/** Who has overdue payments: whom to call, who spoke with them, what they promised; a message to many. */

import { useState } from "preact/hooks";
import { formatDate, formatMoney, formatPhone } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { downloadFile } from "../../ui/download.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "../../words/office/money/index.ts";
import { useOfficeUpdates } from "../live-updates.ts";
import { hasPermission } from "../permissions.ts";
import { DebtContacts } from "./debt-contacts.tsx";
import { DebtMessage } from "./debt-message.tsx";
import type { Debtor } from "./debtor.ts";

type Filters = { promise?: "open" | "kept" | "broken"; promised?: boolean };

/** The server's filters for those of the table. */
function toQuery({ promise }: Record<string, string>): Filters {
  if (promise === "none") return { promised: false };
  return promise ? { promise: promise as "open" | "kept" | "broken" } : {};
}

export function DebtorsPage({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.debtors;
  const [opened, open] = useState<Debtor | undefined>();
  const [chosen, choose] = useState<{ debtors: Debtor[]; done: () => void } | undefined>();
  const [totals, setTotals] = useState("");
  const [changes, setChanges] = useState(0);
  const title = words.office.nav.pages.debtors;
  const load = async (query: object, filters: Record<string, string>) => {
    const found = await talim.api.get("/payments/debtors/", { query: { ...query, ...toQuery(filters) } });
    setTotals(found.totals.map((total) => words.office.debtTotal(total.debtors, formatMoney(total.overdue, words))).join(", "));
    return found;
  };
  return (
    <>
      <h1>{title}</h1>
      {totals ? <p class="run-totals">{totals}</p> : null}
      <DataTable<Debtor>
        name="debtors"
        label={title}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name },
          { id: "overdue", title: words.office.overdue, cell: (row) => <b>{formatMoney(row.overdue, words)}</b>, number: true, order: "overdue" },
          { id: "since", title: words.office.since, cell: (row) => formatDate(row.since, me.zone, words), order: "since" },
          { id: "groups", title: texts.group, cell: (row) => row.groups.map(({ name }) => name).join(", ") },
          { id: "phones", title: words.office.phones, cell: (row) => <Phones debtor={row} /> },
          { id: "contact", title: words.office.lastContact, cell: (row) => (row.last_contact ? formatDate(row.last_contact.on, me.zone, words) : own.nobody), order: "last_contact_on" },
          { id: "promise", title: words.office.promise, cell: (row) => <Promised debtor={row} me={me} />, order: "promise_state" },
          { id: "owed", title: own.owed, cell: (row) => formatMoney(row.owed, words), number: true, order: "owed", optional: true },
          { id: "balance", title: words.office.balance, cell: (row) => formatMoney(row.balance, words), number: true, order: "balance", optional: true },
        ]}
        load={load}
        getKey={(row) => `${row.student.id} ${row.overdue.currency}`}
        onOpen={open}
        search={words.office.searchPeople}
        filters={[{ name: "promise", label: words.office.promise, options: [["", words.form.all], ...Object.entries(own.promises)] }]}
        views={[
          { id: "broken", title: own.views.broken, filters: { promise: "broken" } },
          { id: "none", title: own.views.none, filters: { promise: "none" } },
        ]}
        {...(hasPermission(me, "payments.manage")
          ? {
              bulk: (debtors: Debtor[], done: () => void) => (
                <button type="button" class="main" onClick={() => choose({ debtors, done })}>
                  {own.write}
                </button>
              ),
            }
          : {})}
        exportFile={(query, filters) => downloadFile("/payments/debtors/", { ...query, ...toQuery(filters) }, title)}
        empty={<Empty drawing="done" text={words.office.noDebtors} />}
        on={[changes]}
        live={useOfficeUpdates}
      />
      {opened ? (
        <Drawer title={opened.student.full_name} close={() => open(undefined)}>
          <p class="sum number">{formatMoney(opened.overdue, words)}</p>
          <p>
            <Link to={`pupils/${opened.student.id}`}>{own.card}</Link>
          </p>
          <Phones debtor={opened} />
          <DebtContacts student={opened.student.id} currency={opened.overdue.currency} me={me} onChanged={() => setChanges((n) => n + 1)} />
        </Drawer>
      ) : null}
      {chosen ? (
        <Drawer title={own.write} close={() => choose(undefined)}>
          <DebtMessage
            debtors={chosen.debtors}
            onDone={(people) => {
              showNotice(own.sent(people));
              choose(undefined);
              chosen.done();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

/** Where they are called; a way to their card where no number is known. None for somebody who may not see people. */
export function Phones({ debtor }: { debtor: Debtor }) {
  const texts = moneyWords.use().debtors;
  if (!debtor.phones) return null;
  if (!debtor.phones.length) return <Link to={`pupils/${debtor.student.id}`}>{texts.noPhone}</Link>;
  return (
    <>
      {debtor.phones.map((entry) => (
        <div key={entry.id}>
          <a href={`tel:${entry.phone}`}>{formatPhone(entry.phone)}</a>
          {entry.of === "guardian" ? <span class="quiet"> {entry.full_name}</span> : null}
        </div>
      ))}
    </>
  );
}

function Promised({ debtor: { promise }, me }: { debtor: Debtor; me: Person }) {
  const words = useWords();
  if (!promise) return null;
  const broken = promise.state === "broken";
  return (
    <span class={broken ? "state warn" : "state"}>
      <Icon name={broken ? "warning" : promise.state === "kept" ? "good" : "clock"} />
      {[formatDate(promise.on, me.zone, words), promise.amount ? formatMoney(promise.amount, words) : "", broken ? words.office.promised.broken : ""].filter(Boolean).join(", ")}
    </span>
  );
}
