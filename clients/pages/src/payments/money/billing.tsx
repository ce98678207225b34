/** How groups pay, and the payments of a month: first what they will be, then made. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { hasPermission } from "../../office/permissions.ts";
import { BillingPreview, formatTotals, type Preview } from "./billing-preview.tsx";
import { listMonths } from "./months-list.ts";
import { EditSchedule, NewSchedule } from "./schedule-form.tsx";

type Schedule = Answer<"/payments/schedules/", "get">["results"][number];

export function Billing({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.billing;
  const { opened, open, close, changes, done } = useOpenedRow<Schedule | "new">();
  const mayRun = hasPermission(me, "payments.run");
  return (
    <>
      <h1>{words.office.nav.pages.billing}</h1>
      {mayRun ? <Run me={me} /> : null}
      <h2>{own.schedules}</h2>
      <DataTable<Schedule>
        name="schedules"
        label={own.schedules}
        columns={[
          { id: "group", title: texts.group, cell: (row) => row.group.name, order: "group" },
          { id: "mode", title: own.mode, cell: (row) => own.modes[row.mode as keyof typeof own.modes], order: "mode" },
          {
            id: "amount",
            title: own.price,
            cell: (row) => (row.amount ? formatMoney(row.amount, words) : own.groupPrice),
            number: true,
            order: "amount",
          },
          { id: "due_day", title: own.dueDay, cell: (row) => row.due_day, number: true, order: "due_day" },
          {
            id: "valid_from",
            title: own.from,
            cell: (row) => formatDate(row.valid_from, me.zone, words),
            order: "valid_from",
          },
          {
            id: "valid_until",
            title: own.until,
            cell: (row) => (row.valid_until ? formatDate(row.valid_until, me.zone, words) : "–"),
            order: "valid_until",
          },
        ]}
        load={(query, { now }) =>
          talim.api.get("/payments/schedules/", {
            query: { ...query, ...(now ? { on: toIsoDay(Date.now(), me.zone) } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          {
            name: "now",
            label: texts.state,
            options: [
              ["", words.form.all],
              ["true", own.inForce],
            ],
          },
        ]}
        acts={
          mayRun ? (
            <button type="button" onClick={() => open("new")}>
              {own.newSchedule}
            </button>
          ) : null
        }
        empty={<Empty drawing="calendar" text={own.noSchedules} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={own.newSchedule} close={close}>
          <NewSchedule me={me} close={close} onDone={() => done(words.form.saved)} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.group.name} close={close}>
          <EditSchedule key={opened.id} schedule={opened} close={close} onDone={done} />
        </Drawer>
      ) : null}
    </>
  );
}

/** The payments of a month: what they will be, then the button that makes them. */
function Run({ me }: { me: Person }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.billing;
  const today = toIsoDay(Date.now(), me.zone);
  const [preview, setPreview] = useState<
    { body: { month: string; group: string | null }; found: Preview } | undefined
  >();
  const form = useForm({
    initial: { month: today.slice(0, 7), group: null as Pick | null },
    send: async ({ month, group }) => {
      const body = { month, group: group?.id ?? null };
      return { body, found: await talim.api.post("/payments/schedules/run/preview/", { body }) };
    },
    onDone: setPreview,
  });
  const sum = preview ? formatTotals(preview.found.totals, words) : "";
  return (
    <section aria-labelledby="run">
      <h2 id="run">{own.run}</h2>
      <p class="quiet">{own.runHelp}</p>
      <Form of={form} word={own.preview} label={own.run}>
        <FieldRow>
          <SelectField
            of={form}
            name="month"
            label={texts.month}
            required
            options={listMonths(today)
              .slice(0, 4)
              .map((month) => ({ value: month, label: formatPeriod(month, words) }))}
          />
          <PickField of={form} name="group" label={texts.group} find={findGroups} />
        </FieldRow>
      </Form>
      {preview ? (
        <>
          <BillingPreview preview={preview.found} me={me} />
          {preview.found.payments ? (
            <ActButton
              key={`${preview.body.month} ${preview.found.payments} ${sum}`}
              class="main"
              word={own.make(preview.found.payments)}
              question={
                <>
                  <p class="sum number">{sum}</p>
                  <p>{own.makeSure(preview.found.payments, formatPeriod(preview.body.month, words))}</p>
                </>
              }
              act={() =>
                talim.api.post("/payments/schedules/run/", {
                  body: {
                    ...preview.body,
                    expected: { payments: preview.found.payments, totals: preview.found.totals },
                  },
                })
              }
              onDone={({ created }) => {
                showNotice(own.made(created));
                setPreview(undefined);
              }}
            />
          ) : null}
        </>
      ) : null}
    </section>
  );
}
