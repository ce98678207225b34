/** A child's lessons of a month: how many she came to, and each of them. */

import { useState } from "preact/hooks";
import { addDays, formatDayTime, shiftMonth, toIsoDay } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { childrenWords } from "../words/family/children/index.ts";
import { useWords } from "../words/index.ts";
import { AttendanceMark } from "./attendance-mark.tsx";
import { useChildChanges, type Child } from "./children.tsx";

export function MonthOfChild({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const texts = childrenWords.use();
  const now = toIsoDay(Date.now(), me.zone).slice(0, 7);
  const [month, setMonth] = useState(now);
  const first = `${month}-01`;
  const to = addDays(`${shiftMonth(month, 1)}-01`, -1);
  const report = useLoad(() => talim.api.get("/attendance/reports/students/{id}/", { path: { id: child.id }, query: { from: first, to } }), [child.id, month]);
  useChildChanges(child, report.reload);
  const [year = 0, number = 1] = month.split("-").map(Number);
  return (
    <section aria-labelledby="month">
      <h2 id="month">{texts.month}</h2>
      <div class="month-choice">
        <button type="button" aria-label={texts.monthBefore} onClick={() => setMonth(shiftMonth(month, -1))}>
          ‹
        </button>
        <strong>{words.office.month(words.days.months[number - 1] ?? "", number - 1, year)}</strong>
        <button type="button" aria-label={texts.monthAfter} disabled={month >= now} onClick={() => setMonth(shiftMonth(month, 1))}>
          ›
        </button>
      </div>
      <Loading of={report}>
        {({ totals, lessons }) => {
          const came = totals.present + totals.late;
          if (!totals.lessons) return <p class="empty">{texts.noneInMonth}</p>;
          return (
            <>
              <p class="state">
                <Icon name={came === totals.lessons ? "good" : "calendar"} />
                {words.parent.presence.present}: {texts.was(came, totals.lessons)}
              </p>
              <progress max={totals.lessons} value={came} aria-label={texts.month} />
              <details>
                <summary>{texts.eachLesson}</summary>
                <ul class="rows">
                  {lessons.map(({ lesson, cell }) =>
                    cell.mark ? (
                      <li key={lesson.id}>
                        <span class="when">{formatDayTime(lesson.starts_at, me.zone, words)}</span>
                        <span>
                          {lesson.group.name}
                          <AttendanceMark of={cell.mark} />
                        </span>
                      </li>
                    ) : null,
                  )}
                </ul>
              </details>
            </>
          );
        }}
      </Loading>
    </section>
  );
}
