/** What can be marked in a register: built-in statuses, and the centre's own. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { CheckField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";

type Status = Answer<"/attendance/statuses/", "get">["results"][number];
type Fields = {
  code: string;
  name: Translated;
  counts_as: string;
  charged: boolean;
  coins: number | null;
  position: number | null;
};

export function Statuses() {
  const words = useWords();
  const texts = centreWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Status | "new">();
  return (
    <>
      <h1>{words.office.nav.pages.statuses}</h1>
      <DataTable<Status>
        name="statuses"
        label={words.office.nav.pages.statuses}
        columns={[
          { id: "name", title: texts.status, cell: (row) => readTranslated(row.name) },
          { id: "counts", title: texts.countsAs, cell: (row) => texts.counts[row.counts_as] },
          { id: "charged", title: texts.charged, cell: (row) => (row.charged ? words.form.yes : words.form.no) },
          { id: "coins", title: texts.coins, cell: (row) => row.coins ?? "", number: true },
          { id: "built", title: "", cell: (row) => (row.built_in ? texts.builtIn : "") },
        ]}
        load={(query) => talim.api.get("/attendance/statuses/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newStatus}
          </button>
        }
        empty={<Empty drawing="done" text={texts.statusesHelp} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newStatus : readTranslated(opened.name)} close={close}>
          <StatusForm status={opened === "new" ? undefined : opened} onDone={done} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function StatusForm({
  status,
  onDone,
  close,
}: {
  status: Status | undefined;
  onDone: (text: string) => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = centreWords.use();
  const path = { id: status?.id ?? "" };
  const form = useForm<Fields, unknown>({
    initial: {
      code: status?.code ?? "",
      name: { ...EMPTY_TRANSLATED, ...status?.name },
      counts_as: status?.counts_as ?? "present",
      charged: status?.charged ?? true,
      coins: status?.coins ?? null,
      position: status?.position ?? 100,
    },
    send: ({ code, counts_as, position, ...values }) => {
      const body = { ...values, counts_as: counts_as as Status["counts_as"], position: position ?? 100 };
      return status
        ? talim.api.patch("/attendance/statuses/{id}/", { path, body })
        : talim.api.post("/attendance/statuses/", { body: { code, ...body } });
    },
    onDone: () => onDone(words.form.saved),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.status} close={close}>
        {status ? null : (
          <TextField of={form} name="code" label={texts.code} hint={texts.codeHelp} maxLength={40} required />
        )}
        <TranslatedField of={form} name="name" label={texts.name} required />
        <SelectField
          of={form}
          name="counts_as"
          label={texts.countsAs}
          options={Object.entries(texts.counts).map(([value, label]) => ({ value, label }))}
          required
        />
        <CheckField of={form} name="charged" label={texts.charged} />
        <FieldRow>
          <NumberField of={form} name="coins" label={texts.coins} hint={texts.coinsHelp} min={0} />
          <NumberField of={form} name="position" label={texts.position} min={0} required />
        </FieldRow>
      </Form>
      {status && !status.built_in ? (
        <ActButton
          word={texts.archive}
          act={() => talim.api.delete("/attendance/statuses/{id}/", { path })}
          onDone={() => onDone(texts.archived)}
        />
      ) : null}
    </>
  );
}
