/** Site forms: made, changed, put into a page, looked at. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { DataTable } from "../ui/data-table/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { Empty } from "../ui/empty.tsx";
import { CheckField, SelectField } from "../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../ui/form/form.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { findCourses } from "../ui/form/picks.ts";
import { NumberField, TextField } from "../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Icon } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useOpenedRow } from "../ui/opened-row.ts";
import { getLanguage, LANGUAGES, useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { useBranches } from "../office/branches.ts";
import { toCoursePick } from "./data.ts";

type SiteForm = Answer<"/leads/forms/", "get">["results"][number];

const USUAL_PER_DAY = 200;
const MOST_PER_DAY = 10_000;

export function LeadForms() {
  const { arranging: texts, branch } = leadsWords.use();
  const { opened, open, close, changes, changed } = useOpenedRow<SiteForm | "new">();
  return (
    <>
      <h1>{texts.forms}</h1>
      <p class="quiet">{texts.formsHelp}</p>
      <DataTable<SiteForm>
        name="lead-forms"
        label={texts.forms}
        columns={[
          { id: "name", title: texts.formName, cell: (row) => row.name, order: "name" },
          { id: "branch", title: branch, cell: (row) => row.branch.name, optional: "narrow" },
          { id: "course", title: texts.course, cell: (row) => (row.course ? readTranslated(row.course.title) : "–") },
          {
            id: "state",
            title: texts.state,
            cell: (row) => (
              <span class="state">
                <Icon name={row.is_open ? "good" : "lock"} /> {row.is_open ? texts.open : texts.closed}
              </span>
            ),
          },
        ]}
        load={(query) => talim.api.get("/leads/forms/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        ordering="-created_at"
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newForm}
          </button>
        }
        empty={<Empty drawing="messages" text={texts.noForms} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newForm : opened.name} close={close}>
          <Editor
            key={opened === "new" ? "new" : opened.id}
            form={opened === "new" ? undefined : opened}
            close={close}
            onSaved={(saved) => {
              changed();
              open(saved);
            }}
          />
          {opened === "new" ? null : <Placing siteForm={opened} />}
        </Drawer>
      ) : null}
    </>
  );
}

type Fields = {
  name: string;
  branch: string;
  course: Pick | null;
  consent: Translated;
  thanks: Translated;
  per_day: number | null;
  meta_form: string;
  is_open: boolean;
};

function Editor({
  form: siteForm,
  close,
  onSaved,
}: {
  form: SiteForm | undefined;
  close: () => void;
  onSaved: (saved: SiteForm) => void;
}) {
  const words = useWords();
  const { arranging: texts, branch: branchWord } = leadsWords.use();
  const branches = useBranches("own");
  const form = useForm<Fields, SiteForm>({
    initial: {
      name: siteForm?.name ?? "",
      branch: "",
      course: toCoursePick(siteForm?.course ?? null),
      consent: { ...EMPTY_TRANSLATED, ...siteForm?.consent },
      thanks: { ...EMPTY_TRANSLATED, ...siteForm?.thanks },
      per_day: siteForm?.per_day ?? USUAL_PER_DAY,
      meta_form: siteForm?.meta_form ?? "",
      is_open: siteForm?.is_open ?? true,
    },
    send: ({ branch, course, per_day, is_open, ...rest }) => {
      const body = { ...rest, course: course?.id ?? null, per_day: per_day ?? USUAL_PER_DAY };
      if (siteForm)
        return talim.api.patch("/leads/forms/{id}/", { path: { id: siteForm.id }, body: { ...body, is_open } });
      return talim.api.post("/leads/forms/", { body: { ...body, ...(branch ? { branch } : {}) } });
    },
    onDone: (saved) => {
      showNotice(words.form.saved);
      onSaved(saved);
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.forms} close={close}>
      <TextField of={form} name="name" label={texts.formName} maxLength={120} required />
      {!siteForm && branches.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={branchWord}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : null}
      <PickField of={form} name="course" label={texts.course} find={findCourses} />
      <TranslatedField
        of={form}
        name="consent"
        label={`${texts.consent}. ${texts.usualText}`}
        rows={2}
        maxLength={1000}
      />
      <TranslatedField
        of={form}
        name="thanks"
        label={`${texts.thanks}. ${texts.usualText}`}
        rows={2}
        maxLength={1000}
      />
      <FieldRow>
        <NumberField
          of={form}
          name="per_day"
          label={texts.perDay}
          hint={texts.perDayHelp}
          min={1}
          max={MOST_PER_DAY}
          required
        />
        <TextField of={form} name="meta_form" label={texts.metaForm} inputMode="numeric" maxLength={40} />
      </FieldRow>
      {siteForm ? <CheckField of={form} name="is_open" label={texts.isOpen} /> : null}
    </Form>
  );
}

/** What goes into the site, the link, and how it looks. */
function Placing({ siteForm }: { siteForm: SiteForm }) {
  const { arranging: texts } = leadsWords.use();
  const [language, setLanguage] = useState<string>(getLanguage());
  if (!siteForm.is_open) return null;
  const address = `${location.origin}/api/v1/leads/forms/${siteForm.key}/`;
  const snippet = `<script src="${address}form.js?language=${language}"></script>`;
  const link = `${address}?language=${language}`;
  const copy = (text: string) => void navigator.clipboard.writeText(text).then(() => showNotice(texts.copied));
  return (
    <section aria-labelledby="form-snippet">
      <h3 id="form-snippet">{texts.snippet}</h3>
      <p class="quiet">{texts.snippetHelp}</p>
      <select aria-label={texts.language} onChange={(event) => setLanguage(event.currentTarget.value)}>
        {Object.entries(LANGUAGES).map(([value, name]) => (
          <option key={value} value={value} selected={value === language} lang={value}>
            {name}
          </option>
        ))}
      </select>
      <p>
        <code class="snippet">{snippet}</code>
      </p>
      <div class="buttons">
        <button type="button" onClick={() => copy(snippet)}>
          {texts.copySnippet}
        </button>
        <button type="button" onClick={() => copy(link)}>
          {texts.copyLink}
        </button>
      </div>
      <p>
        <a href={link} target="_blank" rel="noreferrer">
          {texts.link}
        </a>
      </p>
      <h3>{texts.preview}</h3>
      <iframe class="form-preview" src={link} title={texts.preview} sandbox="" />
    </section>
  );
}
