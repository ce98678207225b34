/** The card of a lesson: facts, attendance, guests, history, and what can be done with it. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, toIsoDay } from "../../format.ts";
import { LiveRoom } from "../live/live-room.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { CancelForm, EditForm, MoveForm, RestoreForm, SubstituteForm, type Place } from "./lesson-forms.tsx";
import { MakeUps } from "./make-ups.tsx";
import { formatFullDay, toTime } from "./moments.ts";
import type { Lesson, School } from "./school.ts";

const FORMS = { move: MoveForm, cancel: CancelForm, restore: RestoreForm, substitute: SubstituteForm, edit: EditForm };
/** A lesson can be recorded as held so long (ms) before it begins. */
const HOLD_BEFORE_MS = 30 * 60_000;

export type LessonAct = keyof typeof FORMS;

interface CardProps {
  lesson: Lesson;
  school: School;
  me: Person;
  /** The form that is open at first, and what a drop fills in. */
  act?: LessonAct | undefined;
  to?: Place | undefined;
  teacher?: string | undefined;
  onDone: (text: string, undo?: () => Promise<unknown>) => void;
  /** The guests or marks changed; the card stays. */
  onChanged: (text: string) => void;
  close: () => void;
}

export function LessonCard({ lesson, school, me, act, to, teacher, onDone, onChanged, close }: CardProps) {
  const texts = timetableWords.use();
  const [opened, setOpened] = useState<LessonAct | undefined>(act);
  const Act = opened && FORMS[opened];
  return (
    <>
      <LessonFacts lesson={lesson} />
      {Act ? (
        <Act
          lesson={lesson}
          school={school}
          me={me}
          onDone={onDone}
          close={() => (act ? close() : setOpened(undefined))}
          {...(to && opened === "move" ? { to } : {})}
          {...(teacher && opened === "substitute" ? { teacher } : {})}
        />
      ) : (
        <>
          <Acts lesson={lesson} me={me} open={setOpened} onDone={onDone} />
          <LiveRoom lesson={lesson} me={me} />
          {hasPermission(me, "attendance.mark") ? <Attendance lesson={lesson} me={me} onChanged={onChanged} /> : null}
          {hasPermission(me, "lessons.read_history") ? (
            <details>
              <summary>{texts.history}</summary>
              <History lesson={lesson} me={me} />
            </details>
          ) : null}
        </>
      )}
    </>
  );
}

export function LessonState({ lesson }: { lesson: Pick<Lesson, "status"> }) {
  const texts = timetableWords.use();
  const icon = lesson.status === "held" ? "good" : lesson.status === "cancelled" ? "close" : "calendar";
  return (
    <span class="state">
      <Icon name={icon} />
      {texts.statuses[lesson.status] ?? lesson.status}
    </span>
  );
}

function LessonFacts({ lesson }: { lesson: Lesson }) {
  const words = useWords();
  const texts = timetableWords.use();
  const day = toIsoDay(lesson.starts_at, lesson.zone);
  return (
    <>
      <LessonState lesson={lesson} />
      <dl class="facts">
        <dt>{texts.at}</dt>
        <dd>
          {formatFullDay(day, words)}, {toTime(lesson.starts_at, lesson.zone)}–{toTime(lesson.ends_at, lesson.zone)}
          {lesson.moved_from ? (
            <span class="quiet"> {texts.movedFrom(formatDayTime(lesson.moved_from, lesson.zone, words))}</span>
          ) : null}
        </dd>
        <dt>{texts.room}</dt>
        <dd>{lesson.room?.name ?? texts.noRoom}</dd>
        <dt>{texts.teacher}</dt>
        <dd>
          {lesson.teacher?.full_name ?? texts.noTeacher}
          {lesson.instead_of ? <span class="quiet"> {texts.insteadOf(lesson.instead_of.full_name)}</span> : null}
        </dd>
        {lesson.topic ? (
          <>
            <dt>{texts.topic}</dt>
            <dd>{lesson.topic}</dd>
          </>
        ) : null}
        {lesson.link ? (
          <>
            <dt>{texts.link}</dt>
            <dd>
              <a href={lesson.link} target="_blank" rel="noopener noreferrer">
                {lesson.link}
              </a>
            </dd>
          </>
        ) : null}
        {lesson.cancel_reason ? (
          <>
            <dt>{texts.reasonWas}</dt>
            <dd>{lesson.cancel_reason}</dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

function Acts({
  lesson,
  me,
  open,
  onDone,
}: {
  lesson: Lesson;
  me: Person;
  open: (act: LessonAct) => void;
  onDone: CardProps["onDone"];
}) {
  const texts = timetableWords.use();
  const path = { id: lesson.id };
  const changes = hasPermission(me, "lessons.change");
  const planned = lesson.status === "planned";
  const begins = Date.parse(lesson.starts_at) - HOLD_BEFORE_MS <= Date.now();
  return (
    <div class="buttons">
      {planned && changes && begins ? (
        <ActButton
          word={texts.hold}
          class="main"
          act={() => talim.api.post("/lessons/{id}/hold/", { path })}
          onDone={() => onDone(texts.held, () => talim.api.post("/lessons/{id}/restore/", { path, body: {} }))}
        />
      ) : null}
      {planned && changes ? (
        <button type="button" onClick={() => open("move")}>
          {texts.move}
        </button>
      ) : null}
      {lesson.status !== "cancelled" && hasPermission(me, "lessons.substitute") ? (
        <>
          <button type="button" onClick={() => open("substitute")}>
            {texts.substitute}
          </button>
          {lesson.instead_of ? (
            <ActButton
              word={texts.giveBack(lesson.instead_of.full_name)}
              act={(idempotencyKey) =>
                talim.api.post("/lessons/{id}/substitute/", { path, body: { teacher: null }, idempotencyKey })
              }
              onDone={() => onDone(texts.changed)}
            />
          ) : null}
        </>
      ) : null}
      {lesson.status !== "cancelled" && changes ? (
        <button type="button" onClick={() => open("edit")}>
          {texts.edit}
        </button>
      ) : null}
      {planned && changes ? (
        <button type="button" onClick={() => open("cancel")}>
          {texts.cancelLesson}
        </button>
      ) : null}
      {!planned && changes ? (
        <button
          type="button"
          class={lesson.status === "cancelled" ? "main" : undefined}
          onClick={() => open("restore")}
        >
          {texts.restore}
        </button>
      ) : null}
    </div>
  );
}

function Attendance({ lesson, me, onChanged }: { lesson: Lesson; me: Person; onChanged: (text: string) => void }) {
  const texts = timetableWords.use();
  const register = useLoad(
    () => talim.api.get("/attendance/registers/{lesson_id}/", { path: { lesson_id: lesson.id } }),
    [lesson.id],
  );
  if (lesson.status === "cancelled") return null;
  const changed = (text: string) => {
    register.reload();
    onChanged(text);
  };
  return (
    <>
      <h3>{texts.attendance}</h3>
      <Loading of={register}>
        {(loaded) => {
          const { unmarked, ...counts } = loaded.counts;
          const marked = Object.values(counts).reduce((sum, n) => sum + n, 0);
          return (
            <>
              <p class="state">
                <Icon name={unmarked ? "clock" : "good"} />
                {marked + unmarked ? texts.marked(marked, marked + unmarked) : texts.nobodyExpected}
              </p>
              {marked ? (
                <p class="quiet">
                  {Object.entries(counts)
                    .filter(([, n]) => n)
                    .map(([name, n]) => `${texts.counts[name] ?? name}: ${n}`)
                    .join(" · ")}
                </p>
              ) : null}
              <p class="buttons">
                <Link to={`register/${lesson.id}`} class="button">
                  {texts.register}
                </Link>
              </p>
              <MakeUps lesson={lesson} register={loaded} me={me} onChanged={changed} />
            </>
          );
        }}
      </Loading>
    </>
  );
}

type Step = Answer<"/lessons/{id}/history/", "get">["steps"][number];

function History({ lesson, me }: { lesson: Lesson; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  const history = useLoad(
    () => talim.api.get("/lessons/{id}/history/", { path: { id: lesson.id } }),
    [lesson.id, lesson.status, lesson.starts_at],
  );
  const write = (field: string, value: string | null) => {
    if (value === null || value === "") return texts.nothing;
    if (field === "starts_at" || field === "ends_at") return formatDayTime(value, lesson.zone, words);
    if (field === "status") return texts.statuses[value] ?? value;
    return value === "True" ? texts.yes : value === "False" ? texts.no : value;
  };
  return (
    <Loading of={history}>
      {({ steps }) =>
        steps.length ? (
          <ol class="cards">
            {steps.map((step: Step) => (
              <li key={step.at} class="card">
                <strong>{texts.steps[step.kind] ?? step.kind}</strong>
                {step.changes.map(({ field, old, new: value }) => (
                  <span key={field}>
                    {texts.fields[field] ?? field}: {texts.became(write(field, old), write(field, value))}
                  </span>
                ))}
                {step.reason ? <span>{step.reason}</span> : null}
                <span class="quiet">
                  {[formatDayTime(step.at, me.zone, words), step.by?.full_name].filter(Boolean).join(" · ")}
                </span>
              </li>
            ))}
          </ol>
        ) : (
          <p class="quiet">{texts.noHistory}</p>
        )
      }
    </Loading>
  );
}
