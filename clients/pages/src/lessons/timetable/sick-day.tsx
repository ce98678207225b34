/** A teacher is ill: each lesson of these days is cancelled, given to somebody else, or left. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { Recipients, useCheck } from "./check.tsx";
import { useSubstitutes } from "./lesson-forms.tsx";
import { toTime } from "./moments.ts";
import { fetchLessonsBetween, type Lesson, type School } from "./school.ts";

type Result = Answer<"/lessons/sick-day/", "post">;
type Action = "cancel" | "substitute" | "keep";
type Plans = Record<string, { action: Action; teacher: string }>;

const CANCEL = { action: "cancel" as const, teacher: "" };

interface SickDayProps {
  school: School;
  /** Who is ill, where that is known. */
  teacher: string;
  /** The day that is open in the timetable. */
  day: string;
  onChanged: () => void;
}

export function SickDay({ school, teacher: ill, day, onChanged }: SickDayProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const [plans, setPlans] = useState<Plans>({});
  const [shown, setShown] = useState<{ result: Result; of: string } | undefined>();
  const form = useForm({
    initial: { teacher: ill, first_day: day, last_day: "", reason: "" },
    send: async () => undefined,
    onDone: () => undefined,
  });
  const { teacher, first_day, last_day, reason } = form.values;
  const last = last_day || first_day;
  const lessons = useLoad(
    async () =>
      teacher && first_day
        ? (await fetchLessonsBetween(first_day, last, { teacher })).filter(({ status }) => status === "planned")
        : [],
    [teacher, first_day, last],
  );
  const rows = lessons.value ?? [];
  const asked = JSON.stringify([form.values, plans, rows.map(({ id }) => id)]);
  const send = async (preview: boolean, idempotencyKey: string) => {
    const chosen = rows.map((lesson) => {
      const { action, teacher: substitute } = plans[lesson.id] ?? CANCEL;
      return { lesson: lesson.id, action, ...(action === "substitute" ? { teacher: substitute || null } : {}) };
    });
    const body = { teacher, first_day, last_day: last, reason, lessons: chosen, preview };
    return { result: await talim.api.post("/lessons/sick-day/", { body, idempotencyKey }), of: asked };
  };
  const preview = shown?.result.preview && shown.of === asked ? shown.result : undefined;
  const done = shown && !shown.result.preview ? shown.result : undefined;
  if (done) return <Done result={done} lessons={rows} onChanged={onChanged} />;
  return (
    <>
      <p>{texts.sickDayHelp}</p>
      <SelectField
        of={form}
        name="teacher"
        label={texts.teacher}
        options={school.teachers.map(({ id, full_name }) => ({ value: id, label: full_name }))}
        required
      />
      <FieldRow>
        <DateField of={form} name="first_day" label={texts.firstDay} required />
        <DateField of={form} name="last_day" label={texts.lastDay} min={first_day} />
      </FieldRow>
      <TextField of={form} name="reason" label={texts.why} hint={texts.whyHint} required />
      {teacher ? (
        <Loading of={lessons}>
          {(planned) =>
            planned.length ? (
              <ul class="cards">
                {planned.map((lesson) => (
                  <SickLesson
                    key={lesson.id}
                    lesson={lesson}
                    school={school}
                    plan={plans[lesson.id] ?? CANCEL}
                    choose={(next) => setPlans({ ...plans, [lesson.id]: next })}
                    result={preview?.rows.find(({ id }) => id === lesson.id)}
                  />
                ))}
              </ul>
            ) : (
              <p class="empty">{texts.noPlanned}</p>
            )
          }
        </Loading>
      ) : null}
      {preview ? <p role="status">{texts.wouldBe(preview.done, preview.refused)}</p> : null}
      <div class="buttons">
        <ActButton
          word={texts.preview}
          class={preview ? undefined! : "main"}
          off={!rows.length || !reason.trim()}
          act={(key) => send(true, key)}
          onDone={setShown}
        />
        {preview?.done ? (
          <ActButton
            word={texts.carryOut(preview.done)}
            class="main"
            act={(key) => send(false, key)}
            onDone={(answer) => {
              setShown(answer);
              onChanged();
            }}
          />
        ) : null}
      </div>
      {reason.trim() || !rows.length ? null : <p class="quiet">{`${texts.why}: ${words.form.required}`}</p>}
    </>
  );
}

interface SickLessonProps {
  lesson: Lesson;
  school: School;
  plan: Plans[string];
  choose: (plan: Plans[string]) => void;
  result: Result["rows"][number] | undefined;
}

function SickLesson({ lesson, school, plan, choose, result }: SickLessonProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const substitutes = useSubstitutes(lesson, school);
  const check = useCheck(
    plan.action === "keep" ? undefined : { lesson: lesson.id, ...(plan.teacher ? { teacher: plan.teacher } : {}) },
  );
  const name = `${lesson.group_name} ${formatDayTime(lesson.starts_at, lesson.zone, words)}`;
  return (
    <li class="card" aria-label={name}>
      <strong>
        {name}–{toTime(lesson.ends_at, lesson.zone)}
      </strong>
      <select
        aria-label={`${texts.whatHappens}: ${name}`}
        onChange={(event) => choose({ ...plan, action: event.currentTarget.value as Action })}
      >
        {Object.entries(texts.actions).map(([action, word]) => (
          <option key={action} value={action} selected={plan.action === action}>
            {word}
          </option>
        ))}
      </select>
      {plan.action === "substitute" ? (
        <select
          aria-label={`${texts.substitute}: ${name}`}
          onChange={(event) => choose({ ...plan, teacher: event.currentTarget.value })}
        >
          <option value="">{words.form.choose}</option>
          {substitutes.map(({ value, label }) => (
            <option key={value} value={value} selected={plan.teacher === value}>
              {label}
            </option>
          ))}
        </select>
      ) : null}
      {plan.action === "keep" ? null : <Recipients check={check} />}
      {result?.error ? <RowError error={result.error} /> : null}
    </li>
  );
}

function RowError({ error }: { error: NonNullable<Result["rows"][number]["error"]> }) {
  return (
    <span class="state warn" role="alert">
      <Icon name="warning" />
      {[error.detail, ...Object.values(error.fields).flat()].join(" ")}
    </span>
  );
}

function Done({ result, lessons, onChanged }: { result: Result; lessons: Lesson[]; onChanged: () => void }) {
  const words = useWords();
  const texts = timetableWords.use();
  const [undone, setUndone] = useState(false);
  const id = result.id;
  return (
    <>
      <p class="state" role="status">
        <Icon name="good" />
        {texts.sickDone(result.done, result.refused)}
      </p>
      <ul class="cards">
        {result.rows.map((row) => {
          const lesson = lessons.find((one) => one.id === row.id);
          return (
            <li key={row.id} class="card">
              <strong>
                {lesson ? `${lesson.group_name} ${formatDayTime(lesson.starts_at, lesson.zone, words)}` : row.id}
              </strong>
              <span>{texts.actions[row.action] ?? row.action}</span>
              {row.error ? <RowError error={row.error} /> : null}
            </li>
          );
        })}
      </ul>
      {id && !undone ? (
        <ActButton
          word={texts.putBack}
          act={(idempotencyKey) =>
            talim.api.post("/settings/bulk-changes/{id}/undo/", { path: { id }, body: {}, idempotencyKey })
          }
          onDone={(answer) => {
            setUndone(true);
            showNotice(texts.sickUndone(answer.done));
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}
