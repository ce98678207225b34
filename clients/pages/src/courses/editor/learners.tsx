/** Who learns the course, how far they are; the office adds people, freezes and ends. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDay } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DateField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { parseFieldValue } from "../../teacher/datetime-field.ts";
import { useWords } from "../../words/index.ts";
import { editorWords } from "../../words/courses/editor/index.ts";

type Enrollment = Answer<"/courses/enrollments/", "get">["results"][number];
type Rows = Answer<"/courses/enrollments/", "post">["rows"];

export function Learners({ course, me }: { course: string; me: Person }) {
  const texts = editorWords.use();
  const [changes, change] = useState(0);
  const changed = (text: string) => {
    showNotice(text);
    change((n) => n + 1);
  };
  const learners = useLoad(() => fetchAllPages((page) => talim.api.get("/courses/enrollments/", { query: { course, page, page_size: 100 } })), [course, changes]);
  const manages = hasPermission(me, "learning.manage");
  return (
    <>
      {manages ? <AddLearners course={course} me={me} onDone={(n) => changed(texts.learnersAdded(n))} /> : null}
      <Loading of={learners}>
        {(all) =>
          all.length ? (
            <ul class="rows learners">
              {all.map((one) => (
                <li key={one.id}>
                  <Learner of={one} me={me} manages={manages} onDone={changed} />
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noLearners}</p>
          )
        }
      </Loading>
    </>
  );
}

interface LearnerProps {
  of: Enrollment;
  me: Person;
  manages: boolean;
  onDone: (text: string) => void;
}

function Learner({ of: one, me, manages, onDone }: LearnerProps) {
  const words = useWords();
  const texts = editorWords.use();
  const path = { id: one.id };
  const isOpen = one.state === "active" || one.state === "frozen";
  const state = [
    texts.states[one.state] ?? one.state,
    ...(one.until ? [texts.until(formatDay(one.until, me.zone, words))] : []),
    ...(one.reason ? [one.reason] : []),
  ];
  return (
    <>
      <span>
        <strong>{one.user.full_name}</strong>
        <span class="quiet small">
          {state.join(" · ")} · {one.progress} %
        </span>
        <progress value={one.progress} max={100} aria-label={texts.progressOf(one.user.full_name)} />
      </span>
      {manages && isOpen ? (
        <span class="buttons">
          <ActButton
            class="plain"
            word={one.state === "active" ? texts.freeze : texts.unfreeze}
            act={() => talim.api.patch("/courses/enrollments/{id}/", { path, body: { state: one.state === "active" ? "frozen" : "active" } })}
            onDone={() => onDone(words.form.saved)}
          />
          <EndLearning of={one} onDone={onDone} />
        </span>
      ) : null}
    </>
  );
}

function EndLearning({ of: one, onDone }: { of: Enrollment; onDone: (text: string) => void }) {
  const texts = editorWords.use();
  const form = useForm<{ reason: string }, Enrollment>({
    initial: { reason: "" },
    send: ({ reason }) => talim.api.post("/courses/enrollments/{id}/end/", { path: { id: one.id }, body: { reason } }),
    onDone: () => onDone(texts.ended(one.user.full_name)),
  });
  return (
    <details>
      <summary>{texts.end}</summary>
      <Form of={form} word={texts.end} label={texts.endOf(one.user.full_name)}>
        <TextField of={form} name="reason" label={texts.reason} required />
      </Form>
    </details>
  );
}

/** First it is said what would happen; then the same is done. */
function AddLearners({ course, me, onDone }: { course: string; me: Person; onDone: (count: number) => void }) {
  const texts = editorWords.use();
  const [rows, show] = useState<Rows | undefined>();
  const form = useForm<{ people: Pick[]; until: string }, Rows>({
    initial: { people: [], until: "" },
    send: async ({ people, until }) => {
      const body = { course, users: people.map(({ id }) => id), until: until ? parseFieldValue(`${until}T23:59`, me.zone) : null, dry_run: !rows };
      return (await talim.api.post("/courses/enrollments/", { body })).rows;
    },
    onDone: (answer) => {
      if (!rows) return show(answer);
      show(undefined);
      form.reset();
      onDone(answer.filter(({ status }) => status === "enrolled").length);
    },
  });
  const names = new Map(form.values.people.map(({ id, label }) => [id, label]));
  const fresh = rows?.filter(({ status }) => status === "enrolled").length;
  return (
    <details class="add-learners">
      <summary>{texts.addLearners}</summary>
      <Form of={form} word={rows ? texts.enrol(fresh ?? 0) : texts.check} label={texts.addLearners} {...(rows ? { close: () => show(undefined) } : {})}>
        {rows ? (
          <ul class="rows">
            {rows.map(({ user, status }) => (
              <li key={user}>
                <span>
                  {names.get(user)} <span class="quiet small">{texts.enrolResults[status] ?? status}</span>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <PickManyField of={form} name="people" label={texts.people} find={findPeople()} required />
            <DateField of={form} name="until" label={texts.learnUntil} />
          </>
        )}
      </Form>
    </details>
  );
}
