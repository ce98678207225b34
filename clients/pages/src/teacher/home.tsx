/** The teacher's first page: the one next thing to do, today's lessons, the groups. */

import { useEffect } from "preact/hooks";
import type { Answer, CallOptions } from "@talim/client";
import { GlanceSlot } from "../analytics/glance-slot.tsx";
import type { PageProps } from "../person-pages.ts";
import { toLocalTime } from "../format.ts";
import { Link } from "../router.tsx";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { setSoundEnabled, soundEnabled } from "../homework/teacher/submission-alerts.ts";
import type { RegisterSync } from "../attendance/teacher/register-sync.ts";
import { getRegisterSync } from "../attendance/teacher/current-register-sync.ts";
import { canOpenPage } from "./page-permissions.ts";
import { useQueueUpdates } from "../homework/teacher/queue-updates.ts";
import { OPENS_BEFORE_MS } from "../attendance/teacher/register.ts";
import { UnmarkedLessons } from "../attendance/teacher/unmarked-lessons.tsx";
import { UnsyncedRegisters } from "../attendance/teacher/unsynced-registers.tsx";

type Lesson = Answer<"/lessons/", "get">["results"][number];
type Group = Answer<"/courses/groups/", "get">["results"][number];

const DAY_MS = 86_400_000;
const REGISTER = "register/:id";
const WALL = "wall/:id";

export function Home({ me }: PageProps) {
  const words = useWords();
  const book = getRegisterSync(me.id);
  const lessons = useLoad(() => book.fetchOrUseCache("lessons", fetchNearLessons), []);
  const today = useToday(me.zone, lessons.reload);
  const groups = useLoad(() => book.fetchOrUseCache("groups", (patience) => fetchGroups(me, patience)), []);
  const waiting = useLoad(() => countWaiting(me), []);
  const excuses = useLoad(() => countExcuses(me), []);
  useQueueUpdates(waiting.reload);
  useQueueUpdates(excuses.reload);
  useEffect(() => {
    if (lessons.value && canOpenPage(me, REGISTER)) void preloadRegisters(book, filterToday(lessons.value, me.zone));
  }, [book, lessons.value, today]);
  return (
    <div class="wide">
      <h1>{words.home.hello(me.first_name)}</h1>
      <div class="sides">
        <div>
          <NextTask
            me={me}
            lessons={lessons.value && filterToday(lessons.value, me.zone)}
            waiting={waiting.value}
            excuses={excuses.value}
          />
          {canOpenPage(me, REGISTER) ? <UnsyncedRegisters me={me} book={book} /> : null}
          <section aria-labelledby="today">
            <h2 id="today">{words.teacher.today}</h2>
            <Loading of={lessons}>{(all) => <TodayLessons me={me} all={filterToday(all, me.zone)} />}</Loading>
          </section>
          {canOpenPage(me, REGISTER) && me.permissions.includes("lessons.change") ? <UnmarkedLessons me={me} /> : null}
        </div>
        <div>
          <section aria-labelledby="groups">
            <h2 id="groups">{words.teacher.groups}</h2>
            <Loading of={groups}>{(all) => <GroupList me={me} all={all} />}</Loading>
          </section>
          <GlanceSlot me={me} />
          {canOpenPage(me, "opening") ? (
            <p>
              <Link to="opening">{words.entry.opening.title}</Link>
            </p>
          ) : null}
          {canOpenPage(me, "review") ? <SoundSwitch /> : null}
        </div>
      </div>
    </div>
  );
}

/** Lessons that one gives or assists in, of about now: tomorrow's too, for a day that begins without a network. */
async function fetchNearLessons(patience: CallOptions): Promise<Lesson[]> {
  const now = Date.now();
  const [from, to] = [now - DAY_MS, now + 2 * DAY_MS].map((moment) => new Date(moment).toISOString());
  const query = { teaching: "own" as const, ordering: "starts_at", page_size: 50, ...(from && to ? { from, to } : {}) };
  return (await talim.api.get("/lessons/", { query, ...patience })).results;
}

/** Of these lessons today's in this zone, and one that has not ended yet. */
function filterToday(lessons: Lesson[], zone: string): Lesson[] {
  const now = Date.now();
  const today = toLocalTime(now, zone).number;
  return lessons.filter((lesson) => toLocalTime(lesson.starts_at, zone).number === today || isOnNow(lesson, now));
}

/** How much waits for a review by this person: nothing for who reviews nothing. */
async function countWaiting(me: Person): Promise<number> {
  if (!canOpenPage(me, "review")) return 0;
  return (await talim.api.get("/homework/queue/", { query: { page_size: 1 } })).count;
}

/** How many excuses wait for an answer by this person: none for who answers none. */
async function countExcuses(me: Person): Promise<number> {
  if (!canOpenPage(me, "excuses")) return 0;
  const query = { state: "asked" as const, page_size: 1 };
  return (await talim.api.get("/attendance/excuses/", { query })).count;
}

async function fetchGroups(me: Person, patience: CallOptions): Promise<Group[]> {
  const query = { teacher: me.id, status: "active" as const, page_size: 100, ordering: "name" };
  return (await talim.api.get("/courses/groups/", { query, ...patience })).results;
}

/** Have today's registers on the device, so that they open without a network. */
async function preloadRegisters(book: RegisterSync, lessons: Lesson[]): Promise<void> {
  for (const lesson of lessons) if (lesson.status !== "cancelled") await book.fetch(lesson.id).catch(() => undefined);
}

function isOnNow(lesson: Lesson, now: number): boolean {
  return Date.parse(lesson.starts_at) - OPENS_BEFORE_MS <= now && now < Date.parse(lesson.ends_at);
}

interface NextTaskProps {
  me: Person;
  lessons: Lesson[] | undefined;
  /** How many recordings and excuses wait for this person. */
  waiting: number | undefined;
  excuses: number | undefined;
}

/** The lesson that is on, else what waits for a review, else the next lesson; then the excuses that wait. */
function NextTask({ me, lessons, waiting, excuses }: NextTaskProps) {
  const words = useWords();
  const t = words.teacher;
  const now = Date.now();
  const held = (lessons ?? []).filter((lesson) => lesson.status !== "cancelled");
  const present = held.find((lesson) => isOnNow(lesson, now));
  const coming = held.find((lesson) => Date.parse(lesson.starts_at) > now);
  return (
    <div class="next">
      {present && canOpenPage(me, REGISTER) ? (
        <Link to={`register/${present.id}`} class="card first">
          <strong>{t.register.take}</strong>
          <span>{formatLesson(present)}</span>
        </Link>
      ) : null}
      {waiting ? (
        <Link to="review" class={present ? "card" : "card first"}>
          <strong>{t.review.waits(waiting)}</strong>
          <span class="state">
            <Icon name="play" />
            {t.review.begin}
          </span>
        </Link>
      ) : null}
      {excuses ? (
        <Link to="excuses" class={!present && waiting === 0 ? "card first" : "card"}>
          <strong>{t.excuses.waits(excuses)}</strong>
          <span class="state">
            <Icon name="absence" />
            {t.excuses.begin}
          </span>
        </Link>
      ) : null}
      {!present && waiting === 0 ? (
        coming ? (
          <p class="empty">{t.nextLesson(formatLesson(coming))}</p>
        ) : (
          <p class="empty">{t.allDone}</p>
        )
      ) : null}
    </div>
  );
}

/** Who gives the lesson, where it is somebody else: of a group that she leads or assists. */
function nameOtherTeacher({ teacher }: Lesson, me: Person): string {
  return teacher && teacher.id !== me.id ? teacher.full_name : "";
}

function formatLesson(lesson: Lesson): string {
  return [toLocalTime(lesson.starts_at, lesson.zone).time, lesson.group_name, lesson.room?.name]
    .filter(Boolean)
    .join(" · ");
}

function TodayLessons({ me, all }: { me: Person; all: Lesson[] }) {
  const words = useWords();
  if (!all.length) return <p class="empty">{words.teacher.noLessons}</p>;
  return (
    <ul class="rows">
      {all.map((lesson) => (
        <li key={lesson.id}>
          <b class="number">
            {toLocalTime(lesson.starts_at, lesson.zone).time}–{toLocalTime(lesson.ends_at, lesson.zone).time}
          </b>
          <span>
            {lesson.status === "cancelled" ? (
              <>
                <Link to={`lesson/${lesson.id}`}>
                  <s>{lesson.group_name}</s>
                </Link>{" "}
                <em>{words.home.cancelled}</em>
              </>
            ) : canOpenPage(me, REGISTER) ? (
              <Link to={`register/${lesson.id}`}>{lesson.group_name}</Link>
            ) : (
              lesson.group_name
            )}
            <span class="quiet small">
              {[nameOtherTeacher(lesson, me), lesson.room?.name, lesson.topic].filter(Boolean).join(" · ")}
            </span>
          </span>
          {lesson.status === "cancelled" || !canOpenPage(me, WALL) ? null : (
            <Link to={`wall/${lesson.group}`}>{words.teacher.wall.short}</Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function GroupList({ me, all }: { me: Person; all: Group[] }) {
  const words = useWords();
  if (!all.length) return <p class="empty">{words.teacher.noGroups}</p>;
  return (
    <ul class="rows">
      {all.map((group) => (
        <li key={group.id}>
          <span>
            {canOpenPage(me, "group/:id") ? <Link to={`group/${group.id}`}>{group.name}</Link> : group.name}
            <span class="quiet small">{words.teacher.pupils(group.members_count)}</span>
          </span>
          {canOpenPage(me, WALL) ? <Link to={`wall/${group.id}`}>{words.teacher.wall.short}</Link> : null}
        </li>
      ))}
    </ul>
  );
}

function SoundSwitch() {
  const words = useWords();
  const on = useStore(soundEnabled);
  return (
    <button type="button" aria-pressed={on} onClick={() => setSoundEnabled(!on)}>
      <Icon name={on ? "good" : "play"} />
      {on ? words.teacher.soundOn : words.teacher.soundOff}
    </button>
  );
}
