/** Everything about one child: the lessons of the week, homework, how it goes, the month. */

import { useEffect, useRef } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { canOpenDevice } from "../accounts/entry/open-device.tsx";
import { getServerTime } from "../clock.ts";
import { toLocalTime } from "../format.ts";
import { HomeworkCard } from "../homework/pupil/card.tsx";
import { findRepeatedTitles } from "../homework/pupil/homework-list.ts";
import { LessonRow, type Lesson } from "../lessons/pupil/lesson.tsx";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { Link, query, replaceQuery, showSection } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { childrenWords } from "./children/words/index.ts";
import { useWords } from "../words/index.ts";
import { ChildPage, useChildChanges, type Child } from "./children.tsx";
import { OpenConsentsNotice } from "../accounts/parent/consents.tsx";
import { AttendanceMark, type Mark } from "../attendance/parent/attendance-mark.tsx";
import { MonthOfChild } from "../attendance/parent/month.tsx";
import { ProgressOfChild } from "../homework/parent/progress.tsx";
import { ReachTeacher } from "../chat/parent/reach-teacher.tsx";

const DAY_MS = 86_400_000;
const PAGE_SIZE = 20;

export function ChildOverview({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1 class="unseen">{words.parent.whose}</h1>
      <ChildPage childId={values["child"]}>
        {(child) => (
          <>
            <OpenConsentsNotice child={child} />
            {child.sees_progress ? (
              <>
                <LessonsToday child={child} me={me} />
                <MonthOfChild child={child} me={me} />
                <HomeworkOfChild child={child} me={me} />
                <ProgressOfChild child={child} me={me} />
              </>
            ) : (
              <p class="empty">{words.parent.noProgress}</p>
            )}
            <ReachTeacher all={[child]} me={me} />
            <ChildLinks child={child} me={me} />
          </>
        )}
      </ChildPage>
    </>
  );
}

/** What else there is about a child, by what the link and the age allow. */
function ChildLinks({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const texts = childrenWords.use();
  const links: [to: string, word: string][] = [
    ...(child.sees_progress
      ? [
          [`progress/${child.id}`, texts.changes] as [string, string],
          [`grades/${child.id}`, words.learning.pages.grades] as [string, string],
          ["report-cards", words.learning.pages.reportCards] as [string, string],
          ["certificates", words.learning.pages.certificates] as [string, string],
        ]
      : []),
    ...(child.child_profile && child.sees_progress
      ? [
          [`day/${child.id}`, texts.smallDay] as [string, string],
          [`kids/${child.id}`, words.learning.pages.play] as [string, string],
          [`seen/${child.id}`, words.learning.pages.seen] as [string, string],
        ]
      : []),
    ...(child.sees_payments ? [[`payments/${child.id}`, words.payments.title] as [string, string]] : []),
    ...(child.is_minor ? [[`consents/${child.id}`, words.parent.consents] as [string, string]] : []),
    ...((child.child_profile || child.is_minor) && child.sees_progress && canOpenDevice(me)
      ? [[`opening/${child.id}`, words.entry.opening.title] as [string, string]]
      : []),
    ...(child.is_minor ? [[`data/${child.id}`, texts.dataLink] as [string, string]] : []),
  ];
  return (
    <section aria-label={texts.more}>
      {links.map(([to, word]) => (
        <p key={to}>
          <Link to={to}>{word}</Link>
        </p>
      ))}
    </section>
  );
}

function LessonsToday({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const week = useLoad(() => fetchWeek(child.id), [child.id]);
  useChildChanges(child, week.reload);
  useToday(me.zone, week.reload);
  const section = useAskedSection("lessons", week.value !== undefined);
  return (
    <section aria-labelledby="lessons" ref={section}>
      <h2 id="lessons">{words.home.todayLessons}</h2>
      <Loading of={week}>
        {({ lessons, marks }) => {
          const today = lessons.filter((lesson) => isToday(lesson, me));
          const later = lessons.filter((lesson) => !isToday(lesson, me) && Date.parse(lesson.starts_at) > Date.now());
          return (
            <>
              {today.length ? (
                <LessonRows lessons={today} marks={marks} me={me} child={child} />
              ) : (
                <p class="empty">{words.parent.free}</p>
              )}
              {later.length ? (
                <details>
                  <summary>{words.home.later}</summary>
                  <LessonRows lessons={later} marks={marks} me={me} child={child} />
                </details>
              ) : null}
            </>
          );
        }}
      </Loading>
      <p>
        <Link to={`absence/${child.id}`}>{words.parent.excuse}</Link>
      </p>
    </section>
  );
}

/** Lessons from yesterday until a week from now, and the last marks. */
async function fetchWeek(student: string): Promise<{ lessons: Lesson[]; marks: Mark[] }> {
  const [from, to] = [Date.now() - DAY_MS, Date.now() + 7 * DAY_MS].map((moment) => new Date(moment).toISOString());
  const [lessons, marks] = await Promise.all([
    talim.api.get("/lessons/", { query: { student, ordering: "starts_at", page_size: 50, from, to } }),
    talim.api.get("/attendance/", { query: { student, page_size: PAGE_SIZE } }),
  ]);
  return { lessons: lessons.results, marks: marks.results };
}

function isToday(lesson: Lesson, me: Person): boolean {
  return toLocalTime(lesson.starts_at, me.zone).number === toLocalTime(Date.now(), me.zone).number;
}

function LessonRows({ lessons, marks, me, child }: { lessons: Lesson[]; marks: Mark[]; me: Person; child: Child }) {
  return (
    <ul class="rows">
      {lessons.map((lesson) => {
        const mark = marks.find((other) => other.lesson === lesson.id);
        return (
          <LessonRow
            key={lesson.id}
            lesson={child.is_minor ? lesson : { ...lesson, live: null }}
            me={me}
            dated={!isToday(lesson, me)}
            student={child.id}
          >
            {mark ? <AttendanceMark of={mark} /> : <NoMark lesson={lesson} />}
          </LessonRow>
        );
      })}
    </ul>
  );
}

/** A lesson that has begun has a mark, or waits for it. */
function NoMark({ lesson }: { lesson: Lesson }) {
  const texts = childrenWords.use();
  if (lesson.status === "cancelled" || Date.parse(lesson.starts_at) > getServerTime()) return null;
  return (
    <span class="state quiet">
      <Icon name="clock" />
      {texts.notMarkedYet}
    </span>
  );
}

/** The address may ask for one section (`children/…?homework`). It is asked for once: the way back leads to where one was. */
function useAskedSection(name: string, ready: boolean) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!ready || query.get() !== `?${name}`) return;
    if (section.current) showSection(section.current);
    replaceQuery("");
  }, [ready]);
  return section;
}

function HomeworkOfChild({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const limit = useRef(PAGE_SIZE);
  const query = { student: child.id, ordering: "-created_at" };
  const newest = useLoad(
    () =>
      fetchNewestOfPages(limit.current, (page, page_size) =>
        talim.api.get("/homework/", { query: { ...query, page, page_size } }),
      ),
    [child.id],
  );
  const showMore = (shownCount: number) => {
    limit.current = shownCount + PAGE_SIZE;
    newest.reload();
  };
  useChildChanges(child, newest.reload);
  useToday(me.zone, newest.reload);
  const section = useAskedSection("homework", newest.value !== undefined);
  return (
    <section aria-labelledby="homework" ref={section}>
      <h2 id="homework">{words.home.homework}</h2>
      <Loading of={newest}>
        {({ results, more }) => {
          const repeated = findRepeatedTitles(results.map(({ assignment }) => assignment.title));
          return results.length ? (
            <>
              <ul class="cards">
                {results.map((homework) => (
                  <HomeworkCard
                    key={homework.id}
                    homework={homework}
                    me={me}
                    states={words.parent.state}
                    dated={repeated.has(homework.assignment.title)}
                  />
                ))}
              </ul>
              <ShowMore when={more} show={() => showMore(results.length)} />
            </>
          ) : (
            <p class="empty">{words.parent.noHomework}</p>
          );
        }}
      </Loading>
      {newest.value && newest.error ? <Problem error={newest.error} again={newest.reload} /> : null}
    </section>
  );
}
