/** Write one lesson: its title and its blocks, saved while one writes; and see it as a learner does. */

import { useEffect, useState } from "preact/hooks";
import { describeError } from "../../errors.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import { readShownBlocks } from "../blocks/block-types.ts";
import { BlockView } from "../blocks/block-view.tsx";
import { LessonPlaceContext } from "../blocks/lesson-place.ts";
import { asForm } from "./block-form.ts";
import { LessonAudienceFields } from "./activity-block-fields.tsx";
import { BlocksEditor } from "./blocks-editor.tsx";
import { Conflict } from "./conflict.tsx";
import { toShownBlock, type CourseDraft, type LessonDraft } from "./data.ts";
import { findBlockErrors, useWrittenLesson } from "./lesson-draft.ts";
import type { SaveState } from "./lesson-saver.ts";
import { LessonSettings } from "./lesson-settings.tsx";

export function WriteLesson({ me, values }: PageProps) {
  const { course = "", lesson = "" } = values;
  const loaded = useLoad(
    () =>
      Promise.all([
        talim.api.get("/courses/lessons/{id}/draft/", { path: { id: lesson } }),
        talim.api.get("/courses/courses/{id}/draft/", { path: { id: course } }),
      ]),
    [lesson, course],
  );
  return (
    <Loading of={loaded}>
      {([draft, outline]) => <LessonDesk key={lesson} lesson={draft} course={outline} me={me} />}
    </Loading>
  );
}

/** It keeps the lesson that it began with: what is loaded later would be older than what is written. */
function LessonDesk({ lesson: begun, course, me }: { lesson: LessonDraft; course: CourseDraft; me: Person }) {
  const words = useWords();
  const texts = editorWords.use();
  const [lesson, setLesson] = useState(begun);
  const [view, setView] = useState<"write" | "look">("write");
  const [setting, setSetting] = useState(false);
  const written = useWrittenLesson(begun, me);
  const { text, save, files } = written;
  useEffect(() => void (document.title = text.title), [text.title]);
  const fail = (reason: unknown) => showNotice(describeError(reason, words).text);
  const remove = async () => {
    await written.flush();
    try {
      await talim.api.delete("/courses/lessons/{id}/draft/", { path: { id: lesson.id } });
    } catch (reason) {
      return fail(reason);
    }
    navigate(`write/${lesson.course}`);
    const undo = () => talim.api.post("/courses/lessons/{id}/restore/", { path: { id: lesson.id } });
    showNotice(texts.deleted(text.title), {
      label: words.form.undo,
      run: () => void undo().then(() => navigate(`write/${lesson.course}/${lesson.id}`), fail),
    });
  };
  return (
    <article class="course-editor">
      <p>
        <Link to={`write/${lesson.course}`}>{readTranslated(lesson.course_title)}</Link>
      </p>
      <h1 class="unseen">{text.title}</h1>
      <div class="editor-head">
        <Choice label={texts.view} options={texts.views} chosen={view} choose={setView} />
        <SaveSign save={save} />
        <span class="buttons">
          <button type="button" onClick={() => setSetting(true)}>
            {texts.settings}
          </button>
          <button type="button" class="plain" onClick={() => void remove()}>
            {texts.deleteLesson}
          </button>
        </span>
      </div>
      {save.state === "refused" ? <Refused save={save} /> : null}
      {save.state === "conflict" && written.theirs ? (
        <Conflict mine={text} theirs={written.theirs} files={files} choose={written.choose} />
      ) : view === "look" ? (
        <LessonPlaceContext.Provider value={{ lesson: lesson.id, isDraft: true }}>
          <LearnerView lesson={lesson.id} written={written} />
        </LessonPlaceContext.Provider>
      ) : (
        <LessonPlaceContext.Provider value={{ lesson: lesson.id, isDraft: true }} key={written.generation}>
          <TextField
            of={asForm({ title: text.title }, ({ title }) => written.change((now) => ({ ...now, title })))}
            name="title"
            label={texts.lessonTitle}
            required
          />
          <BlocksEditor
            blocks={text.blocks}
            change={(update) => written.change((now) => ({ ...now, blocks: update(now.blocks) }))}
            course={lesson.course}
            files={files}
            onFile={written.addFile}
            errors={findBlockErrors(save)}
          />
          {text.blocks.some(({ kind }) => kind === "activity") ? (
            <LessonAudienceFields lesson={lesson.id} isSaved={save.state === "saved"} />
          ) : null}
        </LessonPlaceContext.Provider>
      )}
      {setting ? (
        <Drawer title={texts.settings} close={() => setSetting(false)} holdsBack>
          <LessonSettings
            lesson={lesson}
            course={course}
            me={me}
            save={written.saveSettings}
            onDone={(saved) => {
              setLesson(saved);
              setSetting(false);
              showNotice(words.form.saved);
            }}
          />
        </Drawer>
      ) : null}
    </article>
  );
}

/** The lesson as learners will see it, with what is not published yet. What cannot be saved now is shown as it was written. */
function LearnerView({
  lesson,
  written: { text, files, flush },
}: {
  lesson: string;
  written: ReturnType<typeof useWrittenLesson>;
}) {
  const texts = editorWords.use();
  const loaded = useLoad(async () => {
    const isSaved = (await flush()) === "saved";
    if (!isSaved) return { isSaved, title: text.title, blocks: text.blocks.map((block) => toShownBlock(block, files)) };
    const shown = await talim.api.get("/courses/lessons/{id}/draft/preview/", { path: { id: lesson } });
    return { isSaved, title: shown.title, blocks: readShownBlocks(shown) };
  }, [lesson]);
  return (
    <section aria-label={texts.views.look}>
      <Loading of={loaded}>
        {({ isSaved, title, blocks }) => (
          <>
            <p class={isSaved ? "quiet" : "warn"}>{isSaved ? texts.lookHelp : texts.lookUnsaved}</p>
            <h2>{title}</h2>
            {blocks.map((block) => (
              <BlockView key={block.id} block={block} renew={loaded.reload} />
            ))}
          </>
        )}
      </Loading>
    </section>
  );
}

/** Why it is not saved; what is wrong in a block stands there. */
function Refused({ save: { error } }: { save: Extract<SaveState, { state: "refused" }> }) {
  const texts = editorWords.use();
  const stated = Object.entries(error.fields).flatMap(([field, sentences]) =>
    field.startsWith("blocks.") ? [] : sentences,
  );
  const reasons = error.status === 413 ? [texts.lessonTooLong] : stated;
  return (
    <>
      <Problem error={error} kept />
      {reasons.map((reason) => (
        <p key={reason} class="wrong">
          {reason}
        </p>
      ))}
    </>
  );
}

const SIGNS = {
  saved: "good",
  waiting: "write",
  saving: "clock",
  kept: "away",
  refused: "warning",
  conflict: "warning",
} as const;

function SaveSign({ save: { state } }: { save: SaveState }) {
  const texts = editorWords.use();
  return (
    <span class="save-sign" role="status" data-state={state}>
      <Icon name={SIGNS[state]} /> {texts.saves[state]}
    </span>
  );
}
