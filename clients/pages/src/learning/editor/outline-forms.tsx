/** Forms of the outline: a new module or lesson, what a module is called and when it opens, settings of the course. */

import { navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { CheckField, ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import type { CourseDraft, DraftModule, LessonDraft } from "./data.ts";
import { OpeningFields, toOpeningRules, toOpeningValues, type OpeningValues } from "./opening-fields.tsx";

export function AddModule({ course, onDone }: { course: string; onDone: (draft: CourseDraft) => void }) {
  const texts = editorWords.use();
  const form = useForm<{ title: string }, CourseDraft>({
    initial: { title: "" },
    send: ({ title }) => talim.api.post("/courses/courses/{id}/modules/", { path: { id: course }, body: { title } }),
    onDone: (draft) => {
      form.reset();
      onDone(draft);
    },
  });
  return (
    <Form of={form} word={texts.addModule} label={texts.addModule}>
      <TextField of={form} name="title" label={texts.moduleTitle} required />
    </Form>
  );
}

/** A new lesson is opened at once. */
export function AddLesson({ course, module }: { course: string; module: DraftModule }) {
  const texts = editorWords.use();
  const form = useForm<{ title: string }, LessonDraft>({
    initial: { title: "" },
    send: ({ title }) =>
      talim.api.post("/courses/courses/{id}/lessons/", { path: { id: course }, body: { module: module.id, title } }),
    onDone: (lesson) => navigate(`write/${course}/${lesson.id}`),
  });
  return (
    <details class="add-lesson">
      <summary>{texts.addLessonTo(module.title)}</summary>
      <Form of={form} word={texts.addLesson} label={texts.addLessonTo(module.title)}>
        <TextField of={form} name="title" label={texts.lessonTitle} required />
      </Form>
    </details>
  );
}

interface ModuleFormProps {
  module: DraftModule;
  draft: CourseDraft;
  me: Person;
  onDone: (draft: CourseDraft) => void;
}

export function ModuleForm({ module, draft, me, onDone }: ModuleFormProps) {
  const words = useWords();
  const texts = editorWords.use();
  const form = useForm<OpeningValues & { title: string }, CourseDraft>({
    initial: { title: module.title, ...toOpeningValues(module.opens, me.zone) },
    send: (values) =>
      talim.api.patch("/courses/modules/{id}/", {
        path: { id: module.id },
        body: { title: values.title, opens: toOpeningRules(values, module.opens, me.zone) },
      }),
    onDone,
  });
  const others = draft.modules.filter(({ id }) => id !== module.id).flatMap(({ lessons }) => lessons);
  return (
    <Form of={form} word={words.form.save} label={module.title}>
      <TextField of={form} name="title" label={texts.moduleTitle} required />
      <OpeningFields of={form} lessons={others.map(({ id, title }) => ({ value: id, label: title }))} />
    </Form>
  );
}

export function CourseSettings({ draft, onDone }: { draft: CourseDraft; onDone: (draft: CourseDraft) => void }) {
  const words = useWords();
  const texts = editorWords.use();
  const form = useForm<{ is_sequential: boolean; weight: string }, CourseDraft>({
    initial: { is_sequential: draft.is_sequential, weight: draft.weight },
    send: ({ is_sequential, weight }) =>
      talim.api.patch("/courses/courses/{id}/draft/", {
        path: { id: draft.course },
        body: { revision: draft.revision, is_sequential, weight: weight as CourseDraft["weight"] },
      }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.settings}>
      <CheckField of={form} name="is_sequential" label={texts.isSequential} hint={texts.isSequentialHelp} />
      <ChoiceField
        of={form}
        name="weight"
        label={texts.weight}
        options={Object.entries(texts.weights).map(([value, label]) => ({ value, label }))}
        required
      />
    </Form>
  );
}
