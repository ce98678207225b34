/** Parts of every text: who wrote it and when, its files, what it was before, and how it is reported and changed. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea, TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { forumWords } from "../words/forums/index.ts";
import { useWords } from "../words/index.ts";
import { getRefusals, TEXT_KIND, type Discussion, type Reply } from "./data.ts";
import { RichText, toHtml, toPlain } from "./rich-text.tsx";

type Text = Pick<Discussion, "author" | "state" | "text" | "files" | "mentions" | "created_at" | "edited_at">;

/** A text of which nobody says who wrote it. */
const NOBODY = "–";

export function getAuthorName({ author }: Pick<Text, "author">): string {
  return author?.full_name ?? NOBODY;
}

export function Badge({ icon, word, class: name = "" }: { icon: IconName; word: string; class?: string }) {
  return (
    <span class={`state ${name}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}

export function Byline({ of: text, me, to }: { of: Text; me: Person; to?: string | undefined }) {
  const words = useWords();
  const texts = forumWords.use();
  const name = getAuthorName(text);
  return (
    <p class="byline">
      {text.author ? <Avatar id={text.author.id} name={name} /> : null}
      <b>{name}</b>
      <span class="quiet">{[to ? texts.toWhom(to) : "", formatDayTime(text.created_at, me.zone, words), text.edited_at ? texts.states.edited : ""].filter(Boolean).join(" · ")}</span>
    </p>
  );
}

/** The words of a text with its files and whom it names, or that it is deleted or hidden. */
export function TextBody({ of: text }: { of: Text }) {
  const texts = forumWords.use();
  if (text.state === "deleted") return <p class="quiet">{texts.deleted}</p>;
  if (text.state === "hidden" && !text.author) return <p class="quiet">{texts.hidden}</p>;
  const name = getAuthorName(text);
  return (
    <>
      {text.state === "hidden" ? <Badge icon="eye" word={texts.heldOwn} class="warn" /> : null}
      <RichText html={text.text} />
      {text.files.length ? (
        <div class="text-files">
          {text.files.map((file) =>
            file.kind === "picture" ? (
              <img key={file.id} src={file.url} alt={texts.pictureOf(name)} loading="lazy" />
            ) : (
              <audio key={file.id} src={file.url} controls preload="none" aria-label={texts.voiceOf(name)} />
            ),
          )}
        </div>
      ) : null}
      {text.mentions.length ? <p class="quiet">{text.mentions.map((person) => `@${person.full_name}`).join(", ")}</p> : null}
    </>
  );
}

type Edit = Answer<"/replies/{id}/edits/", "get">[number];

/** What a text was before its changes, the newest first. */
export function HistoryDialog({ fetch, me, close }: { fetch: () => Promise<Edit[]>; me: Person; close: () => void }) {
  const words = useWords();
  const texts = forumWords.use();
  const edits = useLoad(fetch, []);
  return (
    <Dialog label={texts.history} close={close}>
      <h2>{texts.history}</h2>
      <Loading of={edits}>
        {(list) =>
          list.length ? (
            <ol class="rows">
              {list.map((edit) => (
                <li key={edit.id}>
                  <p class="quiet">{texts.changedBy(edit.editor?.full_name ?? NOBODY, formatDayTime(edit.created_at, me.zone, words))}</p>
                  {edit.title ? <p><b>{edit.title}</b></p> : null}
                  <RichText html={edit.text} />
                </li>
              ))}
            </ol>
          ) : (
            <p>{texts.noHistory}</p>
          )
        }
      </Loading>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </Dialog>
  );
}

type Reason = "spam" | "insult" | "threat" | "adult" | "private" | "off_topic" | "other";

export function ReportDialog({ id, close }: { id: string; close: () => void }) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { reason: "" as Reason | "", words: "" },
    send: ({ reason, words }, idempotencyKey) =>
      talim.api.post("/moderation/reports/", { body: { kind: TEXT_KIND, id, reason: reason || "other", words }, idempotencyKey }),
    onDone: () => {
      close();
      showNotice(texts.reported);
    },
  });
  const reasons = Object.entries(texts.reasons).map(([value, label]) => ({ value, label }));
  return (
    <Dialog label={texts.report} close={close}>
      <h2>{texts.reportTitle}</h2>
      <p class="quiet">{texts.reportHint}</p>
      <Form of={form} word={texts.report} label={texts.report} close={close} here={{ already_reported: texts.alreadyReported, not_open: texts.decidedAlready }}>
        <SelectField of={form} name="reason" label={texts.reportReason} options={reasons} required />
        <TextArea of={form} name="words" label={texts.reportWords} maxLength={1_000} />
      </Form>
    </Dialog>
  );
}

interface EditFormProps {
  text: string;
  /** Of a discussion. */
  title?: string;
  save: (changes: { text: string; title?: string }) => Promise<unknown>;
  onDone: () => void;
  close: () => void;
}

/** An own text is changed. */
export function EditForm({ text, title, save, onDone, close }: EditFormProps) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { text: toPlain(text), title: title ?? "" },
    send: (values) => save({ text: toHtml(values.text), ...(title === undefined ? {} : { title: values.title }) }),
    onDone: () => {
      showNotice(texts.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.save} label={texts.edit} close={close} here={getRefusals(texts)}>
      {title === undefined ? null : <TextField of={form} name="title" label={texts.title} required />}
      <TextArea of={form} name="text" label={texts.text} rows={5} maxLength={10_000} required />
    </Form>
  );
}

/** What lies open over or in a text. */
export type Opened = "edit" | "reply" | "report" | "history" | "split" | undefined;

export function useOpened(): [Opened, (next: Opened) => void] {
  const [opened, open] = useState<Opened>();
  return [opened, open];
}

/** Whether a person may change this text. */
export function isOwn({ author }: Pick<Reply, "author">, me: Person): boolean {
  return author?.id === me.id;
}
