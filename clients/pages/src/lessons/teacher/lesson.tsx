/** A lesson of a teacher: what it is and what became of it, who came, the check-in code, its homework and materials. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { LessonCard } from "../timetable/lesson-card.tsx";
import { useSchool, type Lesson } from "../timetable/school.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "../timetable/words/index.ts";
import { groupWords } from "../../courses/teacher/words/index.ts";
import { CheckInCode } from "../../attendance/teacher/check-in-code.tsx";
import { HomeworkRows } from "../../homework/teacher/homework-rows.tsx";
import { Materials } from "../../resources/teacher/materials.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";

export function LessonPage({ me, values }: PageProps) {
  const id = values["id"] ?? "";
  const lesson = useLoad(() => talim.api.get("/lessons/{id}/", { path: { id } }), [id]);
  return (
    <div class="wide">
      <Loading of={lesson}>{(loaded) => <LoadedLesson lesson={loaded} me={me} reload={lesson.reload} />}</Loading>
    </div>
  );
}

function LoadedLesson({ lesson, me, reload }: { lesson: Lesson; me: Person; reload: () => void }) {
  const words = useWords();
  const timetable = timetableWords.use();
  const texts = groupWords.use();
  const school = useSchool(me);
  const { id, group, group_name, starts_at, status } = lesson;
  const [acts, setActs] = useState(0);
  const done = (text: string, undo?: () => Promise<unknown>) => {
    const run = () => void undo?.().then(reload, () => showNotice(timetable.noUndo));
    showNotice(text, undo && { label: words.form.undo, run });
    setActs((n) => n + 1);
    reload();
  };
  return (
    <>
      <h1>
        {canOpenPage(me, "group/:id") ? <Link to={`group/${group}`}>{group_name}</Link> : group_name}{" "}
        <span class="quiet">{formatDayTime(starts_at, lesson.zone, words)}</span>
      </h1>
      <div class="sides">
        <section aria-label={words.teacher.lesson}>
          <Loading of={school}>
            {(loaded) => (
              // What is open in the card ends with what it did.
              <LessonCard
                key={acts}
                lesson={lesson}
                school={loaded}
                me={me}
                onDone={done}
                onChanged={showNotice}
                close={reload}
              />
            )}
          </Loading>
        </section>
        <div>
          {status !== "cancelled" && canOpenPage(me, "register/:id") ? <CodeButton lesson={id} /> : null}
          {canOpenPage(me, "assignments") ? <LessonHomework lesson={lesson} me={me} /> : null}
          <section aria-labelledby="materials">
            <h2 id="materials">{texts.materials}</h2>
            <Materials of={{ lesson: id }} me={me} />
          </section>
        </div>
      </div>
    </>
  );
}

function CodeButton({ lesson }: { lesson: string }) {
  const words = useWords();
  const texts = groupWords.use();
  const [shown, setShown] = useState(false);
  return (
    <>
      <p>
        <button type="button" onClick={() => setShown(true)}>
          {texts.showCode}
        </button>
      </p>
      {shown ? (
        <Dialog label={texts.code} close={() => setShown(false)}>
          <CheckInCode lesson={lesson} />
          <button type="button" onClick={() => setShown(false)}>
            {words.close}
          </button>
        </Dialog>
      ) : null}
    </>
  );
}

function LessonHomework({ lesson, me }: { lesson: Lesson; me: Person }) {
  const texts = groupWords.use();
  const homework = useLoad(async () => {
    const query = { lesson: lesson.id, ordering: "-created_at", page_size: 100 };
    return (await talim.api.get("/homework/assignments/", { query })).results;
  }, [lesson.id]);
  return (
    <section aria-labelledby="homework">
      <h2 id="homework">{texts.lessonHomework}</h2>
      <Loading of={homework}>
        {(rows) => (rows.length ? <HomeworkRows rows={rows} me={me} /> : <p class="empty">{texts.noLessonHomework}</p>)}
      </Loading>
      <p>
        <Link to={`assignments?lesson=${lesson.id}&group=${lesson.group}`} class="button">
          {texts.give}
        </Link>
      </p>
    </section>
  );
}
