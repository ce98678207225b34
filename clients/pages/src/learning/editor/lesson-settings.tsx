/** What else a lesson has: its length, who may read it, when it is done and when it opens. */

import type { Person } from "../../talim.ts";
import { CheckField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import type { CourseDraft, LessonDraft } from "./data.ts";
import { OpeningFields, toOpeningRules, toOpeningValues, type OpeningValues } from "./opening-fields.tsx";

type Settings = Pick<LessonDraft, "slug" | "minutes" | "is_preview" | "completion" | "opens">;
type CompletionName = LessonDraft["completion"]["rule"];

interface SettingsValues extends OpeningValues {
  minutes: number | null;
  slug: string;
  is_preview: boolean;
  completion: string;
  percent: number | null;
}

const WATCHED_PERCENT = 90;

interface LessonSettingsProps {
  lesson: LessonDraft;
  course: CourseDraft;
  me: Person;
  save: (settings: Settings) => Promise<LessonDraft>;
  onDone: (lesson: LessonDraft) => void;
}

export function LessonSettings({ lesson, course, me, save, onDone }: LessonSettingsProps) {
  const words = useWords();
  const texts = editorWords.use();
  const form = useForm<SettingsValues, LessonDraft>({
    initial: {
      minutes: lesson.minutes,
      slug: lesson.slug,
      is_preview: lesson.is_preview,
      completion: lesson.completion.rule,
      percent: lesson.completion.percent ?? WATCHED_PERCENT,
      ...toOpeningValues(lesson.opens, me.zone),
    },
    send: (values) =>
      save({
        minutes: values.minutes ?? lesson.minutes,
        slug: values.slug.trim(),
        is_preview: values.is_preview,
        completion: {
          rule: values.completion as CompletionName,
          percent: values.completion === "watched" ? values.percent : null,
        },
        opens: toOpeningRules(values, lesson.opens, me.zone),
      }),
    onDone,
  });
  const others = course.modules.flatMap(({ lessons }) => lessons).filter(({ id }) => id !== lesson.id);
  return (
    <Form of={form} word={words.form.save} label={texts.settings}>
      <NumberField of={form} name="minutes" label={texts.minutes} min={1} max={600} required />
      <CheckField of={form} name="is_preview" label={texts.isPreview} hint={texts.isPreviewHelp} />
      <SelectField
        of={form}
        name="completion"
        label={texts.completion}
        options={Object.entries(texts.completions).map(([value, label]) => ({ value, label }))}
        required
      />
      {form.values.completion === "watched" ? (
        <NumberField of={form} name="percent" label={texts.percent} min={1} max={100} required />
      ) : null}
      <OpeningFields of={form} lessons={others.map(({ id, title }) => ({ value: id, label: title }))} />
      <TextField of={form} name="slug" label={texts.slug} hint={texts.slugHelp} maxLength={80} required />
    </Form>
  );
}
