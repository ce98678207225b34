/** Write a course: its modules and lessons, their order, and what learners see of it. */

import { useRef, useState } from "preact/hooks";
import { describeError } from "../../errors.ts";
import { formatDay } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { GradebookButton } from "../../grading/write/gradebook-button.tsx";
import { CourseCard } from "../../courses/office/course-card.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import type { CourseDraft, DraftModule } from "./data.ts";
import { ExportCourse } from "./export-course.tsx";
import { ImportCourse } from "./import-course.tsx";
import { Learners } from "./learners.tsx";
import { ModuleSection } from "./module-section.tsx";
import { AddModule, CourseSettings, ModuleForm } from "./outline-forms.tsx";
import { moveItem, placeLesson, stepItem, stepLesson } from "./order.ts";
import { useOutline } from "./outline-changes.ts";
import { Publish } from "./publish.tsx";
import { useSortable } from "./sortable.ts";
import { Versions } from "./versions.tsx";

type Opened = "about" | "publish" | "versions" | "learners" | "settings" | "export" | "import" | DraftModule;

export function WriteCourse({ me, values: { course = "" } }: PageProps) {
  const outline = useOutline(course);
  return <Loading of={outline.loaded}>{(draft) => <CourseDesk draft={draft} outline={outline} me={me} />}</Loading>;
}

function CourseDesk({
  draft,
  outline: { loaded, replace, order },
  me,
}: {
  draft: CourseDraft;
  outline: ReturnType<typeof useOutline>;
  me: Person;
}) {
  const words = useWords();
  const texts = editorWords.use();
  const { hasPage } = usePersonPages();
  const list = hasPage(me, "write") ? "write" : "courses";
  const [opened, setOpened] = useState<Opened | undefined>();
  const about = useLoad(() => talim.api.get("/courses/courses/{id}/", { path: { id: draft.course } }), [draft.course]);
  const transfers = transferWords.use();
  const isEmpty = !draft.modules.length && !draft.published;
  const close = () => setOpened(undefined);
  const done = (changed: CourseDraft, text = words.form.saved) => {
    replace(changed);
    close();
    showNotice(text);
  };
  const fail = (error: unknown) => showNotice(describeError(error, words).text);
  const removed = (title: string, restore: () => Promise<CourseDraft>) => {
    loaded.reload();
    showNotice(texts.deleted(title), { label: words.form.undo, run: () => void restore().then(replace, fail) });
  };
  const restoreModule = (id: string) => talim.api.post("/courses/modules/{id}/restore/", { path: { id } });
  const restoreLesson = (id: string) => talim.api.post("/courses/lessons/{id}/restore/", { path: { id } });
  const removeModule = ({ id, title }: DraftModule) =>
    void talim.api
      .delete("/courses/modules/{id}/", { path: { id } })
      .then(() => removed(title, () => restoreModule(id)), fail);
  const removeLesson = ({ id, title }: { id: string; title: string }) =>
    void talim.api
      .delete("/courses/lessons/{id}/draft/", { path: { id } })
      .then(() => removed(title, () => restoreLesson(id)), fail);
  const rows = useRef<HTMLOListElement>(null);
  useSortable(rows, ({ id, place }) =>
    order((modules) =>
      moveItem(
        modules,
        modules.findIndex((module) => module.id === id),
        place,
      ),
    ),
  );
  return (
    <article class="course-editor">
      <p>
        <Link to={list}>{list === "write" ? words.teacher.nav.write : words.office.nav.pages.courses}</Link>
      </p>
      <h1>{readTranslated(about.value?.title ?? draft.title)}</h1>
      <CourseState draft={draft} me={me} />
      {draft.published && about.value?.status === "draft" ? (
        <p class="notice">{hasPermission(me, "courses.publish") ? texts.offer : texts.officeOffers}</p>
      ) : null}
      {draft.published ? (
        <p>
          <Link to={`course/${draft.course}`}>{texts.coursePage}</Link>
          {hasPage(me, `course-figures/${draft.course}`) ? (
            <>
              {" · "}
              <Link to={`course-figures/${draft.course}`}>{words.office.nav.pages.courseFigures}</Link>
            </>
          ) : null}
        </p>
      ) : null}
      <div class="buttons">
        <button type="button" class="main" onClick={() => setOpened("publish")}>
          {texts.publish}
        </button>
        <button type="button" onClick={() => setOpened("about")}>
          {texts.about}
        </button>
        <button type="button" onClick={() => setOpened("learners")}>
          {texts.learners}
        </button>
        <GradebookButton me={me} of={{ course: draft.course }} />
        <button type="button" onClick={() => setOpened("settings")}>
          {texts.settings}
        </button>
        <button type="button" onClick={() => setOpened("versions")}>
          {texts.versions}
        </button>
        <button type="button" onClick={() => setOpened(isEmpty ? "import" : "export")}>
          {isEmpty ? transfers.importTitle : transfers.exportTitle}
        </button>
      </div>
      {draft.modules.length ? null : <Empty drawing="box" text={texts.noModules} />}
      <ol ref={rows} class="outline">
        {draft.modules.map((module, at) => (
          <ModuleSection
            key={module.id}
            module={module}
            course={draft.course}
            move={(step) => order((modules) => stepItem(modules, module.id, step))}
            moveLesson={(id, step) => order((modules) => stepLesson(modules, id, step))}
            dropLesson={({ id, list: into, place }) => order((modules) => placeLesson(modules, id, into, place))}
            change={() => setOpened(module)}
            remove={() => removeModule(module)}
            removeLesson={removeLesson}
            isFirst={at === 0}
            isLast={at === draft.modules.length - 1}
          />
        ))}
      </ol>
      <AddModule course={draft.course} onDone={(changed) => done(changed)} />
      <Deleted
        draft={draft}
        restore={(one) => (one.module ? restoreModule(one.id) : restoreLesson(one.id))}
        onDone={(changed) => done(changed, texts.restored)}
      />
      {opened === undefined ? null : opened === "about" ? (
        <Drawer title={texts.about} close={close}>
          <CourseCard id={draft.course} me={me} isWriting onChange={about.reload} onDeleted={() => navigate(list)} />
        </Drawer>
      ) : opened === "publish" ? (
        <Drawer title={texts.publish} close={close} holdsBack>
          <Publish
            draft={draft}
            onDone={({ number }) => {
              close();
              showNotice(texts.published(number));
              loaded.reload();
            }}
            onStale={loaded.reload}
          />
        </Drawer>
      ) : opened === "versions" ? (
        <Drawer title={texts.versions} close={close} holdsBack>
          <Versions draft={draft} me={me} onDone={(changed, number) => done(changed, texts.versionRestored(number))} />
        </Drawer>
      ) : opened === "learners" ? (
        <Drawer title={texts.learners} close={close} holdsBack>
          <Learners draft={draft} me={me} />
        </Drawer>
      ) : opened === "export" ? (
        <Drawer title={transfers.exportTitle} close={close}>
          <ExportCourse draft={draft} me={me} />
        </Drawer>
      ) : opened === "import" ? (
        <Drawer title={transfers.importTitle} close={close} holdsBack>
          <ImportCourse course={draft.course} onDone={loaded.reload} />
        </Drawer>
      ) : opened === "settings" ? (
        <Drawer title={texts.settings} close={close} holdsBack>
          <CourseSettings draft={draft} onDone={(changed) => done(changed)} />
        </Drawer>
      ) : (
        <Drawer title={opened.title} close={close} holdsBack>
          <ModuleForm module={opened} draft={draft} me={me} onDone={(changed) => done(changed)} />
        </Drawer>
      )}
    </article>
  );
}

function CourseState({ draft: { published, has_changes: hasChanges }, me }: { draft: CourseDraft; me: Person }) {
  const words = useWords();
  const texts = editorWords.use();
  return (
    <p>
      {published
        ? texts.publishedOn(published.number, formatDay(published.published_at, me.zone, words))
        : texts.neverPublished}{" "}
      {published && hasChanges ? <span class="chip">{texts.hasChanges}</span> : null}
    </p>
  );
}

interface DeletedProps {
  draft: CourseDraft;
  restore: (one: CourseDraft["deleted"][number]) => Promise<CourseDraft>;
  onDone: (draft: CourseDraft) => void;
}

function Deleted({ draft, restore, onDone }: DeletedProps) {
  const texts = editorWords.use();
  if (!draft.deleted.length) return null;
  return (
    <details>
      <summary>{texts.deletedList}</summary>
      <ul class="rows">
        {draft.deleted.map((one) => (
          <li key={one.id}>
            <span>
              {one.title} <span class="quiet small">{one.module ? texts.module : texts.lesson}</span>
            </span>
            <ActButton word={texts.restore} act={() => restore(one)} onDone={onDone} />
          </li>
        ))}
      </ul>
    </details>
  );
}
