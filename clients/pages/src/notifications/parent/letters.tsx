/** What teachers wrote to the family, or to a pupil without guardians, and the answers to the office. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { getDraft, saveDraft } from "../../drafts.ts";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents } from "../../ui/stream.ts";
import { letterWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { useChildren } from "../../parent/children.tsx";
import { ReachTeacher } from "../../chat/parent/reach-teacher.tsx";
import { markLettersRead } from "./unread-letters.ts";

type Letter = Answer<"/notifications/family-messages/", "get">["results"][number];

const EVENTS = ["notification.created"] as const;

export function Letters({ me }: PageProps) {
  const words = useWords();
  const texts = letterWords.use();
  const letters = useLoad(
    async () => (await talim.api.get("/notifications/family-messages/", { query: { page_size: 50 } })).results,
    [],
  );
  useEvents(talim.realtime.own, EVENTS, letters.reload);
  useEffect(() => {
    // What fails here is done by the next visit.
    if (letters.value) void markLettersRead().catch(() => undefined);
  }, [letters.value]);
  return (
    <>
      <p>
        <Link to="messages">← {words.messages.title}</Link>
      </p>
      <h1>{texts.title}</h1>
      <Loading of={letters}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((letter) => (
                <LetterCard key={letter.id} letter={letter} me={me} onAnswered={letters.reload} />
              ))}
            </ul>
          ) : (
            <p class="empty">{me.role === "student" ? texts.noneOwn : texts.none}</p>
          )
        }
      </Loading>
      {me.role === "parent" ? <ReachOfFamily me={me} /> : null}
    </>
  );
}

function ReachOfFamily({ me }: { me: Person }) {
  const children = useChildren();
  return children.value ? <ReachTeacher all={children.value} me={me} /> : null;
}

function LetterCard({ letter, me, onAnswered }: { letter: Letter; me: Person; onAnswered: () => void }) {
  const words = useWords();
  const texts = letterWords.use();
  const draft = `letter.${letter.id}`;
  const [text, setText] = useState(() => String(getDraft(draft)["text"] ?? ""));
  const change = (next: string) => {
    setText(next);
    saveDraft(draft, next.trim() ? { text: next } : null);
  };
  const field = `answer-${letter.id}`;
  return (
    <li class="card">
      <h2>{readTranslated(letter.title) || letter.author?.full_name}</h2>
      <p>{readTranslated(letter.text)}</p>
      <span class="quiet">
        {[
          letter.student.id === me.id ? "" : texts.about(letter.student.full_name),
          letter.author?.full_name,
          formatDayTime(letter.created_at, me.zone, words),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {letter.answers.length ? <strong>{texts.answers}</strong> : null}
      {letter.answers.map((answer) => (
        <blockquote key={answer.id}>{answer.text}</blockquote>
      ))}
      <label for={field}>{texts.yourAnswer}</label>
      <textarea
        id={field}
        rows={2}
        maxLength={1000}
        value={text}
        aria-describedby={`${field}-help`}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <span id={`${field}-help`} class="quiet">
        {texts.help}
      </span>
      <ActButton
        word={texts.send}
        off={!text.trim()}
        act={() =>
          talim.api.post("/notifications/family-messages/{id}/answer/", {
            path: { id: letter.id },
            body: { text: text.trim() },
          })
        }
        onDone={() => {
          change("");
          showNotice(texts.sent);
          onAnswered();
        }}
      />
    </li>
  );
}
