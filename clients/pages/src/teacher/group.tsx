/** A group of a teacher: who learns in it and how it goes, what comes next, what was given, who leads. */

import type { PageProps } from "../person-pages.ts";
import { formatDayTime, formatScore, toIsoDay } from "../format.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { PersonName } from "../ui/avatar.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { useWords } from "../words/index.ts";
import { groupWords } from "../words/teacher/group/index.ts";
import { GroupHomework } from "./group-homework.tsx";
import { Leaderboard } from "./leaderboard.tsx";
import { Materials } from "./materials.tsx";
import { canOpenPage } from "./page-permissions.ts";

const NEXT_LESSONS = 5;
const WHOLE = { page_size: 100 };

export function GroupPage({ me, values }: PageProps) {
  const texts = groupWords.use();
  const words = useWords();
  const id = values["id"] ?? "";
  const group = useLoad(() => talim.api.get("/courses/groups/{id}/", { path: { id } }), [id]);
  return (
    <div class="wide">
      <Loading of={group}>
        {({ name, course, zone, members_count }) => (
          <>
            <h1>{name}</h1>
            <p class="quiet">{words.teacher.pupils(members_count)}</p>
            <Members group={id} zone={zone} />
            <NextLessons group={id} me={me} />
            {canOpenPage(me, "wall/:id") ? <GroupHomework group={id} me={me} /> : null}
            <Leaderboard group={id} />
            <section aria-labelledby="materials">
              <h2 id="materials">{texts.materials}</h2>
              <Materials of={{ course: course.id }} me={me} />
            </section>
          </>
        )}
      </Loading>
    </div>
  );
}

/** The pupils with the attendance of the month and the average of the scores that stand. */
function Members({ group, zone }: { group: string; zone: string }) {
  const texts = groupWords.use();
  const all = useLoad(async () => {
    const path = { id: group };
    const [members, report, homework] = await Promise.all([
      fetchAllPages((page) => talim.api.get("/courses/groups/{id}/members/", { path, query: { ...WHOLE, open: true, page } })),
      talim.api.get("/attendance/reports/groups/{id}/", { path, query: { month: toIsoDay(Date.now(), zone).slice(0, 7) } }),
      fetchAllPages((page) => talim.api.get("/homework/", { query: { ...WHOLE, group, page } })),
    ]);
    const percents = new Map(report.rows.map(({ student, totals }) => [student.id, totals.percent]));
    const scores = new Map<string, number[]>();
    for (const { student, score } of homework)
      if (score !== null) scores.set(student.id, [...(scores.get(student.id) ?? []), score]);
    return members
      .map(({ student }) => ({ student, percent: percents.get(student.id) ?? null, average: getAverage(scores.get(student.id)) }))
      .sort((a, b) => a.student.full_name.localeCompare(b.student.full_name));
  }, [group]);
  return (
    <section aria-labelledby="members">
      <h2 id="members">{texts.pupils}</h2>
      <Loading of={all}>
        {(members) =>
          members.length ? (
            <Table
              label={texts.pupils}
              heads={[{ word: texts.pupil }, { word: texts.attendance, number: true }, { word: texts.average, number: true }]}
              rows={members.map(({ student, percent, average }) => ({
                key: student.id,
                cells: [
                  <Link to={`pupil/${student.id}`}>
                    <PersonName id={student.id} name={student.full_name} />
                  </Link>,
                  percent === null ? texts.noFigure : `${percent} %`,
                  average === null ? texts.noFigure : formatScore(average),
                ],
              }))}
            />
          ) : (
            <p class="empty">{texts.nobody}</p>
          )
        }
      </Loading>
    </section>
  );
}

function getAverage(scores: number[] | undefined): number | null {
  return scores ? Math.round(scores.reduce((sum, score) => sum + score, 0) / scores.length) : null;
}

function NextLessons({ group, me }: { group: string; me: Person }) {
  const words = useWords();
  const texts = groupWords.use();
  const lessons = useLoad(async () => {
    const query = { group, from: new Date().toISOString(), ordering: "starts_at", page_size: NEXT_LESSONS };
    return (await talim.api.get("/lessons/", { query })).results;
  }, [group]);
  return (
    <section aria-labelledby="lessons">
      <h2 id="lessons">{texts.lessons}</h2>
      <Loading of={lessons}>
        {(rows) =>
          rows.length ? (
            <ul class="rows">
              {rows.map(({ id, starts_at, zone, room, topic, status }) => {
                const when = formatDayTime(starts_at, zone, words);
                const what = status === "cancelled" ? <s>{when}</s> : when;
                return (
                  <li key={id}>
                    <span>
                      {canOpenPage(me, "register/:id") ? <Link to={`register/${id}`}>{what}</Link> : what}
                      <span class="quiet small">
                        {[status === "cancelled" ? words.home.cancelled : "", room?.name, topic].filter(Boolean).join(" · ")}
                      </span>
                    </span>
                  </li>
                );
              })}
            </ul>
          ) : (
            <p class="empty">{texts.noLessons}</p>
          )
        }
      </Loading>
    </section>
  );
}
