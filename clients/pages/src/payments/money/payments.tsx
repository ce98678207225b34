/** All payments: what is owed, overdue and paid, each with its card. */

import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { hasPermission } from "../../office/permissions.ts";
import { listMonths } from "./months-list.ts";
import { NewPayment } from "./new-payment.tsx";
import { PaymentState, type PaymentRow } from "./parts.tsx";
import { PaymentCard } from "./payment-card.tsx";

const ALL = "all";
/** Kept views and older addresses name with it what the list begins with. */
const OPEN = "open";
const OLDEST = "due_on";
const NEWEST = "-due_on";

export function Payments({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const { states, views } = texts.payments;
  const { opened, open, close, changes, changed } = useOpenedRow<PaymentRow | "new">();
  const today = toIsoDay(Date.now(), me.zone);
  return (
    <>
      <h1>{words.office.nav.pages.payments}</h1>
      <DataTable<PaymentRow>
        name="payments"
        label={words.office.nav.pages.payments}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name, order: "student" },
          {
            id: "title",
            title: texts.payments.title,
            cell: (row) => row.title || texts.payments.kinds[row.kind],
            order: "title",
          },
          { id: "group", title: texts.group, cell: (row) => row.group?.name, order: "group", optional: "narrow" },
          {
            id: "amount",
            title: texts.amount,
            cell: (row) => formatMoney(row.amount, words),
            number: true,
            order: "amount",
          },
          {
            id: "outstanding",
            title: texts.payments.rest,
            cell: (row) => (row.outstanding.amount ? formatMoney(row.outstanding, words) : "–"),
            number: true,
            order: "outstanding",
          },
          {
            id: "due_on",
            title: texts.payments.due,
            cell: (row) => formatDate(row.due_on, me.zone, words),
            order: "due_on",
          },
          { id: "status", title: texts.state, cell: (row) => <PaymentState status={row.status} />, order: "status" },
          {
            id: "reference",
            title: texts.payments.number,
            cell: (row) => row.reference,
            order: "reference",
            optional: true,
          },
          {
            id: "payer",
            title: texts.payments.payer,
            cell: (row) => row.payer?.full_name,
            order: "payer",
            optional: true,
          },
          { id: "branch", title: texts.branch, cell: (row) => row.branch.name, order: "branch", optional: true },
        ]}
        load={(query, filters) =>
          talim.api.get("/payments/", { query: { ...query, ...toQuery(filters, query.search) } })
        }
        getKey={(row) => row.id}
        onOpen={open}
        search={texts.payments.search}
        filters={[
          {
            name: "state",
            label: texts.state,
            options: [
              ["", texts.payments.usual],
              ...Object.entries(states).filter(([state]) => state !== OPEN),
              [ALL, words.form.all],
            ],
          },
          {
            name: "period",
            label: texts.month,
            options: [
              ["", words.form.all],
              ...listMonths(today).map((month): [string, string] => [month, formatPeriod(month, words)]),
            ],
          },
        ]}
        views={[
          { id: "open", title: views.open, filters: {} },
          { id: "overdue", title: views.overdue, filters: { state: "overdue" } },
          { id: "completed", title: views.completed, filters: { state: "completed" }, ordering: NEWEST },
          { id: "month", title: views.month, filters: { state: ALL, period: today.slice(0, 7) }, ordering: NEWEST },
          { id: "all", title: words.office.list.all, filters: { state: ALL }, ordering: NEWEST },
        ]}
        ordering={OLDEST}
        keptFilters={{ unchosen: { state: OPEN }, unnamed: { state: ALL } }}
        exportFile={(query, filters) => ({
          path: "/payments/",
          query: { ...query, ...toQuery(filters, query.search) },
          name: words.office.nav.pages.payments,
        })}
        acts={
          hasPermission(me, "payments.manage") ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.payments.new}
            </button>
          ) : null
        }
        empty={<Empty drawing="money" text={texts.payments.none} />}
        on={[changes]}
        live={useOfficeUpdates}
      />
      {opened === "new" ? (
        <Drawer title={texts.payments.new} close={close}>
          <NewPayment
            me={me}
            close={close}
            onDone={(payment) => {
              changed();
              open(payment);
              showNotice(texts.payments.added);
            }}
          />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.student.full_name} close={close}>
          <PaymentCard id={opened.id} me={me} onChanged={changed} />
        </Drawer>
      ) : null}
    </>
  );
}

/** The server's filters for those of the table: it begins with what is to be paid, and a search finds all. */
function toQuery({ state: chosen, period }: Record<string, string>, search: string | undefined) {
  const state = chosen === OPEN ? "" : chosen;
  const all = state === ALL || (!state && search);
  const status = all ? {} : state ? { status: state as PaymentRow["status"] } : { open: true };
  return { ...status, ...(period ? { period } : {}) };
}
