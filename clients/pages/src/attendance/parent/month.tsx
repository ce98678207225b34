/** A pupil's lessons of a month: how many the pupil came to, and each of them. */

import { useState } from "preact/hooks";
import { addDays, formatDayTime, shiftMonth, toIsoDay } from "../../format.ts";
import { formatMonth } from "../../payments/family/subject.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { childrenWords } from "../../parent/children/words/index.ts";
import { useWords } from "../../words/index.ts";
import { AttendanceMark, type Mark } from "./attendance-mark.tsx";
import { useChildChanges, type Child } from "../../parent/children.tsx";

/** What is said about the pupil: to a parent of a child, to the pupil of oneself. */
export interface MonthTexts {
  title: string;
  came: string;
  count: (came: number, all: number) => string;
  presence: Record<Mark["counts_as"], string>;
}

export function MonthOfChild({ child, me }: { child: Child; me: Person }) {
  const { parent } = useWords();
  const { month, was } = childrenWords.use();
  const texts = { title: month, came: parent.presence.present, count: was, presence: parent.presence };
  return (
    <MonthOfPupil student={child.id} me={me} texts={texts} useChanges={(reload) => useChildChanges(child, reload)} />
  );
}

interface MonthProps {
  student: string;
  me: Person;
  texts: MonthTexts;
  /** A hook that reloads when something changed for the pupil. */
  useChanges: (reload: () => void) => void;
}

export function MonthOfPupil({ student, me, texts: said, useChanges }: MonthProps) {
  const words = useWords();
  const texts = childrenWords.use();
  const now = toIsoDay(Date.now(), me.zone).slice(0, 7);
  const [month, setMonth] = useState(now);
  const first = `${month}-01`;
  const to = addDays(`${shiftMonth(month, 1)}-01`, -1);
  const report = useLoad(
    () => talim.api.get("/attendance/reports/students/{id}/", { path: { id: student }, query: { from: first, to } }),
    [student, month],
  );
  useChanges(report.reload);
  return (
    <section aria-labelledby="month">
      <h2 id="month">{said.title}</h2>
      <div class="month-choice">
        <button type="button" aria-label={texts.monthBefore} onClick={() => setMonth(shiftMonth(month, -1))}>
          ‹
        </button>
        <strong>{formatMonth(month, words)}</strong>
        <button
          type="button"
          aria-label={texts.monthAfter}
          disabled={month >= now}
          onClick={() => setMonth(shiftMonth(month, 1))}
        >
          ›
        </button>
      </div>
      <Loading of={report}>
        {({ totals, lessons }) => {
          const came = totals.present + totals.late;
          const unmarked = lessons.filter(({ cell }) => !cell.mark).length;
          const marked = totals.lessons - unmarked;
          if (!totals.lessons) return <p class="empty">{texts.noneInMonth}</p>;
          return (
            <>
              {marked ? (
                <>
                  <p class="state">
                    <Icon name={came === marked ? "good" : "calendar"} />
                    {said.came}: {said.count(came, marked)}
                  </p>
                  <progress max={marked} value={came} aria-label={said.title} />
                </>
              ) : null}
              {unmarked ? <p class="quiet">{texts.waitMarks(unmarked)}</p> : null}
              <details>
                <summary>{texts.eachLesson}</summary>
                <ul class="rows">
                  {lessons.map(({ lesson, cell }) => (
                    <li key={lesson.id}>
                      <span class="when">{formatDayTime(lesson.starts_at, me.zone, words)}</span>
                      <span>
                        {lesson.group.name}
                        {cell.mark ? (
                          <AttendanceMark of={cell.mark} says={said.presence} />
                        ) : (
                          <span class="state quiet">{texts.notMarkedYet}</span>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            </>
          );
        }}
      </Loading>
    </section>
  );
}
