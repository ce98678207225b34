/** Messages to the family of one pupil: those that were sent with their answers, and the ready ones to choose from. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { query as address, replaceQuery } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import type { Pick } from "../../ui/form/pick-field.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { messagesWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { FamilyForm, type Template } from "./family-form.tsx";

type Message = Answer<"/notifications/family-messages/", "get">["results"][number];

const fetchTemplates = async () =>
  (await talim.api.get("/notifications/family-templates/", { query: { page_size: 100 } })).results;

/** The address names the pupil about whom a card asks to write. */
async function fetchStudent(): Promise<Pick | null> {
  const id = new URLSearchParams(address.get()).get("student");
  if (!id) return null;
  const { student } = await talim.api.get("/notifications/family-messages/preview/", { query: { student: id } });
  return { id, label: student.full_name };
}

export function FamilyMessages({ me }: PageProps) {
  const words = useWords();
  const texts = messagesWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Message | { to: Pick | null }>();
  const templates = useLoad(fetchTemplates, [changes]);
  const asked = useLoad(fetchStudent, []);
  useEffect(() => {
    if (asked.value) open({ to: asked.value });
  }, [asked.value]);
  const shut = () => {
    if (asked.value) replaceQuery("");
    close();
  };
  const sent = (told: string) => {
    shut();
    done(told);
  };
  return (
    <>
      <h1>{texts.family}</h1>
      <p class="quiet">{texts.familyHelp}</p>
      {asked.error !== undefined ? <Problem error={asked.error} again={asked.reload} /> : null}
      <DataTable<Message>
        name="family-messages"
        label={texts.family}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name },
          { id: "title", title: texts.title, cell: (row) => readTranslated(row.title) || readTranslated(row.text) },
          { id: "author", title: texts.author, cell: (row) => row.author?.full_name ?? "" },
          { id: "at", title: texts.when, cell: (row) => formatDayTime(row.created_at, me.zone, words) },
          {
            id: "answers",
            title: texts.answers(0).replace(/^0\S*\s*/, ""),
            cell: (row) => (row.answers.length ? texts.answers(row.answers.length) : ""),
          },
        ]}
        load={(query) => talim.api.get("/notifications/family-messages/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open({ to: null })}>
            {texts.toFamily}
          </button>
        }
        empty={<Empty drawing="messages" text={texts.noFamilyMessages} />}
        on={[changes]}
      />
      <ReadyMessages templates={templates.value} me={me} onDone={done} />
      {opened && "to" in opened ? (
        <Drawer title={opened.to?.label ?? texts.toFamily} close={shut}>
          <Loading of={templates}>
            {(all) => <FamilyForm me={me} student={opened.to} templates={all} onSent={sent} close={shut} />}
          </Loading>
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.student.full_name} close={shut}>
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
      <p class="quiet">
        {[row.author?.full_name, formatDayTime(row.created_at, me.zone, words)].filter(Boolean).join(" · ")}
      </p>
      <ul class="cards">
        {row.answers.map((answer) => (
          <li key={answer.id} class="card">
            <span>{answer.text}</span>
            <span class="quiet">
              {[answer.author.full_name, formatDayTime(answer.created_at, me.zone, words)].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ReadyMessages({
  templates = [],
  me,
  onDone,
}: {
  templates: Template[] | undefined;
  me: Person;
  onDone: (text: string) => void;
}) {
  const texts = messagesWords.use();
  const [opened, setOpened] = useState<Template | "new" | undefined>();
  const mayEdit = hasPermission(me, "families.templates");
  const done = (text: string) => {
    setOpened(undefined);
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
            {mayEdit ? <EditButton title={readTranslated(template.title)} open={() => setOpened(template)} /> : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <p>
          <button type="button" onClick={() => setOpened("new")}>
            {texts.newReady}
          </button>
        </p>
      ) : null}
      {opened ? (
        <Drawer
          title={opened === "new" ? texts.newReady : readTranslated(opened.title)}
          close={() => setOpened(undefined)}
        >
          <TemplateForm
            template={opened === "new" ? undefined : opened}
            onDone={done}
            close={() => setOpened(undefined)}
          />
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

function TemplateForm({
  template,
  onDone,
  close,
}: {
  template: Template | undefined;
  onDone: (text: string) => void;
  close: () => void;
}) {
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
