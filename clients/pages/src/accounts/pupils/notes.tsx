/** Notes about a person that the family never sees. */

import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Opening } from "./section.tsx";

type Note = Answer<"/auth/users/{id}/notes/", "get">["results"][number];

export function Notes({ id, me }: { id: string; me: Person }) {
  const { notes: texts } = pupilsWords.use();
  const path = { id };
  const notes = useLoad(
    () => fetchAllPages((page) => talim.api.get("/auth/users/{id}/notes/", { path, query: { page, page_size: 50 } })),
    [id],
  );
  return (
    <>
      <Loading of={notes}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((note) => (
                <NoteCard key={note.id} id={id} note={note} me={me} onChanged={notes.reload} />
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.none}</p>
          )
        }
      </Loading>
      {hasPermission(me, "accounts.notes") ? (
        <Opening word={texts.add}>
          {(close) => <NoteForm id={id} close={close} onDone={() => (close(), notes.reload())} />}
        </Opening>
      ) : null}
    </>
  );
}

/** A note of one's own comes back as it was; a colleague's would come back as one's own, so there one is asked. */
function NoteCard({ id, note, me, onChanged }: { id: string; note: Note; me: Person; onChanged: () => void }) {
  const words = useWords();
  const { notes: texts, history } = pupilsWords.use();
  const isOwn = note.author?.id === me.id;
  const again = () => {
    const body = { text: note.text, visibility: note.visibility };
    void talim.api
      .post("/auth/users/{id}/notes/", { path: { id }, body })
      .then(() => (showNotice(words.form.undone), onChanged()));
  };
  return (
    <li class="card">
      <p class="note-text">{note.text}</p>
      <span class="quiet">
        {[
          note.author?.full_name ?? history.somebody,
          formatDayTime(note.created_at, me.zone, words),
          texts.whos[note.visibility],
        ].join(" · ")}
      </span>
      <div class="buttons">
        {isOwn ? (
          <Opening word={words.form.edit}>
            {(close) => <NoteForm id={id} note={note} close={close} onDone={() => (close(), onChanged())} />}
          </Opening>
        ) : null}
        {isOwn || hasPermission(me, "accounts.manage_people") ? (
          <ActButton
            word={words.form.delete}
            class="plain"
            {...(isOwn ? {} : { question: <p>{texts.deleteSure}</p> })}
            act={() => talim.api.delete("/auth/users/{id}/notes/{note_id}/", { path: { id, note_id: note.id } })}
            onDone={() => {
              showNotice(texts.deleted, isOwn ? { label: words.form.undo, run: again } : undefined);
              onChanged();
            }}
          />
        ) : null}
      </div>
    </li>
  );
}

function NoteForm({ id, note, close, onDone }: { id: string; note?: Note; close: () => void; onDone: () => void }) {
  const words = useWords();
  const { notes: texts } = pupilsWords.use();
  const form = useForm({
    initial: { text: note?.text ?? "", visibility: note?.visibility ?? ("office" as Note["visibility"]) },
    draft: `note ${note?.id ?? id}`,
    send: (body, key) =>
      note
        ? talim.api.patch("/auth/users/{id}/notes/{note_id}/", {
            path: { id, note_id: note.id },
            body,
            idempotencyKey: key,
          })
        : talim.api.post("/auth/users/{id}/notes/", { path: { id }, body, idempotencyKey: key }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  const readers = (["office", "teachers"] as const).map((value) => ({ value, label: texts.whos[value] }));
  return (
    <Form of={form} word={words.form.save} close={close} label={texts.add}>
      <TextArea of={form} name="text" label={texts.text} required />
      <ChoiceField of={form} name="visibility" label={texts.who} options={readers} required />
    </Form>
  );
}
