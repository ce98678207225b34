/** A provider's list of payments beside ours: upload it, and see what differs. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { checkReadable } from "../../ui/file.ts";
import { DateField, FileField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { useCurrency } from "./parts.tsx";

type Comparison = Answer<"/payments/reconciliation/", "get">["results"][number];

export function Reconciliation({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.reconciliation;
  const [opened, setOpened] = useState<string | undefined>();
  const [changes, setChanges] = useState(0);
  const title = words.office.nav.pages.reconciliation;
  const close = () => setOpened(undefined);
  return (
    <>
      <h1>{title}</h1>
      <p class="quiet">{own.help}</p>
      <DataTable<Comparison>
        name="reconciliation"
        label={title}
        columns={[
          {
            id: "created_at",
            title: own.made,
            cell: (row) => formatDayTime(row.created_at, me.zone, words),
            order: "created_at",
          },
          {
            id: "provider",
            title: own.provider,
            cell: (row) => own.providers[row.provider as keyof typeof own.providers] ?? row.provider,
            order: "provider",
          },
          {
            id: "days",
            title: own.days,
            cell: (row) => `${formatDate(row.starts_on, me.zone, words)} – ${formatDate(row.ends_on, me.zone, words)}`,
            order: "starts_on",
          },
          { id: "state", title: texts.state, cell: (row) => <Outcome of={row} />, order: "state" },
          {
            id: "theirs",
            title: own.theirs,
            cell: (row) => formatMoney(row.total_theirs, words),
            number: true,
            order: "total_theirs",
          },
          {
            id: "ours",
            title: own.ours,
            cell: (row) => formatMoney(row.total_ours, words),
            number: true,
            order: "total_ours",
          },
        ]}
        load={(query, { state }) =>
          talim.api.get("/payments/reconciliation/", {
            query: { ...query, ...(state ? { state: state as Comparison["state"] } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={(row) => setOpened(row.id)}
        filters={[
          {
            name: "state",
            label: texts.state,
            options: [
              ["", words.form.all],
              ["differs", own.differs],
              ["matches", own.matches],
            ],
          },
        ]}
        acts={
          <button type="button" class="main" onClick={() => setOpened("new")}>
            {own.new}
          </button>
        }
        empty={<Empty drawing="search" text={own.none} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={own.new} close={close}>
          <Upload
            close={close}
            onDone={(id) => {
              setChanges((n) => n + 1);
              setOpened(id);
            }}
          />
        </Drawer>
      ) : opened ? (
        <Drawer title={title} close={close}>
          <Result id={opened} />
        </Drawer>
      ) : null}
    </>
  );
}

function Outcome({ of }: { of: Pick<Comparison, "state" | "found"> }) {
  const own = moneyWords.use().reconciliation;
  const matches = of.state === "matches";
  return (
    <span class={matches ? "state" : "state warn"}>
      <Icon name={matches ? "good" : "warning"} />
      {matches ? own.matches : own.found(of.found)}
    </span>
  );
}

function Upload({ close, onDone }: { close: () => void; onDone: (id: string) => void }) {
  const words = useWords();
  const own = moneyWords.use().reconciliation;
  const currency = useCurrency();
  const form = useForm({
    initial: {
      file: null as File | null,
      provider: "payme",
      desk: "" as "" | "one_time" | "cumulative",
      from: "",
      to: "",
    },
    send: async ({ file, from, to, ...values }) =>
      talim.api.post("/payments/reconciliation/", {
        form: { ...values, file: await checkReadable(file as File), currency, from: from || null, to: to || null },
      }),
    onDone: ({ id }) => onDone(id),
  });
  return (
    <Form of={form} word={own.compare} label={own.new} close={close}>
      <SelectField
        of={form}
        name="provider"
        label={own.provider}
        required
        options={Object.entries(own.providers).map(([value, label]) => ({ value, label }))}
      />
      {form.values.provider === "payme" ? (
        <SelectField
          of={form}
          name="desk"
          label={own.desk}
          options={[
            { value: "", label: words.form.all },
            ...Object.entries(own.desks).map(([value, label]) => ({ value, label })),
          ]}
        />
      ) : null}
      <FileField of={form} name="file" label={own.file} hint={own.fileHelp} accept=".csv,.xlsx" required />
      <FieldRow>
        <DateField of={form} name="from" label={own.from} />
        <DateField of={form} name="to" label={own.to} />
      </FieldRow>
    </Form>
  );
}

function Result({ id }: { id: string }) {
  const words = useWords();
  const own = moneyWords.use().reconciliation;
  const result = useLoad(() => talim.api.get("/payments/reconciliation/{id}/", { path: { id } }), [id]);
  return (
    <Loading of={result}>
      {(value) => {
        const { currency } = value.total_ours;
        const show = (amount: number | null, what: string) =>
          amount === null
            ? "–"
            : what === "state"
              ? (own.states[amount as keyof typeof own.states] ?? String(amount))
              : formatMoney({ amount, currency }, words);
        return (
          <>
            <p>
              <Outcome of={value} />
            </p>
            <p>{own.matched(value.matched, value.rows)}</p>
            <dl class="facts">
              <dt>{own.theirs}</dt>
              <dd class="number">{formatMoney(value.total_theirs, words)}</dd>
              <dt>{own.ours}</dt>
              <dd class="number">{formatMoney(value.total_ours, words)}</dd>
            </dl>
            {value.differences.length ? (
              <Table
                label={own.differs}
                heads={[
                  { word: own.payment },
                  { word: own.what },
                  { word: own.theirs, number: true },
                  { word: own.ours, number: true },
                ]}
                rows={value.differences.map((difference) => ({
                  key: `${difference.provider_id} ${difference.what}`,
                  cells: [
                    difference.provider_id,
                    own.kinds[difference.what],
                    show(difference.theirs, difference.what),
                    show(difference.ours, difference.what),
                  ],
                }))}
              />
            ) : null}
            {value.left_out ? <p class="quiet">{own.leftOut(value.left_out)}</p> : null}
          </>
        );
      }}
    </Loading>
  );
}
