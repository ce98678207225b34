/** The conditions of a rule, and what its certificates say. */

import { fetchAllPages } from "../../office/all-pages.ts";
import { talim } from "../../talim.ts";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses } from "../../ui/form/picks.ts";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { certificateWriteWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { listLanguages, readLanguage, useTemplates, type Rule } from "./options.ts";

const MOST_HOURS = 10_000;
const PAGE_SIZE = 100;

export function RuleForm({ rule, close, onDone }: { rule?: Rule; close: () => void; onDone: (rule: Rule) => void }) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const templates = useTemplates();
  const form = useForm({
    initial: {
      course: (rule ? { id: rule.course, label: readTranslated(rule.course_title) } : null) as Pick | null,
      template: rule?.template ?? "",
      language: (rule?.language ?? "") as string,
      hours: rule?.hours ?? null,
      level: rule?.level ?? "",
      least_progress: rule ? rule.least_progress : (100 as number | null),
      least_grade: rule?.least_grade ?? null,
      quiz: rule?.quiz ?? "",
      least_quiz: rule?.least_quiz ?? null,
      least_attendance: rule?.least_attendance ?? null,
      not_before: rule?.not_before ?? "",
    },
    send: ({ course, language, quiz, not_before: day, ...values }, idempotencyKey) => {
      const body = { ...values, language: readLanguage(language), quiz: quiz || null, not_before: day || null };
      return rule
        ? talim.api.put("/certificates/rules/{id}/", { path: { id: rule.id }, body })
        : talim.api.post("/certificates/rules/", { body: { ...body, course: course?.id ?? "" }, idempotencyKey });
    },
    onDone,
  });
  const courseId = form.values.course?.id;
  const quizzes = useLoad(
    async () =>
      courseId
        ? fetchAllPages((page) =>
            talim.api.get("/quizzes/", { query: { course: courseId, page, page_size: PAGE_SIZE } }),
          )
        : [],
    [courseId],
  );
  const quizOptions = [
    { value: "", label: words.form.choose },
    ...(quizzes.value ?? []).map(({ id, title }) => ({ value: id, label: title })),
  ];
  const percent = { min: 1, max: 100 };
  return (
    <Form of={form} word={words.form.save} label={texts.rule} close={close}>
      {rule ? (
        <p class="quiet">{texts.stays}</p>
      ) : (
        <PickField of={form} name="course" label={texts.course} find={findCourses} required />
      )}
      <SelectField of={form} name="template" label={texts.template} options={templates} required />
      <FieldGroup title={texts.conditions}>
        <p class="quiet">{texts.conditionsHelp}</p>
        <FieldRow>
          <NumberField of={form} name="least_progress" label={texts.leastProgress} {...percent} />
          <NumberField of={form} name="least_grade" label={texts.leastGrade} {...percent} />
        </FieldRow>
        <FieldRow>
          <SelectField of={form} name="quiz" label={texts.quiz} options={quizOptions} />
          <NumberField of={form} name="least_quiz" label={texts.leastQuiz} {...percent} />
        </FieldRow>
        <FieldRow>
          <NumberField of={form} name="least_attendance" label={texts.leastAttendance} {...percent} />
          <DateField of={form} name="not_before" label={texts.notBefore} />
        </FieldRow>
      </FieldGroup>
      <FieldGroup title={texts.says}>
        <FieldRow>
          <NumberField of={form} name="hours" label={texts.hours} min={1} max={MOST_HOURS} />
          <TextField of={form} name="level" label={texts.level} maxLength={40} />
        </FieldRow>
        <SelectField of={form} name="language" label={texts.language} options={listLanguages(texts.languageOfPerson)} />
      </FieldGroup>
    </Form>
  );
}
