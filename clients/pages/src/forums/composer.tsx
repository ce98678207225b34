/** Where a text is written: words, whom it is for, pictures and voice files. It is kept on the device until it is sent. */

import { useRef, useState } from "preact/hooks";
import { throttleLeading } from "../throttle.ts";
import { talim } from "../talim.ts";
import { checkReadable, clearFileField } from "../ui/file.ts";
import { FieldFrame } from "../ui/form/field.tsx";
import { FileInput } from "../ui/form/file-input.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickManyField, type Pick } from "../ui/form/pick-field.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../ui/form/use-form.ts";
import { Problem } from "../ui/problem.tsx";
import { forumWords } from "../words/forums/index.ts";
import { useWords } from "../words/index.ts";
import { getRefusals, type TextFile } from "./data.ts";
import { toHtml } from "./rich-text.tsx";

export interface TextValues extends Record<string, unknown> {
  text: string;
  mentions: Pick[];
  files: { id: string; kind: TextFile["kind"] }[];
}

export const NO_TEXT: TextValues = { text: "", mentions: [], files: [] };

/** What is sent of it. */
export function readText({ text, mentions, files }: TextValues) {
  return { text: toHtml(text), mentions: mentions.map(({ id }) => id), files: files.map(({ id }) => id) };
}

/** People whom a text in this forum may name. */
export async function findPeople(forum: string, search: string): Promise<Pick[]> {
  const { results } = await talim.api.get("/forums/{id}/people/", { path: { id: forum }, query: { search, page_size: 10 } });
  return results.map(({ id, full_name: label }) => ({ id, label }));
}

interface FieldsProps<T extends TextValues> {
  of: FormState<T>;
  /** Whose people are named; "" while that is not chosen. */
  forum: string;
  label: string;
}

export function TextFields<T extends TextValues>({ of: form, forum, label }: FieldsProps<T>) {
  const texts = forumWords.use();
  const { mentions, files } = form.values;
  return (
    <>
      <TextArea of={form} name="text" label={label} rows={4} maxLength={10_000} required />
      <details open={mentions.length > 0 || files.length > 0 || undefined}>
        <summary>{texts.extras}</summary>
        {forum ? <PickManyField of={form} name="mentions" label={texts.mention} hint={texts.mentionHint} find={(typed) => findPeople(forum, typed)} /> : null}
        <FilesField of={form} />
      </details>
    </>
  );
}

function FilesField<T extends TextValues>({ of: form }: { of: FormState<T> }) {
  const words = useWords();
  const texts = forumWords.use();
  const [busy, wait] = useState(false);
  const [error, fail] = useState<unknown>();
  const { files } = form.values;
  const put = (next: TextValues["files"]) => form.set("files", next as T["files"]);
  const add = async (file: File) => {
    wait(true);
    fail(undefined);
    try {
      const kind = file.type.startsWith("audio/") ? "voice" : "picture";
      const sent = await talim.api.post("/forums/files/", { form: { file: await checkReadable(file), kind } });
      put([...files, { id: sent.id, kind: sent.kind }]);
    } catch (reason) {
      fail(() => reason);
    } finally {
      wait(false);
    }
  };
  return (
    <FieldFrame of={form} name="files" label={texts.addFile} hint={texts.fileHint}>
      {(control) => (
        <>
          <ul class="pills">
            {files.map(({ id, kind }, place) => (
              <li key={id} class="pill">
                {`${texts.files[kind]} ${place + 1}`}
                <button type="button" class="plain" aria-label={texts.removeFile(place + 1)} onClick={() => put(files.filter((other) => other.id !== id))}>
                  ×
                </button>
              </li>
            ))}
          </ul>
          <FileInput
            {...control}
            accept="image/*,audio/*"
            disabled={busy}
            {...(busy ? { word: words.loading } : {})}
            onClick={clearFileField}
            onChange={({ currentTarget: { files: chosen } }) => chosen?.[0] && void add(chosen[0])}
          />
          {error ? <Problem error={error} /> : null}
        </>
      )}
    </FieldFrame>
  );
}

/** How often (ms) others hear that somebody writes. */
const TYPING_EVERY_MS = 3_000;

interface ComposerProps {
  forum: string;
  discussion: string;
  /** The reply that is answered; null: the discussion. */
  parent: string | null;
  label: string;
  onSent: () => void;
  close?: () => void;
}

/** A reply to a discussion, or to one in it. */
export function Composer({ forum, discussion, parent, label, onSent, close }: ComposerProps) {
  const texts = forumWords.use();
  const tell = useRef(throttleLeading(() => talim.realtime.present({ type: "typing", discussion }), TYPING_EVERY_MS));
  const form = useForm<TextValues, unknown>({
    initial: NO_TEXT,
    draft: `reply ${parent ?? discussion}`,
    send: (values, idempotencyKey) =>
      talim.api.post("/discussions/{id}/replies/", { path: { id: discussion }, body: { ...readText(values), parent }, idempotencyKey }),
    onDone: () => {
      form.reset();
      onSent();
    },
  });
  return (
    <div class="composer" onInput={tell.current}>
      <Form of={form} word={texts.sendReply} label={label} here={getRefusals(texts)} {...(close ? { close } : {})}>
        <TextFields of={form} forum={forum} label={label} />
      </Form>
    </div>
  );
}
