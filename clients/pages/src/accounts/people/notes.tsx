/** Notes about somebody: one's own can be changed, others' deleted by who manages people. */

import { useState } from "preact/hooks";
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
import { peopleWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";

type Note = Answer<"/auth/users/{id}/notes/", "get">["results"][number];

export function Notes({ personId, me }: { personId: string; me: Person }) {
  const words = useWords();
  const texts = peopleWords.use();
  const path = { id: personId };
  const notes = useLoad(
    () => fetchAllPages((page) => talim.api.get("/auth/users/{id}/notes/", { path, query: { page, page_size: 100 } })),
    [personId],
  );
  const [writing, setWriting] = useState(false);
  const written = () => {
    setWriting(false);
    notes.reload();
  };
  return (
    <section aria-labelledby="notes">
      <h3 id="notes">{texts.notes}</h3>
      {writing ? <NoteForm personId={personId} onDone={written} close={() => setWriting(false)} /> : null}
      <Loading of={notes}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((note) => (
                <NoteCard key={note.id} note={note} personId={personId} me={me} onChanged={notes.reload} />
              ))}
            </ul>
          ) : (
            <p class="quiet">{words.form.nothingYet}</p>
          )
        }
      </Loading>
      {writing ? null : (
        <button type="button" onClick={() => setWriting(true)}>
          {texts.addNote}
        </button>
      )}
    </section>
  );
}

interface NoteProps {
  note: Note;
  personId: string;
  me: Person;
  onChanged: () => void;
}

function NoteCard({ note, personId, me, onChanged }: NoteProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const [editing, setEditing] = useState(false);
  const isOwn = note.author?.id === me.id;
  const path = { id: personId, note_id: note.id };
  const again = () =>
    void talim.api
      .post("/auth/users/{id}/notes/", {
        path: { id: personId },
        body: { text: note.text, visibility: note.visibility },
      })
      .then(onChanged);
  return (
    <li class="card">
      {editing ? (
        <NoteForm
          personId={personId}
          note={note}
          onDone={() => {
            setEditing(false);
            onChanged();
          }}
          close={() => setEditing(false)}
        />
      ) : (
        <>
          <p class="written">{note.text}</p>
          <span class="quiet">
            {[note.author?.full_name, formatDayTime(note.created_at, me.zone, words), texts.visibility[note.visibility]]
              .filter(Boolean)
              .join(" · ")}
          </span>
          <div class="buttons">
            {isOwn ? (
              <button type="button" class="plain" onClick={() => setEditing(true)}>
                {words.form.edit}
              </button>
            ) : null}
            {isOwn || hasPermission(me, "accounts.manage_people") ? (
              <ActButton
                word={words.form.delete}
                class="plain"
                act={() => talim.api.delete("/auth/users/{id}/notes/{note_id}/", { path })}
                onDone={() => {
                  // A note that is written again is one's own.
                  if (isOwn) showNotice(texts.noteDeleted, { label: words.form.undo, run: again });
                  else showNotice(texts.noteDeleted);
                  onChanged();
                }}
              />
            ) : null}
          </div>
        </>
      )}
    </li>
  );
}

function NoteForm({
  personId,
  note,
  onDone,
  close,
}: {
  personId: string;
  note?: Note;
  onDone: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = peopleWords.use();
  const form = useForm({
    initial: { text: note?.text ?? "", visibility: note?.visibility ?? "office" },
    ...(note ? {} : { draft: `note-${personId}` }),
    send: (body): Promise<Note> =>
      note
        ? talim.api.patch("/auth/users/{id}/notes/{note_id}/", { path: { id: personId, note_id: note.id }, body })
        : talim.api.post("/auth/users/{id}/notes/", { path: { id: personId }, body }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.notes} close={close}>
      <TextArea of={form} name="text" label={texts.note} required />
      <ChoiceField
        of={form}
        name="visibility"
        label={texts.whoReads}
        options={(["office", "teachers"] as const).map((value) => ({ value, label: texts.visibility[value] }))}
        required
      />
    </Form>
  );
}
