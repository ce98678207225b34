/** The first page of a pupil: homework to do, and the lessons of the week. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CallOptions } from "@talim/client";
import { FeedbackNotice } from "../lessons/feedback/feedback-notice.tsx";
import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { recordingStore } from "../homework/recording/upload-queue.ts";
import { talim, type Person } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { isKid } from "./age-band.ts";
import { HomeworkCard, isOpen, isPastDeadline } from "../homework/pupil/card.tsx";
import { CachedNotice, useCachedLoad } from "./cached-load.tsx";
import {
  fetchHomeworkList,
  findRepeatedTitles,
  type HomeworkSource,
  type HomeworkList,
  type Homework,
} from "../homework/pupil/homework-list.ts";
import { LessonRow, type Lesson } from "../lessons/pupil/lesson.tsx";
import { hasTextDraft } from "../homework/pupil/text-draft.ts";
import { listDoneSteps, MAX_OPEN_STEPS, WeekPath } from "../homework/pupil/week-path.tsx";

const DAY_MS = 86_400_000;
const LONGEST_LESSON_MS = DAY_MS / 6;
/** How much homework is shown at first; "more" adds so much again. */
const PAGE_SIZE = 50;
const EVENTS = [
  "homework.assigned",
  "homework.reviewed",
  "homework.extended",
  "attempt.scored",
  "attempt.refused",
  "attempt.failed",
  "attempt.received",
  "notification.created",
] as const;

export function Home({ me }: PageProps) {
  const words = useWords();
  const limit = useRef(PAGE_SIZE);
  const homework = useCachedLoad(
    "given",
    me,
    (options) => fetchHomeworkList(fetchHome(options), limit.current, () => fetchUnsentHomework(me)),
    [],
  );
  const lessons = useCachedLoad("lessons", me, fetchComingLessons, []);
  const streak = useLoad(() => talim.api.get("/gamification/streaks/me/"), []);
  useToday(me.zone, () => (homework.reload(), lessons.reload()));
  const showMore = () => {
    limit.current += PAGE_SIZE;
    homework.reload();
  };
  useEvents(talim.realtime.own, EVENTS, homework.reload);
  return (
    <>
      <div class="title">
        <h1>{words.home.hello(me.first_name)}</h1>
        <p class={streak.value ? "chip" : "chip awaited"}>
          <Icon name="flame" />
          {words.home.streak(streak.value?.current ?? 0)}
        </p>
      </div>
      <CachedNotice
        at={homework.cachedAt ?? lessons.cachedAt}
        reload={() => (homework.reload(), lessons.reload())}
        me={me}
      />
      {me.child_profile && isKid(me) ? (
        <p class="buttons">
          <Link to="kids" class="button main">
            <Icon name="star" /> {words.learning.pages.play}
          </Link>
        </p>
      ) : null}
      <FeedbackNotice />
      <section aria-labelledby="homework">
        <h2 id="homework">{words.home.homework}</h2>
        <Loading of={homework}>{(list) => <HomeworkTasks list={list} showMore={showMore} me={me} />}</Loading>
        {homework.value && homework.error ? <Problem error={homework.error} again={homework.reload} /> : null}
      </section>
      {(homework.value ?? homework.error) ? (
        <section aria-labelledby="lessons">
          <h2 id="lessons">{words.home.lessons}</h2>
          <Loading of={lessons}>{(all) => <WeekLessons all={all} me={me} />}</Loading>
        </section>
      ) : null}
    </>
  );
}

function fetchHome(options: CallOptions): HomeworkSource {
  return {
    list: (query) => talim.api.get("/homework/", { query, ...options }),
    one: (id) => talim.api.get("/homework/{id}/", { path: { id }, ...options }),
  };
}

/** Homework with a recording on this device. */
async function fetchUnsentHomework(me: Person): Promise<string[]> {
  const stored = await recordingStore.listOf(me.id).catch(() => []);
  return stored.map((recording) => recording.homework);
}

/** Lessons of the next seven days, and the one that has begun. */
async function fetchComingLessons(options: CallOptions): Promise<Lesson[]> {
  const [from, to] = [Date.now() - LONGEST_LESSON_MS, Date.now() + 7 * DAY_MS].map((moment) =>
    new Date(moment).toISOString(),
  );
  const query = { mine: true, ordering: "starts_at", page_size: 50, ...(from && to ? { from, to } : {}) };
  return (await talim.api.get("/lessons/", { query, ...options })).results;
}

function HomeworkTasks({
  list: { all, more },
  showMore,
  me,
}: {
  list: HomeworkList;
  showMore: () => void;
  me: Person;
}) {
  const words = useWords();
  const [unsentIds, setUnsentIds] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    void fetchUnsentHomework(me).then((ids) => setUnsentIds(new Set(ids)));
  }, [all, me.id]);
  const getDueTime = (homework: Homework) => Date.parse(homework.due_at ?? "") || Infinity;
  const open = all
    .filter((homework) => isOpen(homework) || unsentIds.has(homework.id))
    .sort((a, b) => Number(isPastDeadline(a)) - Number(isPastDeadline(b)) || getDueTime(a) - getDueTime(b));
  const steps = open.filter((homework) => isOpen(homework) && !isPastDeadline(homework)).slice(0, MAX_OPEN_STEPS);
  const otherOpen = open.filter((homework) => !steps.includes(homework));
  const allDone = all.filter((homework) => !open.includes(homework));
  const doneSteps = steps.length ? listDoneSteps(allDone) : [];
  const done = allDone.filter((homework) => !doneSteps.includes(homework));
  const renderNote = (homework: Homework) =>
    unsentIds.has(homework.id) ? (
      <span class="state warn">
        <Icon name="send" />
        {words.home.unsent}
      </span>
    ) : isOpen(homework) && hasTextDraft(homework.id) ? (
      <span class="state warn">
        <Icon name="write" />
        {words.home.begun}
      </span>
    ) : null;
  const repeated = findRepeatedTitles(all.map(({ assignment }) => assignment.title));
  const moreButton = <ShowMore when={more} show={showMore} />;
  return (
    <>
      {open.length ? null : <p class="empty">{words.home.noHomework}</p>}
      <WeekPath done={doneSteps} open={steps} me={me} repeated={repeated} renderNote={renderNote} />
      <ul class="cards">
        {otherOpen.map((homework) => (
          <HomeworkCard
            key={homework.id}
            homework={homework}
            me={me}
            states={words.home.state}
            earns={homework.assignment.coins ? words.home.coins(homework.assignment.coins) : ""}
            dated={repeated.has(homework.assignment.title)}
          >
            {renderNote(homework)}
          </HomeworkCard>
        ))}
      </ul>
      {done.length ? (
        <details open={!open.length}>
          <summary>
            {words.home.done} ({done.length})
          </summary>
          <ul class="cards">
            {done.map((homework) => (
              <HomeworkCard
                key={homework.id}
                homework={homework}
                me={me}
                states={words.home.state}
                dated={repeated.has(homework.assignment.title)}
              />
            ))}
          </ul>
          {moreButton}
        </details>
      ) : (
        moreButton
      )}
    </>
  );
}

function WeekLessons({ all, me }: { all: Lesson[]; me: Person }) {
  const words = useWords();
  const coming = all.filter((lesson) => Date.parse(lesson.ends_at) > Date.now());
  if (!coming.length) return <p class="empty">{words.home.noLessons}</p>;
  return (
    <ul class="rows">
      {coming.map((lesson) => (
        <LessonRow key={lesson.id} lesson={lesson} me={me} dated />
      ))}
    </ul>
  );
}
