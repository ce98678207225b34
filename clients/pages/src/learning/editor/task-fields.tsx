/** What is written into a task that learners hand in. */

import { useStore } from "../../store.ts";
import { person } from "../../talim.ts";
import { parseFieldValue, toFieldValue } from "../../ui/datetime-field.ts";
import { MomentField } from "../../ui/moment-field.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup } from "../../ui/form/form.tsx";
import { NumberField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { editorWords } from "./words/index.ts";
import { asForm } from "./block-form.ts";
import type { BlockFieldsProps } from "./block-fields-props.ts";
import type { DraftBlock, DraftBlockOf } from "./data.ts";
import { FileSource } from "./file-source.tsx";
import { TextEditor } from "./text-editor.tsx";

type TaskKind = "assignment" | "spoken";

export function AssignmentFields({
  block,
  change,
  errors,
  focus,
}: BlockFieldsProps & { block: DraftBlockOf<"assignment"> }) {
  const texts = editorWords.use();
  const form = asForm(block, change, errors);
  return (
    <>
      <TextField of={form} name="title" label={texts.taskTitle} maxLength={200} required />
      <FieldGroup title={texts.taskText}>
        <TextEditor
          label={texts.taskText}
          document={block.document}
          onChange={(document) => change({ ...block, document })}
          isNote
          focus={focus}
        />
      </FieldGroup>
      <SelectField of={form} name="answer" label={texts.answer} options={toOptions(texts.answers)} required />
      <TaskRules block={block} change={change} errors={errors} />
    </>
  );
}

export function SpokenFields({
  block,
  change,
  course,
  files,
  onFile,
  errors,
}: BlockFieldsProps & { block: DraftBlockOf<"spoken"> }) {
  const texts = editorWords.use();
  const form = asForm(block, change, errors);
  const labels = { reading: texts.readingText, speaking: texts.question, repeat: texts.phrases };
  const taken = (file: Parameters<typeof onFile>[0]) => {
    onFile(file);
    change({ ...block, file: file.id });
  };
  return (
    <>
      <TextField of={form} name="title" label={texts.taskTitle} maxLength={200} required />
      <SelectField of={form} name="task" label={texts.spokenTask} options={toOptions(texts.spokenTasks)} required />
      <TextArea of={form} name="text" label={labels[block.task]} rows={4} maxLength={5000} required />
      <FieldGroup title={texts.modelAudio}>
        <FileSource
          kind="audio"
          course={course}
          file={files.get(block.file ?? "")}
          onFile={taken}
          error={errors["file"]}
        />
      </FieldGroup>
      <TaskRules block={block} change={change} errors={errors} />
    </>
  );
}

/** Until when, how often, and what happens to who is late. */
function TaskRules<K extends TaskKind>({
  block,
  change,
  errors,
}: {
  block: DraftBlockOf<K>;
  change: (block: DraftBlock) => void;
  errors: Record<string, string>;
}) {
  const texts = editorWords.use();
  const zone = useStore(person)?.zone ?? "UTC";
  const { days, max_attempts, late_policy } = block;
  const values = {
    days,
    max_attempts,
    late_policy: late_policy as string,
    deadline: toFieldValue(block.deadline, zone),
  };
  const form = asForm(
    values,
    (now) => change({ ...block, ...now, deadline: parseFieldValue(now.deadline, zone) } as DraftBlock),
    errors,
  );
  return (
    <>
      <div class="field-row">
        <NumberField of={form} name="days" label={texts.taskDays} hint={texts.taskDaysHelp} min={1} max={1000} />
        <MomentField of={form} name="deadline" label={texts.taskDeadline} />
      </div>
      <div class="field-row">
        <NumberField of={form} name="max_attempts" label={texts.attempts} hint={texts.attemptsHelp} min={1} max={20} />
        {days || block.deadline ? (
          <SelectField
            of={form}
            name="late_policy"
            label={texts.late}
            options={toOptions(texts.latePolicies)}
            required
          />
        ) : null}
      </div>
    </>
  );
}

function toOptions(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
