/** What is written into a block, by its kind. */

import { useContext } from "preact/hooks";
import { CheckField, ChoiceField } from "../../ui/form/choice-fields.tsx";
import { TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { FilmSign } from "../../video/film-sign.tsx";
import { SubtitlesButton } from "../../video/subtitles/subtitles-button.tsx";
import { editorWords } from "./words/index.ts";
import type { CourseFile, NoteTone } from "../blocks/block-types.ts";
import { LessonPlaceContext } from "../blocks/lesson-place.ts";
import { Formula } from "../blocks/formula.tsx";
import { ActivityBlockFields } from "./activity-block-fields.tsx";
import type { BlockFieldsProps } from "./block-fields-props.ts";
import { asForm } from "./block-form.ts";
import { CardsFields } from "./cards-fields.tsx";
import type { DraftBlock, DraftBlockOf, FileKind } from "./data.ts";
import { FileSource } from "./file-source.tsx";
import { AssignmentFields, SpokenFields } from "./task-fields.tsx";
import { PackageFields } from "./package-fields.tsx";
import { QuizFields } from "./quiz-fields.tsx";
import { TextEditor } from "./text-editor.tsx";

export function BlockFields(props: BlockFieldsProps) {
  const texts = editorWords.use();
  const { block, change, errors, focus } = props;
  switch (block.kind) {
    case "text":
      return (
        <TextEditor
          label={texts.kinds.text}
          document={block.document}
          onChange={(document) => change({ ...block, document })}
          onInsert={props.onInsert}
          focus={focus}
        />
      );
    case "note":
      return <NoteFields {...props} block={block} />;
    case "formula": {
      const form = asForm(block, change, errors);
      return (
        <>
          <TextArea
            of={form}
            name="latex"
            label={texts.latex}
            hint={texts.latexHelp}
            rows={2}
            maxLength={2000}
            required
          />
          {block.latex.trim() ? <Formula latex={block.latex} /> : null}
          <TextField of={form} name="caption" label={texts.caption} maxLength={500} />
        </>
      );
    }
    case "embed": {
      const form = asForm(block, change, errors);
      return (
        <>
          <TextField
            of={form}
            name="url"
            label={texts.address}
            hint={texts.embedHelp}
            type="url"
            inputMode="url"
            maxLength={1000}
            required
          />
          <TextField of={form} name="title" label={texts.embedTitle} required />
        </>
      );
    }
    case "flashcards":
      return <CardsFields block={block} change={change} errors={errors} />;
    case "quiz":
      return <QuizFields {...props} block={block} />;
    case "interactive":
      return <PackageFields {...props} block={block} file={props.files.get(block.file ?? "")} />;
    case "assignment":
      return <AssignmentFields {...props} block={block} />;
    case "activity":
      return <ActivityBlockFields {...props} block={block} />;
    case "spoken":
      return <SpokenFields {...props} block={block} />;
    default:
      return <FileFields {...props} block={block} />;
  }
}

function NoteFields({ block, change, focus }: BlockFieldsProps & { block: DraftBlockOf<"note"> }) {
  const texts = editorWords.use();
  const tones = Object.entries(texts.tones).map(([value, label]) => ({ value, label }));
  return (
    <>
      <ChoiceField
        of={asForm({ tone: block.tone as string }, ({ tone }) => change({ ...block, tone: tone as NoteTone }))}
        name="tone"
        label={texts.tone}
        options={tones}
        required
      />
      <TextEditor
        label={texts.kinds.note}
        document={block.document}
        onChange={(document) => change({ ...block, document })}
        isNote
        focus={focus}
      />
    </>
  );
}

function FileFields({
  block,
  change,
  course,
  files,
  onFile,
  errors,
}: BlockFieldsProps & { block: DraftBlockOf<FileKind> }) {
  const texts = editorWords.use();
  const taken = (file: CourseFile) => {
    onFile(file);
    change({
      ...block,
      file: file.id,
      ...("title" in block && !block.title ? { title: file.title } : {}),
    } as DraftBlock);
  };
  const source = (
    <FileSource
      kind={block.kind}
      course={course}
      file={files.get(block.file ?? "")}
      onFile={taken}
      error={errors["file"]}
    />
  );
  if (block.kind === "image") {
    const form = asForm(block, change, errors);
    return (
      <>
        {source}
        {block.decorative ? null : (
          <TextField of={form} name="alt" label={texts.alt} hint={texts.altHelp} maxLength={500} required />
        )}
        <CheckField of={form} name="decorative" label={texts.decorative} />
        <TextField of={form} name="caption" label={texts.caption} maxLength={500} />
      </>
    );
  }
  return (
    <>
      {source}
      {block.kind === "video" && block.file ? (
        <FilmOfBlock course={course} block={block.id} file={block.file} title={block.title} />
      ) : null}
      <TextField
        of={asForm({ title: block.title }, ({ title }) => change({ ...block, title } as DraftBlock), errors)}
        name="title"
        label={texts.fileTitle}
      />
      {block.kind === "audio" || block.kind === "video" ? (
        <TextArea
          of={asForm(block, change, errors)}
          name="transcript"
          label={texts.transcript}
          hint={texts.transcriptHelp}
          rows={4}
          maxLength={20_000}
        />
      ) : null}
    </>
  );
}

function FilmOfBlock({ course, block, file, title }: { course: string; block: string; file: string; title: string }) {
  const place = useContext(LessonPlaceContext);
  return (
    <FilmSign place={{ course, file }} retries>
      {({ video }) =>
        video && place ? (
          <SubtitlesButton video={video} place={{ in: "draft", lesson: place.lesson, block }} title={title} />
        ) : null
      }
    </FilmSign>
  );
}
