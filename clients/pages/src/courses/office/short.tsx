/** Attendance of the month and the last homework of a group, in short. */

import { formatDate, formatDayTime, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import type { Group } from "./data.ts";

export function Short({ group, me }: { group: Group; me: Person }) {
  const words = useWords();
  const texts = groupsWords.use();
  const month = toIsoDay(Date.now(), group.zone).slice(0, 7);
  const path = { id: group.id };
  const report = useLoad(
    () => talim.api.get("/attendance/reports/groups/{id}/", { path, query: { month } }),
    [group.id, month],
  );
  const homework = useLoad(
    () =>
      talim.api.get("/homework/assignments/", { query: { group: group.id, page_size: 5, ordering: "-created_at" } }),
    [group.id],
  );
  return (
    <>
      <h3>{texts.attendanceMonth}</h3>
      <Loading of={report}>
        {({ rows, totals }) =>
          totals.lessons ? (
            <ul class="rows">
              {rows
                .filter((row) => row.totals.lessons)
                .map((row) => (
                  <li key={row.student.id}>
                    <span class="when number">{row.totals.percent === null ? "–" : `${row.totals.percent} %`}</span>
                    <span>
                      {row.student.full_name}
                      <span class="quiet small">{texts.absences(row.totals.absent, row.totals.late)}</span>
                    </span>
                  </li>
                ))}
            </ul>
          ) : (
            <p class="quiet">{texts.noAttendance}</p>
          )
        }
      </Loading>
      <h3>{texts.homework}</h3>
      <Loading of={homework}>
        {({ results }) =>
          results.length ? (
            <ul class="rows">
              {results.map((row) => (
                <li key={row.id}>
                  <span class="when number">
                    {row.handed_in_count} / {row.pupils_count}
                  </span>
                  <span>
                    {row.title}
                    <span class="quiet small">
                      {row.deadline
                        ? texts.until(formatDayTime(row.deadline, me.zone, words))
                        : formatDate(toIsoDay(row.created_at, me.zone), me.zone, words)}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="quiet">{texts.noHomework}</p>
          )
        }
      </Loading>
    </>
  );
}
