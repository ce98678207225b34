/** Lessons that are over and that nobody marked: they took place, or they did not. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import type { Lesson, School } from "./school.ts";

export function SettleForm({
  lesson,
  school,
  onDone,
}: {
  lesson: Lesson;
  school: School;
  onDone: (text: string) => void;
}) {
  const words = useWords();
  const texts = timetableWords.use();
  const [refused, setRefused] = useState("");
  const form = useForm({
    initial: { status: "held", reason: "", teacher: "" },
    send: async ({ status, reason, teacher }, idempotencyKey) => {
      const body = {
        lessons: [lesson.id],
        status: status as "held",
        reason,
        teacher: status === "held" && teacher ? teacher : null,
      };
      return (await talim.api.post("/lessons/settle/", { body, idempotencyKey })).lessons;
    },
    onDone: (results) => {
      const [refused] = results.filter(({ code }) => code);
      setRefused(refused?.detail ?? "");
      if (!refused) onDone(texts.settled(results.length));
    },
  });
  const held = form.values.status === "held";
  const teachers = school.teachers.filter(({ id }) => id !== lesson.teacher?.id);
  return (
    <Form of={form} word={words.form.save} label={texts.settle}>
      <ChoiceField
        of={form}
        name="status"
        label={texts.settle}
        options={[
          { value: "held", label: texts.tookPlace },
          { value: "cancelled", label: texts.didNot },
        ]}
        required
      />
      {held ? (
        <SelectField
          of={form}
          name="teacher"
          label={texts.gaveIt}
          options={teachers.map(({ id, full_name }) => ({ value: id, label: full_name }))}
        />
      ) : null}
      <TextField of={form} name="reason" label={texts.why} hint={texts.whyHint} required={!held} />
      {refused ? (
        <p class="wrong" role="alert">
          {refused}
        </p>
      ) : null}
    </Form>
  );
}

/** Several at once: they took place. */
export function SettleMany({ lessons, onDone }: { lessons: Lesson[]; onDone: (text: string) => void }) {
  const texts = timetableWords.use();
  const body = { lessons: lessons.map(({ id }) => id), status: "held" as const };
  return (
    <ActButton
      word={texts.settleAll(lessons.length)}
      class="main"
      act={(idempotencyKey) => talim.api.post("/lessons/settle/", { body, idempotencyKey })}
      onDone={(answer) => onDone(texts.settled(answer.lessons.filter(({ code }) => !code).length))}
    />
  );
}
