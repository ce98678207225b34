/** The teacher's first page: the one next thing to do, today's lessons, the groups. */

import { useEffect } from "preact/hooks";
import type { Answer, CallOptions } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { local } from "../format.ts";
import { Link } from "../router.tsx";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { sound, sounds } from "./alert.ts";
import type { Book } from "./book.ts";
import { bookOf } from "./books.ts";
import { opens } from "./part.ts";
import { useNews } from "./queue.ts";
import { OPENS_MS } from "./register.ts";
import { Unsettled } from "./unsettled.tsx";

type Lesson = Answer<"/lessons/", "get">["results"][number];
type Group = Answer<"/courses/groups/", "get">["results"][number];

const DAY = 86_400_000;
const REGISTER = "register/:id";
const WALL = "wall/:id";

export function Home({ me }: PageProps) {
  const words = useWords();
  const book = bookOf(me.id);
  const lessons = useLoad(() => book.copied("lessons", lessonsAround), []);
  const today = useToday(me.zone, lessons.again);
  const groups = useLoad(() => book.copied("groups", (patience) => groupsOf(me, patience)), []);
  const waiting = useLoad(() => countWaiting(me), []);
  const excuses = useLoad(() => countExcuses(me), []);
  useNews(waiting.again);
  useNews(excuses.again);
  useEffect(() => {
    if (lessons.value && opens(me, REGISTER)) void fetchAll(book, todays(lessons.value, me.zone));
  }, [book, lessons.value, today]);
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      <Next me={me} lessons={lessons.value && todays(lessons.value, me.zone)} waiting={waiting.value} excuses={excuses.value} />
      {opens(me, REGISTER) ? <Unsettled me={me} book={book} groups={groups.value ?? []} /> : null}
      <section aria-labelledby="today">
        <h2 id="today">{words.teacher.today}</h2>
        <Loading of={lessons}>{(all) => <Today me={me} all={todays(all, me.zone)} />}</Loading>
      </section>
      <section aria-labelledby="groups">
        <h2 id="groups">{words.teacher.groups}</h2>
        <Loading of={groups}>{(all) => <Groups me={me} all={all} />}</Loading>
      </section>
      {opens(me, "opening") ? (
        <p>
          <Link to="opening">{words.entry.opening.title}</Link>
        </p>
      ) : null}
      {opens(me, "review") ? <SoundSwitch /> : null}
    </>
  );
}

/** Lessons of about now: tomorrow's too, for a day that begins without a network. */
async function lessonsAround(patience: CallOptions): Promise<Lesson[]> {
  const now = Date.now();
  const [from, to] = [now - DAY, now + 2 * DAY].map((moment) => new Date(moment).toISOString());
  const query = { mine: true, ordering: "starts_at", page_size: 50, ...(from && to ? { from, to } : {}) };
  return (await talim.api.get("/lessons/", { query, ...patience })).results;
}

/** Of these lessons today's in this zone, and one that has not ended yet. */
function todays(lessons: Lesson[], zone: string): Lesson[] {
  const now = Date.now();
  const today = local(now, zone).number;
  return lessons.filter((one) => local(one.starts_at, zone).number === today || isNow(one, now));
}

/** How much waits for a review by this person: nothing for who reviews nothing. */
async function countWaiting(me: Person): Promise<number> {
  if (!opens(me, "review")) return 0;
  return (await talim.api.get("/homework/queue/", { query: { page_size: 1 } })).count;
}

/** How many excuses wait for an answer by this person: none for who answers none. */
async function countExcuses(me: Person): Promise<number> {
  if (!opens(me, "excuses")) return 0;
  const query = { state: "asked" as const, page_size: 1 };
  return (await talim.api.get("/attendance/excuses/", { query })).count;
}

async function groupsOf(me: Person, patience: CallOptions): Promise<Group[]> {
  const query = { teacher: me.id, status: "active" as const, page_size: 100, ordering: "name" };
  return (await talim.api.get("/courses/groups/", { query, ...patience })).results;
}

/** Have today's registers on the device, so that they open without a network. */
async function fetchAll(book: Book, lessons: Lesson[]): Promise<void> {
  for (const one of lessons) if (one.status !== "cancelled") await book.fetch(one.id).catch(() => undefined);
}

function isNow(one: Lesson, now: number): boolean {
  return Date.parse(one.starts_at) - OPENS_MS <= now && now < Date.parse(one.ends_at);
}

interface NextProps {
  me: Person;
  lessons: Lesson[] | undefined;
  /** How many recordings and excuses wait for this person. */
  waiting: number | undefined;
  excuses: number | undefined;
}

/** The lesson that is on, else what waits for a review, else the next lesson; then the excuses that wait. */
function Next({ me, lessons, waiting, excuses }: NextProps) {
  const words = useWords();
  const t = words.teacher;
  const now = Date.now();
  const held = (lessons ?? []).filter((one) => one.status !== "cancelled");
  const present = held.find((one) => isNow(one, now));
  const coming = held.find((one) => Date.parse(one.starts_at) > now);
  return (
    <div class="next">
      {present && opens(me, REGISTER) ? (
        <Link to={`register/${present.id}`} class="card first">
          <strong>{t.register.take}</strong>
          <span>{lessonWords(present)}</span>
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
          <p class="empty">{t.nextLesson(lessonWords(coming))}</p>
        ) : (
          <p class="empty">{t.allDone}</p>
        )
      ) : null}
    </div>
  );
}

function lessonWords(one: Lesson): string {
  return [local(one.starts_at, one.zone).time, one.group_name, one.room?.name].filter(Boolean).join(" · ");
}

function Today({ me, all }: { me: Person; all: Lesson[] }) {
  const words = useWords();
  if (!all.length) return <p class="empty">{words.teacher.noLessons}</p>;
  return (
    <ul class="rows">
      {all.map((one) => (
        <li key={one.id}>
          <b class="number">
            {local(one.starts_at, one.zone).time}–{local(one.ends_at, one.zone).time}
          </b>
          <span>
            {one.status === "cancelled" ? (
              <>
                <s>{one.group_name}</s> <em>{words.home.cancelled}</em>
              </>
            ) : opens(me, REGISTER) ? (
              <Link to={`register/${one.id}`}>{one.group_name}</Link>
            ) : (
              one.group_name
            )}
            <span class="quiet small">{[one.room?.name, one.topic].filter(Boolean).join(" · ")}</span>
          </span>
          {one.status === "cancelled" || !opens(me, WALL) ? null : (
            <Link to={`wall/${one.group}`}>{words.teacher.wall.short}</Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function Groups({ me, all }: { me: Person; all: Group[] }) {
  const words = useWords();
  if (!all.length) return <p class="empty">{words.teacher.noGroups}</p>;
  return (
    <ul class="rows">
      {all.map((one) => (
        <li key={one.id}>
          <span>
            {one.name}
            <span class="quiet small">{words.teacher.pupils(one.members_count)}</span>
          </span>
          {opens(me, WALL) ? <Link to={`wall/${one.id}`}>{words.teacher.wall.short}</Link> : null}
        </li>
      ))}
    </ul>
  );
}

function SoundSwitch() {
  const words = useWords();
  const on = useStore(sounds);
  return (
    <button type="button" aria-pressed={on} onClick={() => sound(!on)}>
      <Icon name={on ? "good" : "play"} />
      {on ? words.teacher.soundOn : words.teacher.soundOff}
    </button>
  );
}
