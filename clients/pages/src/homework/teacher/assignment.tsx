/** One assignment, also an old one: what was asked, how each pupil did, how it went, and what can still be done with it. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { describeCoursePlace } from "../../course-place.ts";
import { formatDayTime } from "../../format.ts";
import { PlayButton } from "../pupil/play.tsx";
import { AssignmentRubric } from "../../grading/rubrics/assignment-rubric.tsx";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import { useHandedIn } from "./assignment-wall.ts";
import { AssignmentReport } from "./assignment-report.tsx";
import { AssignmentResults } from "./assignment-results.tsx";
import { CopyAssignment } from "./copy-assignment.tsx";
import { EditAssignment } from "./edit-assignment.tsx";
import { HardestWords } from "./hardest-words.tsx";
import { ModelAudio } from "./model-audio.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";
import { canBeHeard } from "./submission-kinds.ts";
import type { Assignment } from "./task-values.ts";

export function AssignmentPage({ me, values }: PageProps) {
  const id = values["id"] ?? "";
  const path = { id };
  const assignment = useLoad(() => talim.api.get("/homework/assignments/{id}/", { path }), [id]);
  const report = useLoad(() => talim.api.get("/homework/assignments/{id}/report/", { path }), [id]);
  const wall = useHandedIn(assignment.value, report.reload);
  const [dialog, setDialog] = useState<"edit" | "copy" | "model" | undefined>();
  const words = useWords();
  const texts = homeworkWords.use();
  /** One that was taken back is gone. */
  const changed = () => {
    talim.api.get("/homework/assignments/{id}/", { path }).then(assignment.replace, () => navigate("assignments"));
    report.reload();
  };
  return (
    <div class="wide">
      {canOpenPage(me, "assignments") ? (
        <p>
          <Link to="assignments">← {words.teacher.nav.assignments}</Link>
        </p>
      ) : null}
      <Loading of={assignment}>
        {(item) => (
          <>
            <h1>{item.title}</h1>
            <Facts assignment={item} me={me} />
            <div class="buttons">
              {item.group ? (
                <button type="button" onClick={() => setDialog("edit")}>
                  {words.teacher.change.open}
                </button>
              ) : item.withdrawn_at === null && canOpenPage(me, "write/:course") ? (
                <Link to={`write/${item.course}/${item.course_lesson}`}>{texts.toLesson}</Link>
              ) : null}
              <button type="button" onClick={() => setDialog("copy")}>
                {texts.copy}
              </button>
              {item.group && canBeHeard(item.kind) ? (
                <button type="button" onClick={() => setDialog("model")}>
                  {texts.modelAudio}
                </button>
              ) : null}
              {item.group && canOpenPage(me, "wall/:id") ? (
                <Link to={`wall/${item.group}?homework=${item.id}`}>{words.teacher.wall.short}</Link>
              ) : null}
            </div>
            <AssignmentRubric key={item.id} assignment={item} me={me} />
            <Loading of={report}>
              {(results) => (
                <>
                  <AssignmentResults assignment={item} report={results} me={me} changed={report.reload} />
                  <AssignmentReport report={results} />
                </>
              )}
            </Loading>
            {wall || item.course ? <HardestWords assignment={item.id} wall={wall} title={texts.hardest} /> : null}
            {dialog === "edit" ? (
              <EditAssignment assignment={item} me={me} close={() => setDialog(undefined)} changed={changed} />
            ) : null}
            {dialog === "model" ? (
              <ModelAudio assignment={item} close={() => setDialog(undefined)} changed={changed} />
            ) : null}
            {dialog === "copy" ? <CopyAssignment assignment={item} me={me} close={() => setDialog(undefined)} /> : null}
          </>
        )}
      </Loading>
    </div>
  );
}

function Facts({ assignment, me }: { assignment: Assignment; me: Person }) {
  const words = useWords();
  const texts = homeworkWords.use();
  const spoken = assignment.kind !== "file" && assignment.kind !== "text";
  const facts = [
    describeCoursePlace(assignment),
    assignment.withdrawn_at === null ? "" : texts.withdrawn,
    words.teacher.give.kinds[assignment.kind],
    assignment.deadline
      ? words.home.due(formatDayTime(assignment.deadline, me.zone, words))
      : assignment.days
        ? texts.days(assignment.days)
        : words.home.noDue,
    texts.tries(assignment.attempts_allowed),
    texts.coins(assignment.coins),
    assignment.deadline || assignment.days ? texts.late[assignment.late_policy] : "",
    assignment.attempts_allowed > 1 ? texts[assignment.counting] : "",
    spoken ? (Object.entries(LANGUAGES).find(([code]) => code === assignment.language)?.[1] ?? "") : "",
    assignment.teacher_first ? texts.teacherFirst : "",
    assignment.for_chosen_pupils ? texts.chosen : "",
  ];
  return (
    <>
      <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
      <section aria-label={texts.task}>
        {assignment.instructions ? <p class="asked">{assignment.instructions}</p> : null}
        {assignment.reference_text || assignment.question ? (
          <p class="asked" lang={assignment.language}>
            {assignment.reference_text || assignment.question}
          </p>
        ) : null}
        {assignment.model_audio ? (
          <PlayButton
            word={texts.model}
            fetch={() => talim.api.get("/homework/assignments/{id}/model-audio/", { path: { id: assignment.id } })}
          />
        ) : null}
      </section>
    </>
  );
}
