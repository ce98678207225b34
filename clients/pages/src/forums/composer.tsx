/** Where a text is written: words, whom it is for, pictures and voice notes. It is kept on the device until it is sent. */

import { useRef, useState } from "preact/hooks";
import { throttleLeading } from "../throttle.ts";
import { talim } from "../talim.ts";
import { Form } from "../ui/form/form.tsx";
import { PickManyField, type Pick } from "../ui/form/pick-field.tsx";
import { useForm, type FormState } from "../ui/form/use-form.ts";
import { forumWords } from "./words/index.ts";
import { getRefusals, type Reply } from "./data.ts";
import { FilesField, useUploads, type SentFile } from "./files-field.tsx";
import { RichField } from "./rich-field.tsx";

export interface TextValues extends Record<string, unknown> {
  /** HTML. */
  text: string;
  mentions: Pick[];
  files: SentFile[];
}

export const NO_TEXT: TextValues = { text: "", mentions: [], files: [] };

/** What is sent of it. */
export function readText({ text, mentions, files }: TextValues) {
  return { text, mentions: mentions.map(({ id }) => id), files: files.map(({ id }) => id) };
}

/** People whom a text in this forum may name. */
export async function findPeople(forum: string, search: string): Promise<Pick[]> {
  const { results } = await talim.api.get("/forums/{id}/people/", {
    path: { id: forum },
    query: { search, page_size: 10 },
  });
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
  const uploads = useUploads(form);
  const find = forum ? (typed: string) => findPeople(forum, typed) : undefined;
  const mention = (person: Pick) => {
    const named = form.values.mentions;
    if (!named.some(({ id }) => id === person.id)) form.set("mentions", [...named, person] as T["mentions"]);
  };
  return (
    <>
      <RichField
        of={form}
        name="text"
        label={label}
        find={find}
        onMention={mention}
        onFiles={(given) => void uploads.addAll(given)}
        required
      />
      <details open={mentions.length > 0 || files.length > 0 || uploads.error !== undefined || undefined}>
        <summary>{texts.extras}</summary>
        {find ? (
          <PickManyField of={form} name="mentions" label={texts.mention} hint={texts.mentionHint} find={find} />
        ) : null}
        <FilesField of={form} uploads={uploads} />
      </details>
    </>
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
  onSent: (reply: Reply) => void;
  close?: () => void;
}

/** A reply to a discussion, or to one in it. */
export function Composer({ forum, discussion, parent, label, onSent, close }: ComposerProps) {
  const texts = forumWords.use();
  const tell = useRef(throttleLeading(() => talim.realtime.present({ type: "typing", discussion }), TYPING_EVERY_MS));
  /** Another one for each text that is begun. */
  const [round, setRound] = useState(0);
  const form = useForm<TextValues, Reply>({
    initial: NO_TEXT,
    draft: `reply ${parent ?? discussion}`,
    send: (values, idempotencyKey) =>
      talim.api.post("/discussions/{id}/replies/", {
        path: { id: discussion },
        body: { ...readText(values), parent },
        idempotencyKey,
      }),
    onDone: (reply) => {
      form.reset();
      setRound((n) => n + 1);
      onSent(reply);
    },
  });
  return (
    <div class="composer" onInput={tell.current}>
      <Form of={form} word={texts.sendReply} label={label} here={getRefusals(texts)} {...(close ? { close } : {})}>
        <TextFields key={round} of={form} forum={forum} label={label} />
      </Form>
    </div>
  );
}
