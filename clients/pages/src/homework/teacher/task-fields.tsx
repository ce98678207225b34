/** The fields of a homework's task: what is asked for and until when; below them, folded, what is seldom other than usual. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { CheckField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow } from "../../ui/form/form.tsx";
import { NumberField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import { MomentField } from "../../ui/moment-field.tsx";
import { canBeHeard } from "./submission-kinds.ts";
import { PARTS, TEXT_NAMES, type TaskValues } from "./task-values.ts";

const LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"];
const MAX_ATTEMPTS = 20;
const MAX_COINS = 1000;
const MAX_QUESTION = 1000;
const MAX_TEXT = 5000;
const MAX_LESSONS = 20;
const DAY_MS = 86_400_000;

interface Props<T extends TaskValues> {
  of: FormState<T>;
  me: Person;
}

export function TaskFields<T extends TaskValues>({ of: wide, deadlineLabel }: Props<T> & { deadlineLabel: string }) {
  const form = wide as unknown as FormState<TaskValues>;
  const words = useWords();
  const w = words.teacher.give;
  const name = TEXT_NAMES[form.values.kind];
  const languages = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));
  return (
    <>
      <TextField of={form} name="title" label={w.title} required />
      <TextArea
        of={form}
        name={name}
        label={w.texts[name]}
        rows={6}
        maxLength={name === "question" ? MAX_QUESTION : MAX_TEXT}
        required
      />
      <FieldRow>
        <SelectField of={form} name="language" label={words.language} options={languages} required />
        <MomentField of={form} name="deadline" label={deadlineLabel} required={false} />
      </FieldRow>
    </>
  );
}

/** `group`: whose lessons can be chosen, where it is one. `given`: the task has numbers of its own already. */
export function MoreTaskFields<T extends TaskValues>({
  of: wide,
  me,
  group,
  given = false,
}: Props<T> & { group?: string; given?: boolean }) {
  const form = wide as unknown as FormState<TaskValues>;
  const words = useWords();
  const texts = homeworkWords.use();
  const { kind, late_policy: late } = form.values;
  const [open, setOpen] = useState(false);
  const named = [
    "attempts_allowed",
    "coins",
    "late_policy",
    "late_coins_percent",
    "counting",
    "level",
    "lesson",
    "target_wpm",
  ];
  const isWrong = Object.keys(form.errors).some(
    (name) => named.includes(name) || /^(weights|key_words|reference_answers)/.test(name),
  );
  const usual = given ? {} : { hint: texts.usual };
  return (
    <details open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.more}</summary>
      {TEXT_NAMES[kind] === "instructions" ? null : (
        <TextArea of={form} name="instructions" label={words.teacher.give.texts.instructions} maxLength={MAX_TEXT} />
      )}
      <FieldRow>
        <NumberField
          of={form}
          name="attempts_allowed"
          label={texts.triesField}
          min={1}
          max={MAX_ATTEMPTS}
          required={given}
          {...usual}
        />
        <NumberField
          of={form}
          name="coins"
          label={texts.coinsField}
          min={0}
          max={MAX_COINS}
          required={given}
          {...usual}
        />
      </FieldRow>
      <FieldRow>
        <SelectField of={form} name="late_policy" label={texts.lateField} options={toOptions(texts.late)} required />
        {late === "reduce" ? (
          <NumberField of={form} name="late_coins_percent" label={texts.latePercent} min={0} max={100} required />
        ) : null}
        <SelectField
          of={form}
          name="counting"
          label={texts.countingField}
          options={toOptions({ best: texts.best, last: texts.last })}
          required
        />
      </FieldRow>
      <CheckField of={form} name="teacher_first" label={texts.teacherFirst} />
      <FieldRow>
        <SelectField
          of={form}
          name="level"
          label={texts.level}
          options={[
            { value: "", label: given ? texts.noLevel : texts.courseLevel },
            ...LEVELS.map((level) => ({ value: level, label: level })),
          ]}
        />
        {group ? <LessonField of={form} group={group} me={me} /> : null}
      </FieldRow>
      {kind === "reading" || kind === "repeat" ? (
        <NumberField of={form} name="target_wpm" label={texts.pace} hint={texts.paceHelp} min={20} max={300} />
      ) : null}
      {kind === "speaking" ? (
        <>
          <TextArea of={form} name="key_words" label={texts.keyWords} hint={texts.linesHelp} />
          <TextArea of={form} name="reference_answers" label={texts.answers} hint={texts.linesHelp} />
        </>
      ) : null}
      {canBeHeard(kind) ? (
        <FieldGroup title={texts.weights}>
          <p class="quiet">{texts.weightsHelp}</p>
          <FieldRow>
            {PARTS[kind].map((part) => (
              <NumberField
                key={part}
                of={form}
                name={`weights.${part}`}
                label={words.result.parts[part] ?? texts.parts[part] ?? part}
                min={0}
                max={100}
              />
            ))}
          </FieldRow>
        </FieldGroup>
      ) : null}
    </details>
  );
}

function LessonField({ of: form, group, me }: Props<TaskValues> & { group: string }) {
  const words = useWords();
  const texts = homeworkWords.use();
  const lessons = useLoad(async () => {
    const from = new Date(Date.now() - DAY_MS).toISOString();
    return (await talim.api.get("/lessons/", { query: { group, from, ordering: "starts_at", page_size: MAX_LESSONS } }))
      .results;
  }, [group]);
  const found = (lessons.value ?? []).map(({ id, starts_at }) => ({
    value: id,
    label: formatDayTime(starts_at, me.zone, words),
  }));
  const { lesson } = form.values;
  const own = lesson && !found.some(({ value }) => value === lesson) ? [{ value: lesson, label: texts.ownLesson }] : [];
  return (
    <SelectField
      of={form}
      name="lesson"
      label={texts.lesson}
      options={[{ value: "", label: texts.noLesson }, ...own, ...found]}
    />
  );
}

function toOptions(all: Record<string, string>) {
  return Object.entries(all).map(([value, label]) => ({ value, label }));
}
