/** Guests of a lesson who make up for one that they missed. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPupils } from "../../ui/form/picks.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { timetableWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import type { Register } from "../../attendance/teacher/register.ts";
import type { Lesson } from "./school.ts";

export function MakeUps({
  lesson,
  register,
  me,
  onChanged,
}: {
  lesson: Lesson;
  register: Register;
  me: Person;
  onChanged: (text: string) => void;
}) {
  const texts = timetableWords.use();
  const [adding, setAdding] = useState(false);
  const guests = register.rows.filter((row) => row.make_up);
  const done = (text: string) => {
    setAdding(false);
    onChanged(text);
  };
  return (
    <section aria-label={texts.makeUps}>
      <h3>{texts.makeUps}</h3>
      {guests.length ? (
        <ul class="cards">
          {guests.map(({ student, make_up }) => (
            <li key={student.id} class="card">
              <strong>{student.full_name}</strong>
              <ActButton
                word={texts.remove}
                act={() =>
                  talim.api.delete("/lessons/{id}/make-up/{make_up_id}/", {
                    path: { id: lesson.id, make_up_id: make_up ?? "" },
                  })
                }
                onDone={() => done(texts.makeUpGone)}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{texts.noMakeUps}</p>
      )}
      {adding ? (
        <MakeUpForm lesson={lesson} me={me} onDone={() => done(texts.makeUpAdded)} close={() => setAdding(false)} />
      ) : (
        <button type="button" onClick={() => setAdding(true)}>
          {texts.addMakeUp}
        </button>
      )}
    </section>
  );
}

function MakeUpForm({
  lesson,
  me,
  onDone,
  close,
}: {
  lesson: Lesson;
  me: Person;
  onDone: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = timetableWords.use();
  const form = useForm({
    initial: { student: null as Pick | null, mark: "" },
    send: ({ mark }, idempotencyKey) =>
      talim.api.post("/lessons/{id}/make-up/", { path: { id: lesson.id }, body: { mark }, idempotencyKey }),
    onDone,
  });
  const student = form.values.student?.id;
  const { value: marks } = useLoad(
    async () =>
      student
        ? (await talim.api.get("/attendance/", { query: { student, page_size: 100, ordering: "-starts_at" } })).results
        : undefined,
    [student],
  );
  const missed = marks?.filter(
    ({ counts_as, made_up_in }) => (counts_as === "absent" || counts_as === "excused") && !made_up_in,
  );
  return (
    <Form of={form} word={texts.addMakeUp} label={texts.addMakeUp} close={close}>
      <PickField of={form} name="student" label={texts.pupil} find={findPupils(me)} required />
      {missed && !missed.length ? <p class="quiet">{texts.noMissed}</p> : null}
      {missed?.length ? (
        <SelectField
          of={form}
          name="mark"
          label={texts.missed}
          options={missed.map((mark) => ({ value: mark.id, label: formatDayTime(mark.starts_at, me.zone, words) }))}
          required
        />
      ) : null}
    </Form>
  );
}
