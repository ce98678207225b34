/** The pupil's first page: what is to be done today, the lessons of the week. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { dayOf, dayTime, local, mark } from "../format.ts";
import { keep } from "../recording/sending.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";

type Homework = Answer<"/homework/", "get">["results"][number];
type Lesson = Answer<"/lessons/", "get">["results"][number];

const DAY = 86_400_000;
const LONG_LESSON = DAY / 6;
/** States in which the pupil has something to do. */
const OPEN = ["assigned", "returned"];
const EVENTS = [
  "homework.assigned",
  "homework.reviewed",
  "homework.extended",
  "attempt.scored",
  "attempt.refused",
  "attempt.failed",
  "attempt.received",
] as const;

export function Home({ me }: PageProps) {
  const words = useWords();
  const homework = useLoad(
    async () => (await talim.api.get("/homework/", { query: { page_size: 50, ordering: "-created_at" } })).results,
    [],
  );
  const lessons = useLoad(comingLessons, []);
  const streak = useLoad(() => talim.api.get("/gamification/streaks/me/"), []);
  useEffect(() => {
    const stops = EVENTS.map((type) => talim.realtime.own.on(type, homework.again));
    const stop = talim.realtime.own.on("notification.created", homework.again);
    return () => [...stops, stop].forEach((one) => one());
  }, [homework.again]);
  return (
    <>
      <div class="title">
        <h1>{words.home.hello(me.first_name)}</h1>
        {streak.value ? (
          <p class="chip">
            <Icon name="flame" />
            {words.home.streak(streak.value.current)}
          </p>
        ) : null}
      </div>
      <section aria-labelledby="homework">
        <h2 id="homework">{words.home.homework}</h2>
        <Loading of={homework}>{(all) => <Tasks all={all} me={me} />}</Loading>
      </section>
      <section aria-labelledby="lessons">
        <h2 id="lessons">{words.home.lessons}</h2>
        <Loading of={lessons}>{(all) => <Week all={all} me={me} />}</Loading>
      </section>
    </>
  );
}

/** Those of the coming seven days, and one that has begun. */
async function comingLessons(): Promise<Lesson[]> {
  const [from, to] = [Date.now() - LONG_LESSON, Date.now() + 7 * DAY].map((moment) => new Date(moment).toISOString());
  const query = { mine: true, ordering: "starts_at", page_size: 50, ...(from && to ? { from, to } : {}) };
  return (await talim.api.get("/lessons/", { query })).results;
}

function Tasks({ all, me }: { all: Homework[]; me: Person }) {
  const words = useWords();
  const [waiting, found] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    void keep.of(me.id).then(
      (kept) => found(new Set(kept.map((one) => one.homework))),
      () => undefined,
    );
  }, [all, me.id]);
  const urgent = (one: Homework) => Date.parse(one.due_at ?? "") || Infinity;
  const open = all
    .filter((one) => OPEN.includes(one.state) || waiting.has(one.id))
    .sort((a, b) => urgent(a) - urgent(b));
  const done = all.filter((one) => !open.includes(one));
  return (
    <>
      {open.length ? null : <p class="empty">{words.home.noHomework}</p>}
      <ul class="cards">
        {open.map((one, place) => (
          <Card key={one.id} one={one} me={me} first={!place} waits={waiting.has(one.id)} />
        ))}
      </ul>
      {done.length ? (
        <details open={!open.length}>
          <summary>
            {words.home.done} ({done.length})
          </summary>
          <ul class="cards">
            {done.map((one) => (
              <Card key={one.id} one={one} me={me} first={false} waits={false} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function Card({ one, me, first, waits }: { one: Homework; me: Person; first: boolean; waits: boolean }) {
  const words = useWords();
  const open = OPEN.includes(one.state);
  return (
    <li>
      <Link to={`homework/${one.id}`} class={first ? "card first" : "card"}>
        <strong>{one.assignment.title}</strong>
        <span class="state">
          <Icon name={open ? "microphone" : one.state === "processing" ? "clock" : "good"} />
          {words.home.state[one.state]}
          {one.score === null ? null : <b>{mark(one.score)}</b>}
          {one.stars === null ? null : <b>{words.result.stars(one.stars)}</b>}
        </span>
        {open ? (
          <span class="quiet">
            {one.due_at ? dueWords(one.due_at, me, words) : words.home.noDue} · {words.home.coins(one.assignment.coins)}
          </span>
        ) : null}
        {waits ? (
          <span class="state warn">
            <Icon name="send" />
            {words.home.unsent}
          </span>
        ) : null}
      </Link>
    </li>
  );
}

export function dueWords(due: string, me: Person, words: ReturnType<typeof useWords>): string {
  const when = dayTime(due, me.zone, words);
  return Date.parse(due) < Date.now() ? words.home.overdue(when) : words.home.due(when);
}

function Week({ all, me }: { all: Lesson[]; me: Person }) {
  const words = useWords();
  const coming = all.filter((one) => Date.parse(one.ends_at) > Date.now());
  if (!coming.length) return <p class="empty">{words.home.noLessons}</p>;
  return (
    <ul class="rows">
      {coming.map((one) => {
        const cancelled = one.status === "cancelled";
        return (
          <li key={one.id}>
            <span class="when">
              <b>{dayOf(one.starts_at, me.zone, words)}</b> {local(one.starts_at, me.zone).time}
            </span>
            <span>
              {cancelled ? <s>{one.group_name}</s> : one.group_name}
              <span class="quiet small">
                {[one.topic, one.room?.name, one.teacher?.full_name].filter(Boolean).join(" · ")}
              </span>
            </span>
            {cancelled ? <em>{words.home.cancelled}</em> : one.moved_from ? <em>{words.home.moved}</em> : null}
          </li>
        );
      })}
    </ul>
  );
}
