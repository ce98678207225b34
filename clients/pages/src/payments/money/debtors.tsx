/** Who has overdue payments: whom to call, who spoke with them, what they promised; a message to many. */

import { useState } from "preact/hooks";
import { formatDate, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { Phones, Promised, type Debtor } from "../office/debtor-parts.tsx";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { hasPermission } from "../../office/permissions.ts";
import { DebtContacts } from "./debt-contacts.tsx";
import { DebtMessage } from "./debt-message.tsx";

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
  const [opened, setOpened] = useState<Debtor | undefined>();
  const [chosen, setChosen] = useState<{ debtors: Debtor[]; done: () => void } | undefined>();
  const [totals, setTotals] = useState("");
  const [changes, setChanges] = useState(0);
  const title = words.office.nav.pages.debtors;
  const load = async (query: object, filters: Record<string, string>) => {
    const found = await talim.api.get("/payments/debtors/", { query: { ...query, ...toQuery(filters) } });
    setTotals(
      found.totals.map((total) => words.office.debtTotal(total.debtors, formatMoney(total.overdue, words))).join(", "),
    );
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
          {
            id: "overdue",
            title: words.office.overdue,
            cell: (row) => <b>{formatMoney(row.overdue, words)}</b>,
            number: true,
            order: "overdue",
          },
          {
            id: "since",
            title: words.office.since,
            cell: (row) => formatDate(row.since, me.zone, words),
            order: "since",
          },
          {
            id: "groups",
            title: texts.group,
            cell: (row) => row.groups.map(({ name }) => name).join(", "),
            optional: "narrow",
          },
          { id: "phones", title: words.office.phones, cell: (row) => <Phones debtor={row} first /> },
          {
            id: "contact",
            title: words.office.lastContact,
            cell: (row) => (row.last_contact ? formatDate(row.last_contact.on, me.zone, words) : own.nobody),
            order: "last_contact_on",
            optional: "narrow",
          },
          {
            id: "promise",
            title: words.office.promise,
            cell: (row) => <Promised debtor={row} me={me} />,
            order: "promise_state",
          },
          {
            id: "owed",
            title: own.owed,
            cell: (row) => formatMoney(row.owed, words),
            number: true,
            order: "owed",
            optional: true,
          },
          {
            id: "balance",
            title: words.office.balance,
            cell: (row) => formatMoney(row.balance, words),
            number: true,
            order: "balance",
            optional: true,
          },
        ]}
        load={load}
        getKey={(row) => `${row.student.id} ${row.overdue.currency}`}
        onOpen={setOpened}
        search={words.office.searchPeople}
        filters={[
          {
            name: "promise",
            label: words.office.promise,
            options: [["", words.form.all], ...Object.entries(own.promises)],
          },
        ]}
        views={[
          { id: "broken", title: own.views.broken, filters: { promise: "broken" } },
          { id: "none", title: own.views.none, filters: { promise: "none" } },
        ]}
        {...(hasPermission(me, "payments.manage")
          ? {
              bulk: (debtors: Debtor[], done: () => void) => (
                <button type="button" class="main" onClick={() => setChosen({ debtors, done })}>
                  {own.write}
                </button>
              ),
            }
          : {})}
        exportFile={(query, filters) => ({
          path: "/payments/debtors/",
          query: { ...query, ...toQuery(filters) },
          name: title,
          atOnce: true,
        })}
        empty={<Empty drawing="done" text={words.office.noDebtors} />}
        on={[changes]}
        live={useOfficeUpdates}
      />
      {opened ? (
        <Drawer title={opened.student.full_name} close={() => setOpened(undefined)}>
          <p class="sum number">{formatMoney(opened.overdue, words)}</p>
          <p>
            <Link to={`pupils/${opened.student.id}`}>{own.card}</Link>
          </p>
          <Phones debtor={opened} />
          <DebtContacts
            student={opened.student.id}
            currency={opened.overdue.currency}
            me={me}
            onChanged={() => setChanges((n) => n + 1)}
          />
        </Drawer>
      ) : null}
      {chosen ? (
        <Drawer title={own.write} close={() => setChosen(undefined)}>
          <DebtMessage
            debtors={chosen.debtors}
            onDone={(people) => {
              showNotice(own.sent(people));
              setChosen(undefined);
              chosen.done();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}
