/** A certificate that is awarded by hand. */

import { toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses, findPeople } from "../../ui/form/picks.ts";
import { NumberField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { certificateWriteWords } from "./words/index.ts";
import type { Certificate } from "../data.ts";
import { listLanguages, readLanguage, useTemplates } from "./options.ts";

const MOST_HOURS = 10_000;

export function AwardForm({
  me,
  close,
  onDone,
}: {
  me: Person;
  close: () => void;
  onDone: (certificate: Certificate) => void;
}) {
  const texts = certificateWriteWords.use();
  const templates = useTemplates();
  const form = useForm({
    draft: "certificate-award",
    initial: {
      student: null as Pick | null,
      course: null as Pick | null,
      template: "",
      language: "",
      name: "",
      hours: null as number | null,
      level: "",
      day: "",
      reason: "",
    },
    send: ({ student, course, language, day, ...values }, idempotencyKey) =>
      talim.api.post("/certificates/", {
        body: {
          ...values,
          student: student?.id ?? "",
          course: course?.id ?? "",
          language: readLanguage(language),
          day: day || null,
        },
        idempotencyKey,
      }),
    onDone,
  });
  return (
    <Form of={form} word={texts.award} label={texts.award} close={close}>
      <p class="quiet">{texts.awardHelp}</p>
      <PickField of={form} name="student" label={texts.whom} find={findPeople()} required />
      <PickField of={form} name="course" label={texts.course} find={findCourses} required />
      <SelectField of={form} name="template" label={texts.template} options={templates} required />
      <TextField of={form} name="name" label={texts.person} hint={texts.nameHint} />
      <FieldRow>
        <SelectField of={form} name="language" label={texts.language} options={listLanguages(texts.languageOfPerson)} />
        <DateField of={form} name="day" label={texts.day} hint={texts.dayHint} max={toIsoDay(Date.now(), me.zone)} />
      </FieldRow>
      <FieldRow>
        <NumberField of={form} name="hours" label={texts.hours} min={1} max={MOST_HOURS} />
        <TextField of={form} name="level" label={texts.level} maxLength={40} />
      </FieldRow>
      <TextArea of={form} name="reason" label={texts.reason} rows={2} maxLength={500} required />
    </Form>
  );
}
