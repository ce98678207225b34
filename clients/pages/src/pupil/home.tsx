/** The pupil's first page: what is to be done today, the lessons of the week. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CallOptions } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { recordingStore } from "../recording/upload-queue.ts";
import { talim, type Person } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { HomeworkCard, isOpen, isPastDeadline } from "./card.tsx";
import { CachedNotice, useCachedLoad } from "./cached-load.tsx";
import { fetchHomeworkList, type HomeworkSource, type HomeworkList, type Homework } from "./homework-list.ts";
import { LessonRow, type Lesson } from "./lesson.tsx";

const DAY_MS = 86_400_000;
const LONGEST_LESSON_MS = DAY_MS / 6;
/** So much homework is shown at first, and so much more at each wish. */
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
  const most = useRef(PAGE_SIZE);
  const homework = useCachedLoad("given", me, (patience) => fetchHomeworkList(fetchHome(patience), most.current, () => fetchUnsentHomework(me)), []);
  const lessons = useCachedLoad("lessons", me, fetchComingLessons, []);
  const streak = useLoad(() => talim.api.get("/gamification/streaks/me/"), []);
  useToday(me.zone, () => (homework.reload(), lessons.reload()));
  const further = () => {
    most.current += PAGE_SIZE;
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
      <CachedNotice at={homework.cachedAt ?? lessons.cachedAt} again={() => (homework.reload(), lessons.reload())} me={me} />
      <section aria-labelledby="homework">
        <h2 id="homework">{words.home.homework}</h2>
        <Loading of={homework}>{(list) => <HomeworkTasks given={list} further={further} me={me} />}</Loading>
        {homework.value && homework.error ? <Problem error={homework.error} again={homework.reload} /> : null}
      </section>
      {homework.value ?? homework.error ? (
        <section aria-labelledby="lessons">
          <h2 id="lessons">{words.home.lessons}</h2>
          <Loading of={lessons}>{(all) => <WeekLessons all={all} me={me} />}</Loading>
        </section>
      ) : null}
    </>
  );
}

function fetchHome(patience: CallOptions): HomeworkSource {
  return {
    list: (query) => talim.api.get("/homework/", { query, ...patience }),
    one: (id) => talim.api.get("/homework/{id}/", { path: { id }, ...patience }),
  };
}

/** Homework of which a recording lies here. */
async function fetchUnsentHomework(me: Person): Promise<string[]> {
  const stored = await recordingStore.listOf(me.id).catch(() => []);
  return stored.map((recording) => recording.homework);
}

/** Those of the coming seven days, and one that has begun. */
async function fetchComingLessons(patience: CallOptions): Promise<Lesson[]> {
  const [from, to] = [Date.now() - LONGEST_LESSON_MS, Date.now() + 7 * DAY_MS].map((moment) => new Date(moment).toISOString());
  const query = { mine: true, ordering: "starts_at", page_size: 50, ...(from && to ? { from, to } : {}) };
  return (await talim.api.get("/lessons/", { query, ...patience })).results;
}

function HomeworkTasks({ given: { all, more }, further, me }: { given: HomeworkList; further: () => void; me: Person }) {
  const words = useWords();
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    void fetchUnsentHomework(me).then((ids) => setWaiting(new Set(ids)));
  }, [all, me.id]);
  const urgent = (homework: Homework) => Date.parse(homework.due_at ?? "") || Infinity;
  const open = all
    .filter((homework) => isOpen(homework) || waiting.has(homework.id))
    .sort((a, b) => Number(isPastDeadline(a)) - Number(isPastDeadline(b)) || urgent(a) - urgent(b));
  const done = all.filter((homework) => !open.includes(homework));
  const older = more ? (
    <button type="button" onClick={further}>
      {words.more}
    </button>
  ) : null;
  return (
    <>
      {open.length ? null : <p class="empty">{words.home.noHomework}</p>}
      <ul class="cards">
        {open.map((homework, place) => (
          <HomeworkCard
            key={homework.id}
            homework={homework}
            me={me}
            states={words.home.state}
            first={!place && !isPastDeadline(homework)}
            earns={homework.assignment.coins ? words.home.coins(homework.assignment.coins) : ""}
          >
            {waiting.has(homework.id) ? (
              <span class="state warn">
                <Icon name="send" />
                {words.home.unsent}
              </span>
            ) : null}
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
              <HomeworkCard key={homework.id} homework={homework} me={me} states={words.home.state} />
            ))}
          </ul>
          {older}
        </details>
      ) : (
        older
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
