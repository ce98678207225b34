/** The texts of messages by topic: built-in ones, and those that the centre has written in their place. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { formatMoney } from "../../format.ts";
import { foldText } from "../../search-text.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { getLanguage, LANGUAGES, useWords, type Language } from "../../words/index.ts";
import { messagesWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { SearchField } from "../../office/search.tsx";

type Wording = Answer<"/notifications/templates/", "get">["results"][number];
type Preview = Answer<"/notifications/templates/preview/", "post">;
type Channel = "in_app" | "telegram" | "sms" | "email" | "push";

/** These channels have a text and no title. */
const WITHOUT_TITLE = ["sms", "telegram"];

/** Each message has a text for each channel and language: the page begins with one of each. */
const MOST_USED = "telegram";
const ALL = "all";

/** The one that the page begins with, the others, and all of them. */
function putFirst(names: Record<string, string>, first: string, all: string): [string, string][] {
  const others = Object.entries(names).filter(([name]) => name !== first);
  return [["", names[first] ?? first], ...others, [ALL, all]];
}

interface Chosen {
  channel: string;
  language: string;
  own: string;
}

function fetchTemplates({ channel, language, own }: Chosen): Promise<Wording[]> {
  const filters = {
    ...(channel === ALL ? {} : { channel: (channel || MOST_USED) as Channel }),
    ...(language === ALL ? {} : { language: (language as Language) || getLanguage() }),
    ...(own ? { own: own === "true" } : {}),
  };
  return fetchAllPages((page) =>
    talim.api.get("/notifications/templates/", { query: { ...filters, page, page_size: 100 } }),
  );
}

export function Templates() {
  const words = useWords();
  const texts = messagesWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Wording>();
  const [chosen, setChosen] = useState<Chosen>({ channel: "", language: "", own: "" });
  const [wanted, setWanted] = useState("");
  const list = useLoad(() => fetchTemplates(chosen), [chosen, changes]);
  const selects: { name: keyof Chosen; label: string; options: [string, string][] }[] = [
    { name: "channel", label: texts.channel, options: putFirst(texts.channels, MOST_USED, words.form.all) },
    { name: "language", label: texts.language, options: putFirst(LANGUAGES, getLanguage(), words.form.all) },
    {
      name: "own",
      label: texts.whose,
      options: [
        ["", words.form.all],
        ["true", texts.own],
        ["false", texts.builtIn],
      ],
    },
  ];
  return (
    <>
      <h1>{texts.templates}</h1>
      <p class="quiet">{texts.templatesHelp}</p>
      <div class="table-tools">
        <SearchField label={texts.findTemplate} onSearch={setWanted} />
        {selects.map(({ name, label, options }) => (
          <select
            key={name}
            aria-label={label}
            onChange={(event) => setChosen({ ...chosen, [name]: event.currentTarget.value })}
          >
            {options.map(([value, word]) => (
              <option key={value} value={value} selected={chosen[name] === value}>
                {value ? word : `${label}: ${word}`}
              </option>
            ))}
          </select>
        ))}
      </div>
      <Loading of={list}>
        {(rows) => <Topics rows={rows.filter((row) => holds(row, wanted))} searched={wanted !== ""} onOpen={open} />}
      </Loading>
      {opened ? (
        <Drawer title={opened.type_title} close={close}>
          <p class="quiet">
            {texts.channels[opened.channel]}, {LANGUAGES[opened.language as Language]}
          </p>
          <Editor key={opened.id ?? opened.type} row={opened} onDone={done} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function holds({ type_title, title, text }: Wording, wanted: string): boolean {
  const all = foldText(`${type_title} ${title} ${text}`);
  return foldText(wanted)
    .split(" ")
    .every((word) => all.includes(word));
}

/** Templates by what they are about: one topic at a time stands open, in a search all that have some. */
function Topics({ rows, searched, onOpen }: { rows: Wording[]; searched: boolean; onOpen: (row: Wording) => void }) {
  const words = useWords();
  const texts = messagesWords.use();
  if (!rows.length) return <Empty drawing="search" text={words.form.nothingFound} />;
  const several = {
    channel: new Set(rows.map(({ channel }) => channel)).size > 1,
    language: new Set(rows.map(({ language }) => language)).size > 1,
  };
  return (
    <>
      {Object.entries(texts.topics).map(([group, topic]) => {
        const shown = rows.filter((row) => row.group === group);
        if (!shown.length) return null;
        return (
          <details key={`${group}${searched}`} class="topic" {...(searched ? { open: true } : { name: "topics" })}>
            <summary>{`${topic} (${shown.length})`}</summary>
            <ul class="topic-rows">
              {shown.map((row) => (
                <li key={`${row.type} ${row.channel} ${row.language}`}>
                  <button type="button" class="link" onClick={() => onOpen(row)}>
                    {row.type_title}
                  </button>
                  <span class="quiet">
                    {[
                      several.channel ? texts.channels[row.channel] : "",
                      several.language ? LANGUAGES[row.language as Language] : "",
                      row.own ? texts.own : "",
                    ]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                  <span class="quiet topic-text">
                    {row.text
                      .split("\n")
                      .filter((line) => line !== row.type_title)
                      .join(" ")}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}

function Editor({ row, onDone, close }: { row: Wording; onDone: (text: string) => void; close: () => void }) {
  const words = useWords();
  const texts = messagesWords.use();
  const [preview, setPreview] = useState<Preview | undefined>();
  const address = { type: row.type, channel: row.channel as Channel, language: row.language as Language };
  const form = useForm({
    initial: { title: row.title, text: row.text },
    send: (values) =>
      row.id
        ? talim.api.patch("/notifications/templates/{id}/", { path: { id: row.id }, body: values })
        : talim.api.post("/notifications/templates/", { body: { ...address, ...values } }),
    onDone: () => onDone(words.form.saved),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.whose} close={close}>
        {WITHOUT_TITLE.includes(row.channel) ? null : (
          <TextField of={form} name="title" label={texts.title} maxLength={120} required />
        )}
        <TextArea
          of={form}
          name="text"
          label={texts.text}
          rows={6}
          hint={texts.places(row.places.map((place) => `{${place}}`).join(", "))}
          required
        />
      </Form>
      <div class="buttons">
        <ActButton
          word={texts.example}
          act={() => talim.api.post("/notifications/templates/preview/", { body: { ...address, ...form.values } })}
          onDone={setPreview}
        />
        {row.id && row.own ? (
          <ActButton
            word={texts.useBuiltIn}
            act={() => talim.api.delete("/notifications/templates/{id}/", { path: { id: row.id ?? "" } })}
            onDone={() => onDone(texts.builtInAgain)}
          />
        ) : null}
      </div>
      {preview ? (
        <PreviewView preview={preview} language={row.language} />
      ) : row.id ? (
        <SavedPreview id={row.id} language={row.language} />
      ) : null}
    </>
  );
}

/** The message as it goes out now. */
function SavedPreview({ id, language }: { id: string; language: string }) {
  const shown = useLoad(() => talim.api.post("/notifications/templates/{id}/preview/", { path: { id } }), [id]);
  return <Loading of={shown}>{(preview) => <PreviewView preview={preview} language={language} />}</Loading>;
}

function PreviewView({ preview, language }: { preview: Preview; language: string }) {
  const centre = useCentre();
  const words = useWords();
  const texts = messagesWords.use();
  return (
    <>
      {preview.messages
        .filter((message) => message.language === language)
        .map(({ title, text, sms }) => (
          <blockquote key={language} class="card">
            {title ? <strong>{title}</strong> : null}
            <span>{text}</span>
            {sms ? (
              <span class="quiet">
                {texts.smsLength(sms.characters, sms.parts)},{" "}
                {formatMoney({ amount: sms.price, currency: centre?.currency ?? "UZS" }, words)}
              </span>
            ) : null}
          </blockquote>
        ))}
    </>
  );
}
