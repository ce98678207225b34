/** What is written into questions that learners answer with a text, a recording or a file. */

import { asForm } from "../../learning/editor/block-form.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { NumberField, TextArea } from "../../ui/form/text-fields.tsx";
import { editorWords } from "../../learning/editor/words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import type { BodyOf, KeyOf } from "./question-data.ts";

/** Errors of one part, by the names of its fields. */
function errorsOf(errors: Record<string, string>, part: "body" | "key"): Record<string, string> {
  const own = Object.entries(errors).filter(([path]) => path.startsWith(`${part}.`));
  return Object.fromEntries(own.map(([path, text]) => [path.slice(part.length + 1), text]));
}

export function EssayFields({ body, value: key, change, errors }: KindFieldsProps<"essay">) {
  const texts = quizWriteWords.use();
  const { min_words = 0, max_words = 0 } = body;
  const form = asForm(
    { min_words: min_words || null, max_words: max_words || null },
    (now) => change({ body: { ...body, min_words: now.min_words ?? 0, max_words: now.max_words ?? 0 } }),
    errorsOf(errors, "body"),
  );
  return (
    <>
      <div class="field-row">
        <NumberField of={form} name="min_words" label={texts.minWords} min={0} max={10_000} />
        <NumberField of={form} name="max_words" label={texts.maxWords} min={0} max={10_000} />
      </div>
      <Guide value={key} change={(guide) => change({ key: { ...key, guide } })} errors={errors} />
    </>
  );
}

function Guide({
  value: { guide = "" },
  change,
  errors,
}: {
  value: KeyOf<"essay" | "speak" | "file">;
  change: (guide: string) => void;
  errors: Record<string, string>;
}) {
  const texts = quizWriteWords.use();
  return (
    <TextArea
      of={asForm({ guide }, (now) => change(now.guide), errorsOf(errors, "key"))}
      name="guide"
      label={texts.guide}
      hint={texts.guideHelp}
      rows={4}
      maxLength={5000}
    />
  );
}

export function SpeakFields({ body, value: key, change, errors }: KindFieldsProps<"speak">) {
  const texts = quizWriteWords.use();
  const editor = editorWords.use();
  const { task, text = "", max_seconds = 120 } = body;
  const form = asForm(
    { task: task as string, text, max_seconds: max_seconds as number | null },
    (now) =>
      change({
        body: {
          ...body,
          task: now.task as BodyOf<"speak">["task"],
          text: now.text,
          max_seconds: now.max_seconds ?? 120,
        },
      }),
    errorsOf(errors, "body"),
  );
  const references = (key.references ?? []).join("\n");
  return (
    <>
      <SelectField
        of={form}
        name="task"
        label={editor.spokenTask}
        options={Object.entries(editor.spokenTasks).map(([value, label]) => ({ value, label }))}
        required
      />
      {task === "speaking" ? (
        <TextArea
          of={asForm({ references }, (now) => change({ key: { ...key, references: now.references.split("\n") } }))}
          name="references"
          label={texts.references}
          hint={texts.referencesHelp}
          rows={4}
        />
      ) : (
        <TextArea of={form} name="text" label={editor.readingText} rows={4} maxLength={5000} required />
      )}
      <NumberField of={form} name="max_seconds" label={texts.maxSeconds} min={5} max={600} required />
      <Guide value={key} change={(guide) => change({ key: { ...key, guide } })} errors={errors} />
    </>
  );
}

export function FileFields({ body, value: key, change, errors }: KindFieldsProps<"file">) {
  const texts = quizWriteWords.use();
  const form = asForm(
    { max_files: (body.max_files ?? 1) as number | null },
    (now) => change({ body: { ...body, max_files: now.max_files ?? 1 } }),
    errorsOf(errors, "body"),
  );
  return (
    <>
      <NumberField of={form} name="max_files" label={texts.maxFiles} min={1} max={5} required />
      <Guide value={key} change={(guide) => change({ key: { ...key, guide } })} errors={errors} />
    </>
  );
}

export function DictationFields({ value: key, change, errors }: KindFieldsProps<"dictation">) {
  const texts = quizWriteWords.use();
  return (
    <TextArea
      of={asForm({ text: key.text }, ({ text }) => change({ key: { ...key, text } }), errorsOf(errors, "key"))}
      name="text"
      label={texts.dictationText}
      hint={texts.dictationHelp}
      rows={5}
      maxLength={5000}
      required
    />
  );
}
