/** The months of the books: what is still open in one, closing it, and reopening it. */

import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { hasPermission } from "../../office/permissions.ts";
import { FormButton } from "./parts.tsx";

type Month = Answer<"/payments/months/", "get">["results"][number];
type Waiting = Answer<"/payments/months/close/", "post">["waiting"];

/** Where what is still open is settled. */
const WAITS_AT = { open_shifts: "shifts", approvals: "approvals", open_pay: "pay", earlier_months: "months" } as const;

export function Months({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.months;
  const { opened, open, close, changes, done } = useOpenedRow<Month>();
  const title = words.office.nav.pages.monthClose;
  return (
    <>
      <h1>{title}</h1>
      <p class="quiet">{own.help}</p>
      <DataTable<Month>
        name="months"
        label={title}
        columns={[
          { id: "month", title: texts.month, cell: (row) => formatPeriod(row.month, words) },
          { id: "branch", title: texts.branch, cell: (row) => row.branch.name },
          { id: "state", title: texts.state, cell: (row) => <MonthState month={row} /> },
          {
            id: "received",
            title: own.received,
            cell: (row) => row.totals.map(({ received }) => formatMoney(received, words)).join(", "),
            number: true,
          },
          {
            id: "paid_back",
            title: own.paidBack,
            cell: (row) => row.totals.map(({ paid_back }) => formatMoney(paid_back, words)).join(", "),
            number: true,
          },
        ]}
        load={(query) => talim.api.get("/payments/months/", { query })}
        getKey={(row) => `${row.branch.id} ${row.month}`}
        onOpen={open}
        empty={<Empty drawing="calendar" text={own.none} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={`${formatPeriod(opened.month, words)} · ${opened.branch.name}`} close={close}>
          <MonthCard month={opened} me={me} onDone={done} />
        </Drawer>
      ) : null}
    </>
  );
}

function MonthState({ month }: { month: Month }) {
  const texts = moneyWords.use().months;
  return (
    <span class="state">
      <Icon name={month.state === "closed" ? "good" : "clock"} />
      {texts.states[month.state]}
    </span>
  );
}

function MonthCard({ month, me, onDone }: { month: Month; me: Person; onDone: (text: string) => void }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.months;
  const name = formatPeriod(month.month, words);
  const isOver = month.month < toIsoDay(Date.now(), me.zone).slice(0, 7);
  const who = (by: Month["closed_by"], at: string | null) =>
    [by?.full_name, at ? formatDayTime(at, me.zone, words) : ""].filter(Boolean).join(", ");
  return (
    <>
      <p>
        <MonthState month={month} />
      </p>
      <dl class="facts">
        {month.totals.map(({ received, paid_back }) => (
          <Fragment key={received.currency}>
            <dt>{own.received}</dt>
            <dd>{formatMoney(received, words)}</dd>
            <dt>{own.paidBack}</dt>
            <dd>{formatMoney(paid_back, words)}</dd>
          </Fragment>
        ))}
      </dl>
      {month.closed_at ? <p>{own.closedBy(who(month.closed_by, month.closed_at))}</p> : null}
      {month.reopened_at ? <p>{own.reopenedBy(who(month.reopened_by, month.reopened_at), month.reason)}</p> : null}
      {month.state === "closed" ? (
        hasPermission(me, "payments.reopen_month") ? (
          <FormButton
            word={own.reopen}
            initial={{ reason: "" }}
            readBack={() => ({ sum: name, text: own.reopenSure(month.branch.name) })}
            send={({ reason }) =>
              talim.api.post("/payments/months/reopen/", {
                body: { month: month.month, branch: month.branch.id, reason },
              })
            }
            onDone={() => onDone(own.reopened)}
          >
            {(form) => <TextField of={form} name="reason" label={texts.reason} required maxLength={500} />}
          </FormButton>
        ) : null
      ) : !isOver ? (
        <p class="quiet">{own.notOver}</p>
      ) : hasPermission(me, "payments.close_month") ? (
        <CloseMonth month={month} name={name} onDone={() => onDone(own.closed)} />
      ) : null}
    </>
  );
}

/** First what is still open, then the button. */
function CloseMonth({ month, name, onDone }: { month: Month; name: string; onDone: () => void }) {
  const texts = moneyWords.use().months;
  const [waiting, setWaiting] = useState<Waiting | undefined>();
  const body = { month: month.month, branch: month.branch.id };
  if (!waiting) {
    return (
      <ActButton
        class="main"
        word={texts.look}
        act={() => talim.api.post("/payments/months/close/", { body: { ...body, preview: true } })}
        onDone={(found) => setWaiting(found.waiting)}
      />
    );
  }
  return (
    <>
      {waiting.length ? (
        <>
          <h3>{texts.waiting}</h3>
          <ul class="rows">
            {waiting.map(({ what, count }) => (
              <li key={what}>
                <span class="state warn">
                  <Icon name="warning" />
                  {texts.waits[what]}
                </span>
                <Link to={WAITS_AT[what]}>{count}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p class="state">
          <Icon name="good" />
          {texts.nothingWaits}
        </p>
      )}
      <ActButton
        class="main"
        word={texts.close}
        question={
          <>
            <p class="sum number">{name}</p>
            <p>{texts.closeSure(month.branch.name)}</p>
          </>
        }
        act={() => talim.api.post("/payments/months/close/", { body })}
        onDone={onDone}
      />
    </>
  );
}
