/** Ready messages to the family of one pupil: those that were sent with their answers, and the list to choose from. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { messagesWords } from "../../words/office/messages/index.ts";
import { hasPermission } from "../permissions.ts";

type Message = Answer<"/notifications/family-messages/", "get">["results"][number];
type Template = Answer<"/notifications/family-templates/", "get">["results"][number];

const fetchTemplates = async () =>
  (await talim.api.get("/notifications/family-templates/", { query: { page_size: 100 } })).results;

export function FamilyMessages({ me }: PageProps) {
  const words = useWords();
  const texts = messagesWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Message | "new">();
  const templates = useLoad(fetchTemplates, [changes]);
  return (
    <>
      <h1>{texts.family}</h1>
      <p class="quiet">{texts.familyHelp}</p>
      <DataTable<Message>
        name="family-messages"
        label={texts.family}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name },
          { id: "title", title: texts.title, cell: (row) => readTranslated(row.title) },
          { id: "author", title: texts.author, cell: (row) => row.author?.full_name ?? "" },
          { id: "at", title: texts.when, cell: (row) => formatDayTime(row.created_at, me.zone, words) },
          { id: "answers", title: texts.answers(0).replace(/^0\S*\s*/, ""), cell: (row) => (row.answers.length ? texts.answers(row.answers.length) : "") },
        ]}
        load={(query) => talim.api.get("/notifications/family-messages/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.toFamily}
          </button>
        }
        empty={<Empty drawing="messages" text={texts.noFamilyMessages} />}
        on={[changes]}
      />
      <ReadyMessages templates={templates.value} me={me} onDone={done} />
      {opened === "new" ? (
        <Drawer title={texts.toFamily} close={close}>
          <Loading of={templates}>{(all) => <SendForm templates={all} onSent={() => done(texts.sent)} close={close} />}</Loading>
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.student.full_name} close={close}>
          <Card row={opened} me={me} />
        </Drawer>
      ) : null}
    </>
  );
}

function Card({ row, me }: { row: Message; me: Person }) {
  const words = useWords();
  return (
    <>
      <p>
        <strong>{readTranslated(row.title)}</strong>
      </p>
      <p>{readTranslated(row.text)}</p>
      <p class="quiet">{[row.author?.full_name, formatDayTime(row.created_at, me.zone, words)].filter(Boolean).join(" · ")}</p>
      <ul class="cards">
        {row.answers.map((answer) => (
          <li key={answer.id} class="card">
            <span>{answer.text}</span>
            <span class="quiet">{[answer.author.full_name, formatDayTime(answer.created_at, me.zone, words)].join(" · ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function SendForm({ templates, onSent, close }: { templates: Template[]; onSent: () => void; close: () => void }) {
  const texts = messagesWords.use();
  const form = useForm<{ student: Pick | null; template: string }, unknown>({
    initial: { student: null, template: "" },
    send: ({ student, template }) =>
      talim.api.post("/notifications/family-messages/", { body: { student: student?.id ?? "", template } }),
    onDone: onSent,
  });
  const chosen = templates.find(({ id }) => id === form.values.template);
  if (!templates.length) return <Empty drawing="messages" text={texts.noReady} />;
  return (
    <Form of={form} word={texts.send} label={texts.toFamily} close={close}>
      <PickField of={form} name="student" label={texts.pupil} find={findPeople("student")} required />
      <SelectField
        of={form}
        name="template"
        label={texts.which}
        options={templates.map(({ id, title }) => ({ value: id, label: readTranslated(title) }))}
        required
      />
      {chosen ? <blockquote class="card">{readTranslated(chosen.text)}</blockquote> : null}
    </Form>
  );
}

function ReadyMessages({ templates = [], me, onDone }: { templates: Template[] | undefined; me: Person; onDone: (text: string) => void }) {
  const texts = messagesWords.use();
  const [opened, open] = useState<Template | "new" | undefined>();
  const mayEdit = hasPermission(me, "families.templates");
  const done = (text: string) => {
    open(undefined);
    onDone(text);
  };
  return (
    <section aria-labelledby="ready">
      <h2 id="ready">{texts.ready}</h2>
      {templates.length ? null : <Empty drawing="messages" text={texts.noReady} />}
      <ul class="cards">
        {templates.map((template) => (
          <li key={template.id} class="card">
            <strong>{readTranslated(template.title)}</strong>
            <span>{readTranslated(template.text)}</span>
            {mayEdit ? <EditButton title={readTranslated(template.title)} open={() => open(template)} /> : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <p>
          <button type="button" onClick={() => open("new")}>
            {texts.newReady}
          </button>
        </p>
      ) : null}
      {opened ? (
        <Drawer title={opened === "new" ? texts.newReady : readTranslated(opened.title)} close={() => open(undefined)}>
          <TemplateForm template={opened === "new" ? undefined : opened} onDone={done} close={() => open(undefined)} />
        </Drawer>
      ) : null}
    </section>
  );
}

function EditButton({ title, open }: { title: string; open: () => void }) {
  const words = useWords();
  return (
    <button type="button" aria-label={`${words.form.edit}: ${title}`} onClick={open}>
      {words.form.edit}
    </button>
  );
}

function TemplateForm({ template, onDone, close }: { template: Template | undefined; onDone: (text: string) => void; close: () => void }) {
  const words = useWords();
  const texts = messagesWords.use();
  const form = useForm<{ title: Translated; text: Translated }, unknown>({
    initial: { title: { ...EMPTY_TRANSLATED, ...template?.title }, text: { ...EMPTY_TRANSLATED, ...template?.text } },
    send: (values) =>
      template
        ? talim.api.patch("/notifications/family-templates/{id}/", { path: { id: template.id }, body: values })
        : talim.api.post("/notifications/family-templates/", { body: values }),
    onDone: () => onDone(words.form.saved),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.ready} close={close}>
        <p class="quiet">{texts.readyHelp}</p>
        <TranslatedField of={form} name="title" label={texts.title} required />
        <TranslatedField of={form} name="text" label={texts.text} rows={3} maxLength={1000} required />
      </Form>
      {template ? (
        <ActButton
          word={texts.archive}
          act={() => talim.api.delete("/notifications/family-templates/{id}/", { path: { id: template.id } })}
          onDone={() => onDone(texts.archived)}
        />
      ) : null}
    </>
  );
}
