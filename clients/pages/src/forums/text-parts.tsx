/** Parts of every text: who wrote it and when, its files, what it was before, and how it is reported and changed. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../format.ts";
import { fetchNewestOfFeed } from "../pupil/newest.ts";
import type { Person } from "../talim.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { forumWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { getRefusals, type Discussion, type Reply } from "./data.ts";
import { RichField } from "./rich-field.tsx";
import { RichText, toPlain } from "./rich-text.tsx";

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
      <span class="quiet">
        {[
          to ? texts.toWhom(to) : "",
          formatDayTime(text.created_at, me.zone, words),
          text.edited_at ? texts.states.edited : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </p>
  );
}

/** The words of a text with its files and whom it names, or that it is deleted or hidden. */
export function TextBody({ of: text }: { of: Text }) {
  const texts = forumWords.use();
  if (text.state === "deleted") return <p class="quiet">{texts.deleted}</p>;
  if (text.state === "hidden" && !text.author) return <p class="quiet">{texts.hidden}</p>;
  const name = getAuthorName(text);
  const names = text.mentions.map((person) => person.full_name);
  // Whom the words name where they stand is not named again.
  const others = names.filter((one) => !toPlain(text.text).includes(`@${one}`));
  return (
    <>
      {text.state === "hidden" ? <Badge icon="eye" word={texts.heldOwn} class="warn" /> : null}
      <RichText html={text.text} names={names} />
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
      {others.length ? <p class="quiet">{others.map((one) => `@${one}`).join(", ")}</p> : null}
    </>
  );
}

type Edits = Answer<"/replies/{id}/edits/", "get">;

const EDITS_AT_FIRST = 10;

/** What a text was before its changes, the newest first. */
export function HistoryDialog({
  fetch,
  me,
  close,
}: {
  fetch: (query: { limit: number; cursor: string | null }) => Promise<Edits>;
  me: Person;
  close: () => void;
}) {
  const words = useWords();
  const texts = forumWords.use();
  const [limit, setLimit] = useState(EDITS_AT_FIRST);
  const edits = useLoad(() => fetchNewestOfFeed(limit, (size, cursor) => fetch({ limit: size, cursor })), [limit]);
  return (
    <Dialog label={texts.history} close={close}>
      <h2>{texts.history}</h2>
      <Loading of={edits}>
        {({ results, more }) =>
          results.length ? (
            <>
              <ol class="rows">
                {results.map((edit) => (
                  <li key={edit.id}>
                    <p class="quiet">
                      {texts.changedBy(
                        edit.editor?.full_name ?? NOBODY,
                        formatDayTime(edit.created_at, me.zone, words),
                      )}
                    </p>
                    {edit.title ? (
                      <p>
                        <b>{edit.title}</b>
                      </p>
                    ) : null}
                    <RichText html={edit.text} />
                  </li>
                ))}
              </ol>
              <ShowMore when={more} show={() => setLimit(limit + EDITS_AT_FIRST)} off={edits.stale} />
            </>
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

interface EditFormProps<R> {
  text: string;
  /** Of a discussion. */
  title?: string;
  save: (changes: { text: string; title?: string }) => Promise<R>;
  onDone: (changed: R) => void;
  close: () => void;
}

/** An own text is changed. */
export function EditForm<R>({ text, title, save, onDone, close }: EditFormProps<R>) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { text, title: title ?? "" },
    send: (values) => save({ text: values.text, ...(title === undefined ? {} : { title: values.title }) }),
    onDone: (changed) => {
      showNotice(texts.saved);
      onDone(changed);
    },
  });
  return (
    <Form of={form} word={texts.save} label={texts.edit} close={close} here={getRefusals(texts)}>
      {title === undefined ? null : <TextField of={form} name="title" label={texts.title} required />}
      <RichField of={form} name="text" label={texts.text} rows={5} required />
    </Form>
  );
}

/** What lies open over or in a text. */
export type Opened = "edit" | "reply" | "report" | "history" | "split" | undefined;

export function useOpened(): [Opened, (next: Opened) => void] {
  const [opened, setOpened] = useState<Opened>();
  return [opened, setOpened];
}

/** Whether a person may change this text. */
export function isOwn({ author }: Pick<Reply, "author">, me: Person): boolean {
  return author?.id === me.id;
}
