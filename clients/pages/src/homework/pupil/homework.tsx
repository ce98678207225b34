/** One homework: the task, the recorder, and the result of each attempt. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { getServerTime } from "../../clock.ts";
import { formatScore } from "../../format.ts";
import { describeCoursePlace } from "../../course-place.ts";
import { HomeworkRubricView } from "../../grading/rubrics/rubric-view.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { Link } from "../../router.tsx";
import { PushQuestion } from "../../notifications/push/push-question.tsx";
import { Recorder } from "../recording/recorder.ts";
import type { Phase } from "../recording/recording-state.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { Appeal } from "./appeal.tsx";
import { formatDeadline } from "./card.tsx";
import { ConsentMissingNotice, useConsentMissing } from "./consent.tsx";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import type { Homework } from "./homework-answers.ts";
import { RecorderPanel } from "./recorder.tsx";
import { Result } from "./result.tsx";
import { TaskText } from "./task-text.tsx";
import { TeacherReview } from "./teacher-review.tsx";
import { AttemptComparison } from "./attempt-comparison.tsx";
import { WrittenHomework } from "./written-homework.tsx";

const SPOKEN_KINDS = ["reading", "speaking", "repeat"];
const EVENTS = [
  "attempt.received",
  "attempt.stored",
  "attempt.scored",
  "attempt.refused",
  "attempt.failed",
  "attempt.remarked",
  "homework.reviewed",
  "homework.extended",
] as const;

export function HomeworkPage({ me, values }: PageProps) {
  return <HomeworkOf id={values["id"] ?? ""} me={me} />;
}

/** Where it stands in a lesson of a course, under the title of its block. `withText`: with what it asks for. */
interface InLesson {
  withText: boolean;
}

interface HomeworkOfProps {
  id: string;
  me: Person;
  inLesson?: InLesson;
  /** Hears of the homework as the server has it, each time it was read. */
  onChange?: (homework: Homework) => void;
}

export function HomeworkOf({ id, me, inLesson, onChange }: HomeworkOfProps) {
  const path = { id };
  const homework = useCachedLoad(
    `homework ${path.id}`,
    me,
    (options) => talim.api.get("/homework/{id}/", { path, ...options }),
    [path.id],
  );
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (!event || event.data.homework === path.id) homework.reload();
  });
  useEffect(() => {
    if (homework.value && homework.cachedAt === undefined) onChange?.(homework.value);
  }, [homework.value]);
  return (
    <>
      {inLesson ? null : <CachedNotice at={homework.cachedAt} reload={homework.reload} me={me} />}
      <Loading of={homework}>
        {(loadedHomework) => (
          <HomeworkView homework={loadedHomework} me={me} reload={homework.reload} inLesson={inLesson} />
        )}
      </Loading>
    </>
  );
}

interface HomeworkViewProps {
  homework: Homework;
  me: Person;
  reload: () => void;
  inLesson: InLesson | undefined;
}

function HomeworkView({ homework, me, reload, inLesson }: HomeworkViewProps) {
  const words = useWords();
  const assignment = homework.assignment;
  const last = homework.last_attempt;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? last?.id;
  const [submitted, setSubmitted] = useState<Homework | null>(null);
  /** The attempt whose mark arrives while the page is open. */
  const awaited = useRef<string | undefined>(undefined);
  useEffect(() => setChosen(null), [last?.id]);
  const handleSent = () => {
    setSubmitted(homework);
    reload();
  };
  const isHere = assignment.withdrawn_at === null;
  const open = isHere && homework.state !== "processing" && homework.state !== "reviewed" && homework.attempts_left > 0;
  const scored = last !== null && ["scored", "transcribed"].includes(last.state);
  const isReading = useReadingMode(Recorder.forHomework(me.id, homework.id), {
    open,
    scored,
    task: getTaskElementId(assignment.id),
  });
  const showsResult = scored && !isReading;
  const spoken = SPOKEN_KINDS.includes(assignment.kind);
  const isWithTeacher = homework.state === "needs_review" && last?.state === "stored";
  const isConsentMissing = useConsentMissing(me, open && spoken);
  const consentText = isConsentMissing ? words.errors.consent_missing : null;
  const closedReason = open
    ? consentText
    : homework.attempts_left && isHere
      ? words.recorder.errors.not_open
      : words.errors.no_attempts_left;
  const recorder =
    open && submitted === homework ? (
      <p class="state" role="status">
        <Icon name="good" />
        {spoken ? words.result.received : words.task.sentText}
      </p>
    ) : spoken ? (
      <>
        {open && isConsentMissing ? <ConsentMissingNotice me={me} homework={homework.id} /> : null}
        <RecorderPanel homework={homework} me={me} closedReason={closedReason} onSent={handleSent} reload={reload} />
      </>
    ) : open && !isWithTeacher ? (
      <WrittenHomework homework={homework} onSent={handleSent} />
    ) : null;
  const earner = shown === last?.id ? me : undefined;
  if (last && ["received", "processing"].includes(last.state)) awaited.current = last.id;
  const isNew =
    last !== null && (awaited.current === last.id || (submitted !== null && submitted.last_attempt?.id !== last.id));
  const [review] = homework.reviews;
  const teacherScore = earner && homework.state === "reviewed" && review?.decision === "accept" ? review.score : null;
  const canRaise =
    open &&
    showsResult &&
    homework.state === "scored" &&
    homework.score !== 100 &&
    homework.stars !== 5 &&
    !isOver(homework);
  const isRefused = last !== null && shown === last.id && ["refused", "failed"].includes(last.state);
  const result = shown ? (
    <Result
      key={shown}
      id={shown}
      assignment={assignment}
      earner={earner}
      of={earner ? homework : undefined}
      mostCoins={open ? assignment.coins : 0}
      celebrates={isNew && shown === last.id}
      teacherScore={teacherScore}
      onEnded={reload}
    />
  ) : null;
  const task =
    inLesson?.withText === false ? null : (
      <TaskText
        assignment={assignment}
        model={assignment.model_audio ? assignment.id : undefined}
        id={getTaskElementId(assignment.id)}
      />
    );
  return (
    <>
      {inLesson ? null : (
        <>
          <p>
            <Link to="">← {words.nav.home}</Link>
          </p>
          <h1>{assignment.title}</h1>
          <CoursePlace assignment={assignment} />
        </>
      )}
      <p class="quiet">
        {homework.due_at ? formatDeadline(homework.due_at, me, words) : words.home.noDue}
        {homework.due_at ? ` · ${words.task.late[assignment.late_policy]}` : ""}
        {homework.state === "reviewed"
          ? ""
          : ` · ${homework.attempts_left ? words.task.triesLeft(homework.attempts_left) : words.task.noTries}`}
      </p>
      {open && assignment.coins && !showsResult ? (
        <p>
          <span class="chip">
            <Icon name="coins" />
            {words.home.coins(assignment.coins)}
          </span>
        </p>
      ) : null}
      {homework.score === null || (showsResult && earner) ? null : (
        <p class="state">
          <Icon name="good" />
          {words.home.state[homework.state]}: <b>{words.result.score(formatScore(homework.score))}</b>
        </p>
      )}
      <TeacherReview homework={homework} />
      <HomeworkRubric homework={homework} me={me} />
      {submitted ? <PushQuestion me={me} /> : null}
      {isRefused && !isReading ? <Shown when={isNew}>{result}</Shown> : null}
      {showsResult ? result : task}
      {canRaise ? <p>{words.learning.once[assignment.counting]}</p> : null}
      {isWithTeacher ? result : null}
      {recorder}
      {homework.state === "reviewed" && homework.attempts_left ? <p class="quiet">{words.learning.marked}</p> : null}
      {open && isWithTeacher && submitted !== homework ? (
        <details>
          <summary>{words.task.again}</summary>
          <WrittenHomework homework={homework} onSent={handleSent} />
        </details>
      ) : null}
      <Appeal homework={homework} me={me} reload={reload} />
      {showsResult ? (
        task ? (
          <details>
            <summary>{assignment.title}</summary>
            {task}
          </details>
        ) : null
      ) : scored || isWithTeacher || isRefused ? null : (
        result
      )}
      {shown && !(scored && isReading) ? (
        <AttemptComparison
          homework={homework.id}
          zone={me.zone}
          shown={shown}
          choose={setChosen}
          latest={`${last?.id} ${last?.state}`}
        />
      ) : null}
    </>
  );
}

/** By what it is judged. Without a network and a copy it is not there. */
function HomeworkRubric({ homework, me }: { homework: Homework; me: Person }) {
  const path = { id: homework.id };
  const [review] = homework.reviews;
  const rubric = useCachedLoad(
    `rubric ${path.id}`,
    me,
    async (options) =>
      hasPermission(me, "grading.see")
        ? talim.api.get("/grading/homework/{id}/rubric/", { path, ...options })
        : { rubric: null, current: null },
    [path.id, homework.state, review?.id],
  );
  return rubric.value ? <HomeworkRubricView answer={rubric.value} /> : null;
}

/** The element of the task, of which a lesson may show several. */
function getTaskElementId(assignment: string): string {
  return `task-${assignment}`;
}

/** The lesson of an online course that it belongs to. */
function CoursePlace({ assignment }: { assignment: Homework["assignment"] }) {
  const place = describeCoursePlace(assignment);
  if (!place) return null;
  return (
    <p class="small">
      {assignment.withdrawn_at === null ? <Link to={`learn/${assignment.course_lesson}`}>{place}</Link> : place}
    </p>
  );
}

/** Scrolled into view when it appears, `when` it is new. */
function Shown({ when, children }: { when: boolean; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (when) place.current?.scrollIntoView({ block: "center" });
  }, []);
  return <div ref={place}>{children}</div>;
}

/** Whether nothing more is taken because of the deadline. */
function isOver({ assignment, due_at }: Homework): boolean {
  return assignment.late_policy === "refuse" && Date.parse(due_at ?? "") < getServerTime();
}

/**
 * Whether the pupil reads the text now, or has a recording that is not sent yet. A text that takes the place of an
 * earlier result is scrolled into view.
 */
function useReadingMode(
  recorder: Recorder,
  { open, scored, task }: { open: boolean; scored: boolean; task: string },
): boolean {
  const [phase, setPhase] = useState<Phase>(() => recorder.state.get().phase);
  useEffect(() => {
    setPhase(recorder.state.get().phase);
    return recorder.state.subscribe((state) => setPhase(state.phase));
  }, [recorder]);
  const isRecording = ["asking", "recording", "paused"].includes(phase);
  useEffect(() => {
    if (isRecording && scored) document.getElementById(task)?.scrollIntoView();
  }, [isRecording]);
  return isRecording || (phase === "kept" && open);
}
