/** All that is written of a question: what it asks, what is right, what learners read, and how it is found. */

import { useState } from "preact/hooks";
import { asForm } from "../../learning/editor/block-form.ts";
import { TextEditor } from "../../learning/editor/text-editor.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Loaded } from "../../ui/load.tsx";
import { LANGUAGES } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { ChooseFile, type BankFile } from "./bank-files.tsx";
import { Wrong } from "./field-errors.tsx";
import { KeyWords } from "./key-words.tsx";
import { KindFields } from "./kind-fields.tsx";
import { LEVELS, type Draft } from "./question-data.ts";

const MAX_PICTURES = 5;

export interface QuestionFormProps {
  draft: Draft;
  change: (more: Partial<Draft>) => void;
  errors: Record<string, string>;
  bank: string;
  files: Loaded<BankFile[]>;
}

export function QuestionForm(props: QuestionFormProps) {
  const { draft, change, errors } = props;
  const texts = quizWriteWords.use();
  return (
    <>
      <FieldGroup title={texts.prompt}>
        {draft.body.kind === "gap" ? <p class="hint quiet">{texts.promptOfGapsHelp}</p> : null}
        <TextEditor label={texts.prompt} document={draft.prompt} onChange={(prompt) => change({ prompt })} isNote />
        <Wrong errors={errors} at="prompt" within />
        <PromptPictures {...props} />
        <Recording {...props} />
      </FieldGroup>
      <FieldGroup title={texts.kinds[draft.body.kind]}>
        <KindFields {...props} change={(parts) => change(parts)} />
        <Wrong errors={errors} at="key.kind" />
        <Wrong errors={errors} at="body.kind" />
      </FieldGroup>
      <KeyWords value={draft.key} change={(key) => change({ key })} errors={errors} />
      <Attributes {...props} />
    </>
  );
}

function PromptPictures({ draft: { pictures, body }, change, errors, bank, files }: QuestionFormProps) {
  const texts = quizWriteWords.use();
  return (
    <>
      {pictures.map((picture, place) => {
        const url = files.value?.find(({ id }) => id === picture.file)?.url;
        return (
          <div key={picture.file} class="prompt-picture">
            {url ? <img class="photo question-picture" src={url} alt={picture.alt ?? ""} /> : null}
            <label>
              {texts.pictureAlt}
              <input
                maxLength={500}
                value={picture.alt ?? ""}
                onInput={(event) =>
                  change({
                    pictures: pictures.map((one, at) =>
                      at === place ? { ...one, alt: event.currentTarget.value } : one,
                    ),
                  })
                }
              />
            </label>
            <button
              type="button"
              class="plain"
              aria-label={texts.removeRow(texts.pictureName(place + 1))}
              onClick={() => change({ pictures: pictures.filter((_, at) => at !== place) })}
            >
              <Icon name="close" />
            </button>
          </div>
        );
      })}
      {pictures.length < MAX_PICTURES ? (
        <ChooseFile
          kind="image"
          label={texts.promptPictures}
          bank={bank}
          files={files}
          chosen={null}
          choose={(file) =>
            file && !pictures.some((one) => one.file === file) && change({ pictures: [...pictures, { file, alt: "" }] })
          }
        />
      ) : null}
      {body.kind === "hotspot" ? null : <Wrong errors={errors} at="pictures" within />}
    </>
  );
}

function Recording({ draft: { audio, max_plays }, change, errors, bank, files }: QuestionFormProps) {
  const texts = quizWriteWords.use();
  return (
    <>
      <ChooseFile
        kind="audio"
        label={texts.recording}
        bank={bank}
        files={files}
        chosen={audio}
        choose={(file) => change({ audio: file })}
      />
      <Wrong errors={errors} at="audio" />
      {audio ? (
        <NumberField
          of={asForm({ max_plays: max_plays || null }, (now) => change({ max_plays: now.max_plays ?? 0 }))}
          name="max_plays"
          label={texts.maxPlays}
          hint={texts.maxPlaysHelp}
          min={0}
          max={100}
        />
      ) : null}
    </>
  );
}

function Attributes({ draft, change, errors }: QuestionFormProps) {
  const texts = quizWriteWords.use();
  const { name, points, level, skill, language, difficulty } = draft;
  const form = asForm(
    {
      name,
      points: points as number | null,
      level: level as string,
      skill: skill as string,
      language: language as string,
      difficulty,
    },
    (now) => change({ ...now, points: now.points ?? 0 } as Partial<Draft>),
    errors,
  );
  const noneAnd = (options: { value: string; label: string }[]) => [{ value: "", label: "—" }, ...options];
  return (
    <FieldGroup title={texts.aboutQuestion}>
      <FieldRow>
        <NumberField of={form} name="points" label={texts.points} min={0} max={1000} required />
        <SelectField
          of={form}
          name="language"
          label={texts.language}
          options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          required
        />
        <SelectField
          of={form}
          name="level"
          label={texts.level}
          options={noneAnd(LEVELS.map((value) => ({ value, label: value })))}
        />
        <SelectField
          of={form}
          name="skill"
          label={texts.skill}
          options={noneAnd(Object.entries(texts.skills).map(([value, label]) => ({ value, label })))}
        />
      </FieldRow>
      <Tags tags={draft.tags} change={(tags) => change({ tags })} wrong={errors} />
      <TextField of={form} name="name" label={texts.questionName} hint={texts.questionNameHelp} />
      <NumberField of={form} name="difficulty" label={texts.difficulty} hint={texts.difficultyHelp} min={-6} max={6} />
    </FieldGroup>
  );
}

/** "past simple, market" are two tags. What is typed stays as it is while it is typed. */
function Tags({
  tags,
  change,
  wrong,
}: {
  tags: string[];
  change: (tags: string[]) => void;
  wrong: Record<string, string>;
}) {
  const texts = quizWriteWords.use();
  const [typed, setTyped] = useState(tags.join(", "));
  const form = asForm({ tags: typed }, (now) => {
    setTyped(now.tags);
    change(
      now.tags
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
    );
  });
  return (
    <>
      <TextField of={form} name="tags" label={texts.tags} hint={texts.tagsHelp} maxLength={1000} />
      <Wrong errors={wrong} at="tags" within />
    </>
  );
}
