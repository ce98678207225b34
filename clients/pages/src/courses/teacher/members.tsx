/** The pupils of a group: a table on a wide screen; on a phone a short row each, which opens. */

import { formatScore, toIsoDay } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { PersonName } from "../../ui/avatar.tsx";
import { CompactRows } from "../../ui/compact-rows.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { PHONE, useMedia } from "../../ui/media.ts";
import { Table } from "../../ui/table.tsx";
import { groupWords } from "./words/index.ts";

const WHOLE = { page_size: 100 };

interface Member {
  student: { id: string; full_name: string };
  level: string | undefined;
  percent: number | null;
  average: number | null;
}

/** The pupils who learn here now, by name. */
export async function fetchMembers(group: string) {
  const query = { ...WHOLE, open: true };
  const all = await fetchAllPages((page) =>
    talim.api.get("/courses/groups/{id}/members/", { path: { id: group }, query: { ...query, page } }),
  );
  return all.map(({ student }) => student).sort((a, b) => a.full_name.localeCompare(b.full_name));
}

/** The newest level of each pupil in this language. */
async function fetchLevels(language: string): Promise<Map<string, string>> {
  const all = await fetchAllPages((page) =>
    talim.api.get("/courses/placements/", { query: { ...WHOLE, language: language as "en", page } }),
  );
  return new Map(all.reverse().map(({ student, level }) => [student.id, level]));
}

/** The pupils with their levels, the attendance of the month and the average of the scores that stand. */
export function Members({ group, zone, language }: { group: string; zone: string; language: string }) {
  const texts = groupWords.use();
  const narrow = useMedia(PHONE);
  const all = useLoad(async () => {
    const path = { id: group };
    const [members, levels, report, homework] = await Promise.all([
      fetchMembers(group),
      fetchLevels(language),
      talim.api.get("/attendance/reports/groups/{id}/", {
        path,
        query: { month: toIsoDay(Date.now(), zone).slice(0, 7) },
      }),
      fetchAllPages((page) => talim.api.get("/homework/", { query: { ...WHOLE, group, page } })),
    ]);
    const percents = new Map(report.rows.map(({ student, totals }) => [student.id, totals.percent]));
    const scores = new Map<string, number[]>();
    for (const { student, score } of homework)
      if (score !== null) scores.set(student.id, [...(scores.get(student.id) ?? []), score]);
    return members.map((student) => ({
      student,
      level: levels.get(student.id),
      percent: percents.get(student.id) ?? null,
      average: getAverage(scores.get(student.id)),
    }));
  }, [group]);
  return (
    <section aria-labelledby="members">
      <h2 id="members">{texts.pupils}</h2>
      <Loading of={all}>
        {(members) =>
          members.length ? (
            narrow ? (
              <MemberRows members={members} />
            ) : (
              <MemberTable members={members} />
            )
          ) : (
            <p class="empty">{texts.nobody}</p>
          )
        }
      </Loading>
    </section>
  );
}

/** The average score stands in the line; attendance, level and the pupil's page open. */
function MemberRows({ members }: { members: Member[] }) {
  const texts = groupWords.use();
  return (
    <CompactRows
      label={texts.pupils}
      figure={texts.average}
      rows={members.map(({ student, level, percent, average }) => ({
        id: student.id,
        name: student.full_name,
        figure: average === null ? texts.noFigure : formatScore(average),
        rest: (
          <>
            <p>
              {texts.attendance}: <b>{percent === null ? texts.noFigure : `${percent} %`}</b>
            </p>
            {level ? (
              <p>
                {texts.levels}: <b>{level}</b>
              </p>
            ) : null}
            <Link to={`pupil/${student.id}`} class="button">
              {texts.openPupil}
            </Link>
          </>
        ),
      }))}
    />
  );
}

function MemberTable({ members }: { members: Member[] }) {
  const texts = groupWords.use();
  return (
    <Table
      label={texts.pupils}
      heads={[{ word: texts.pupil }, { word: texts.attendance, number: true }, { word: texts.average, number: true }]}
      rows={members.map(({ student, level, percent, average }) => ({
        key: student.id,
        cells: [
          <>
            <Link to={`pupil/${student.id}`}>
              <PersonName id={student.id} name={student.full_name} />
            </Link>
            {level ? <span class="quiet small"> {level}</span> : null}
          </>,
          percent === null ? texts.noFigure : `${percent} %`,
          average === null ? texts.noFigure : formatScore(average),
        ],
      }))}
    />
  );
}

function getAverage(scores: number[] | undefined): number | null {
  return scores ? Math.round(scores.reduce((sum, score) => sum + score, 0) / scores.length) : null;
}
