/** What waits in the office, each as a line that leads to the page that decides it; lessons that are on, trials, birthdays. */

import type { Answer } from "@talim/client";
import { toLocalTime } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { useQueueUpdates } from "../../homework/teacher/queue-updates.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { todayWords } from "./words/index.ts";
import type { TodayWords } from "./words/en.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { PupilLink } from "../../office/person-link.tsx";

type Office = NonNullable<Answer<"/today/", "get">["office"]>;

interface Line {
  count: number | null;
  text: (n: number) => string;
  icon: IconName;
  /** Pages that decide it; the first that this person has is opened. */
  pages: string[];
}

export function WaitingToday({ me }: { me: Person }) {
  const today = useLoad(async () => (await talim.api.get("/today/")).office, []);
  useOfficeUpdates(today.reload);
  useQueueUpdates(today.reload);
  return (
    <Loading of={today}>
      {(office) =>
        office ? (
          <>
            <Waiting me={me} office={office} />
            <LessonsNow me={me} office={office} />
            <PeopleToday me={me} office={office} />
          </>
        ) : null
      }
    </Loading>
  );
}

function listLines(office: Office, words: Words, texts: TodayWords): Line[] {
  return [
    { count: office.sign_ups, text: texts.signUps, icon: "pupil", pages: ["sign-ups"] },
    { count: office.proofs, text: texts.proofs, icon: "payments", pages: ["proofs"] },
    { count: office.excuses, text: words.teacher.excuses.waits, icon: "absence", pages: ["excuses"] },
    { count: office.unmarked, text: texts.unmarked, icon: "clock", pages: ["lessons", "timetable"] },
    { count: office.clashes, text: texts.clashes, icon: "calendar", pages: ["timetable", "lessons"] },
    { count: office.approvals, text: texts.approvals, icon: "cash", pages: ["approvals"] },
    { count: office.waiting_counts, text: texts.waitingCounts, icon: "pause", pages: ["shifts"] },
    { count: office.failed_messages, text: texts.failedMessages, icon: "warning", pages: ["stuck", "deliveries"] },
    { count: office.unreached, text: texts.unreached, icon: "messages", pages: ["unreached"] },
    { count: office.engines_without_torch, text: texts.enginesWithoutTorch, icon: "microphone", pages: [] },
  ];
}

function Waiting({ me, office }: { me: Person; office: Office }) {
  const words = useWords();
  const texts = todayWords.use();
  const { hasPage } = usePersonPages();
  const lines = listLines(office, words, texts).filter(({ count }) => count);
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{texts.waiting}</h2>
      {lines.length ? (
        <ul class="waiting-lines">
          {lines.map(({ count, text, icon, pages }) => {
            const to = pages.find((page) => hasPage(me, page));
            const line = (
              <>
                <Icon name={icon} />
                <span>{text(count ?? 0)}</span>
              </>
            );
            return (
              <li key={icon}>
                {to === undefined ? (
                  <span class="waiting-line">{line}</span>
                ) : (
                  <Link to={to} class="waiting-line">
                    {line}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      ) : (
        <p class="calm">
          <Icon name="good" />
          {texts.nothing}
        </p>
      )}
    </section>
  );
}

function LessonsNow({ me, office }: { me: Person; office: Office }) {
  const words = useWords();
  const texts = todayWords.use();
  const { hasPage } = usePersonPages();
  return (
    <section aria-labelledby="now">
      <h2 id="now">{texts.lessonsNow}</h2>
      {office.lessons_now.length ? (
        <ul class="rows">
          {office.lessons_now.map((lesson) => {
            const group = `groups/${lesson.group}`;
            return (
              <li key={lesson.id}>
                <span class="when">{lesson.room?.name ?? words.office.noRoom}</span>
                <span>
                  {hasPage(me, group) ? <Link to={group}>{lesson.group_name}</Link> : lesson.group_name}
                  <span class="quiet small">
                    {[lesson.teacher?.full_name, texts.until(toLocalTime(lesson.ends_at, lesson.zone).time)]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      ) : (
        <p class="empty">{texts.noLessonsNow(office.lessons)}</p>
      )}
    </section>
  );
}

function PeopleToday({ me, office: { trials, birthdays } }: { me: Person; office: Office }) {
  const texts = todayWords.use();
  return (
    <>
      {trials.length ? (
        <section aria-labelledby="trials">
          <h2 id="trials">{texts.trials}</h2>
          <ul class="people-lines">
            {trials.map(({ student, group }) => (
              <li key={`${student.id} ${group.id}`}>
                <PupilLink me={me} of={student} /> <span class="quiet">{group.name}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {birthdays?.length ? (
        <section aria-labelledby="birthdays">
          <h2 id="birthdays">{texts.birthdays}</h2>
          <ul class="people-lines">
            {birthdays.map(({ person, age }) => (
              <li key={person.id}>
                <PupilLink me={me} of={person} /> <span class="quiet">{texts.turns(age)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
