/** Schools and universities that pupils choose from when they sign up. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { roomsWords } from "../../lessons/office/words/index.ts";
import { toOptions } from "./data.ts";

type Institution = Answer<"/auth/institutions/", "get">["results"][number];
type Kind = "school" | "university";

export function Institutions() {
  const words = useWords();
  const texts = roomsWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Institution | "new">();
  return (
    <>
      <h1>{words.office.nav.pages.institutions}</h1>
      <p class="quiet">{texts.institutionsHelp}</p>
      <DataTable<Institution>
        name="institutions"
        label={words.office.nav.pages.institutions}
        search={texts.findInstitution}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name },
          { id: "kind", title: texts.kind, cell: (row) => texts.kinds[row.kind] ?? row.kind },
          { id: "city", title: texts.city, cell: (row) => row.city },
        ]}
        load={(query, { kind }) =>
          talim.api.get("/auth/institutions/", { query: { ...query, ...(kind ? { kind: kind as Kind } : {}) } })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[{ name: "kind", label: texts.kind, options: [["", words.form.all], ...Object.entries(texts.kinds)] }]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newInstitution}
          </button>
        }
        empty={<Empty drawing="door" text={texts.noInstitutions} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newInstitution : opened.name} close={close}>
          <InstitutionForm
            institution={opened === "new" ? undefined : opened}
            onDone={() => done(words.form.saved)}
            close={close}
          />
          {opened === "new" ? null : (
            <ActButton
              word={texts.archiveInstitution}
              class="plain"
              question={<p>{texts.archiveSure(opened.name)}</p>}
              act={() => talim.api.delete("/auth/institutions/{id}/", { path: { id: opened.id } })}
              onDone={() => done(texts.institutionArchived)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

interface InstitutionFormProps {
  institution: Institution | undefined;
  onDone: () => void;
  close: () => void;
}

function InstitutionForm({ institution, onDone, close }: InstitutionFormProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const form = useForm({
    initial: {
      name: institution?.name ?? "",
      kind: (institution?.kind ?? "school") as Kind,
      city: institution?.city ?? "",
    },
    send: (body, key) =>
      institution
        ? talim.api.patch("/auth/institutions/{id}/", { path: { id: institution.id }, body })
        : talim.api.post("/auth/institutions/", { body, idempotencyKey: key }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.institution} close={close}>
      <TextField of={form} name="name" label={texts.name} required />
      <ChoiceField of={form} name="kind" label={texts.kind} options={toOptions(texts.kinds)} required />
      <TextField of={form} name="city" label={texts.city} maxLength={100} />
    </Form>
  );
}
