/** The centre's own grade scales. */

import { useRef } from "preact/hooks";
import { newId, type Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { FieldGroup, FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import { formatPoints, readNumber, writeNumber } from "../points.ts";
import { RemoveRow } from "./remove-row.tsx";
import { getRowView } from "./row-view.ts";

type Scale = Answer<"/grading/scales/", "get">[number];
type BandRow = { id: string; word: string; lower: string };
type Fields = { name: string; bands: BandRow[] };

const FEWEST_BANDS = 2;

export function GradeScales() {
  const words = useWords();
  const texts = gradebookWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Scale | "new">();
  return (
    <>
      <h1>{words.office.nav.pages.gradeScales}</h1>
      <DataTable<Scale>
        name="grade-scales"
        label={words.office.nav.pages.gradeScales}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name },
          {
            id: "bands",
            title: texts.bands,
            cell: (row) => row.bands.map(({ word, lower }) => `${word} (${formatPoints(lower)})`).join(", "),
          },
        ]}
        load={async () => {
          const results = await talim.api.get("/grading/scales/");
          return { count: results.length, next: null, previous: null, results };
        }}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newScale}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noScales} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newScale : opened.name} close={close} holdsBack>
          <ScaleForm
            scale={opened === "new" ? undefined : opened}
            onDone={() => done(words.form.saved)}
            close={close}
          />
          {opened === "new" ? null : (
            <ActButton
              word={texts.deleteScale}
              class="plain"
              act={() => talim.api.delete("/grading/scales/{id}/", { path: { id: opened.id } })}
              onDone={() => done(texts.scaleDeleted(opened.name))}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

const createBand = (lower = ""): BandRow => ({ id: newId(), word: "", lower });

function ScaleForm({ scale, onDone, close }: { scale: Scale | undefined; onDone: () => void; close: () => void }) {
  const words = useWords();
  const texts = gradebookWords.use();
  const sent = useRef<BandRow[]>([]);
  const form = useForm<Fields, Scale>({
    initial: {
      name: scale?.name ?? "",
      bands: scale?.bands.map(({ word, lower }) => ({ id: newId(), word, lower: writeNumber(lower) })) ?? [
        createBand("0"),
        createBand(),
      ],
    },
    check: ({ bands }) => {
      sent.current = bands;
      const errors: Record<string, string> = {};
      for (const [place, { word, lower }] of bands.entries()) {
        if (!word.trim()) errors[`bands.${place}.word`] = words.form.required;
        if (readNumber(lower) === undefined) errors[`bands.${place}.lower`] = texts.number;
      }
      return errors;
    },
    send: ({ name, bands }, idempotencyKey) => {
      const body = { name, bands: bands.map(({ word, lower }) => ({ word, lower: readNumber(lower) ?? 0 })) };
      return scale
        ? talim.api.put("/grading/scales/{id}/", { path: { id: scale.id }, body })
        : talim.api.post("/grading/scales/", { body, idempotencyKey });
    },
    onDone,
  });
  const { bands } = form.values;
  const put = (rows: BandRow[]) => form.set("bands", rows);
  return (
    <Form of={form} word={words.form.save} label={texts.scale} close={close}>
      <TextField of={form} name="name" label={texts.name} maxLength={120} required />
      <p class="quiet">{texts.bands}</p>
      {bands.map((row, at) => {
        const view = getRowView({
          form,
          list: "bands",
          row,
          sent: sent.current,
          change: (changed) => put(bands.map((one) => (one.id === row.id ? changed : one))),
        });
        return (
          <FieldGroup key={row.id} title={texts.band(at + 1)}>
            <FieldRow>
              <TextField of={view} name="word" label={texts.bandWord} maxLength={40} required />
              <TextField of={view} name="lower" label={texts.bandLower} inputMode="decimal" maxLength={8} required />
            </FieldRow>
            {bands.length > FEWEST_BANDS ? (
              <RemoveRow name={texts.band(at + 1)} remove={() => put(bands.filter(({ id }) => id !== row.id))} />
            ) : null}
          </FieldGroup>
        );
      })}
      {form.errors["bands"] ? <p class="wrong">{form.errors["bands"]}</p> : null}
      <p>
        <button type="button" onClick={() => put([...bands, createBand()])}>
          <Icon name="plus" /> {texts.addBand}
        </button>
      </p>
    </Form>
  );
}
