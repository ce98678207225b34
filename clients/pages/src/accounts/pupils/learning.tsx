/** How a pupil learns: attendance, homework with its scores over time, levels. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { addDays, formatDate, formatScore, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import type { ChartData } from "../../analytics/office/chart-data.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Levels } from "./levels.tsx";

type Lesson = Answer<"/attendance/reports/students/{id}/", "get">["lessons"][number];
type Trend = Answer<"/homework/trend/{student_id}/", "get">;

/** How far back attendance is shown. */
const DAYS = 92;
const MARK_ICONS: Record<string, IconName> = { present: "good", late: "clock", absent: "absence", excused: "eye" };

export function Learning({ id, me }: { id: string; me: Person }) {
  return (
    <>
      {hasPermission(me, "attendance.see_all") ? <AttendancePart id={id} me={me} /> : null}
      {hasPermission(me, "homework.see_all") ? <HomeworkPart id={id} me={me} /> : null}
      {hasPermission(me, "groups.see_all") ? <Levels id={id} me={me} /> : null}
    </>
  );
}

function AttendancePart({ id, me }: { id: string; me: Person }) {
  const words = useWords();
  const { learning: texts } = pupilsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const query = { from: addDays(today, -DAYS), to: today };
  const report = useLoad(
    () => talim.api.get("/attendance/reports/students/{id}/", { path: { id }, query }),
    [id, today],
  );
  const describe = ({ cell: { mark } }: Lesson) => {
    if (!mark) return <span class="quiet">{texts.noMark}</span>;
    const late = mark.minutes_late ? `, ${texts.minutes(mark.minutes_late)}` : "";
    return (
      <span class="state">
        <Icon name={MARK_ICONS[mark.counts_as] ?? "eye"} /> {texts.marks[mark.counts_as]}
        {late}
      </span>
    );
  };
  return (
    <section>
      <h4>{texts.attendance}</h4>
      <Loading of={report}>
        {({ lessons, totals }) =>
          lessons.length ? (
            <>
              {totals.percent === null ? null : <p>{texts.percent(totals.percent)}</p>}
              <Table
                label={texts.attendance}
                heads={[{ word: texts.day }, { word: texts.group }, { word: texts.mark }]}
                rows={[...lessons].reverse().map((row) => ({
                  key: row.lesson.id,
                  cells: [formatDate(row.lesson.day, me.zone, words), row.lesson.group.name, describe(row)],
                }))}
              />
            </>
          ) : (
            <p class="empty">{texts.noLessons}</p>
          )
        }
      </Loading>
    </section>
  );
}

function HomeworkPart({ id, me }: { id: string; me: Person }) {
  const words = useWords();
  const { learning: texts, noSuch } = pupilsWords.use();
  const homework = useLoad(() => talim.api.get("/homework/", { query: { student: id, page_size: 20 } }), [id]);
  const trend = useLoad(() => talim.api.get("/homework/trend/{student_id}/", { path: { student_id: id } }), [id]);
  return (
    <section>
      <h4>{texts.homework}</h4>
      {trend.value && trend.value.points.length > 1 ? <TrendChart trend={trend.value} me={me} /> : null}
      <Loading of={homework}>
        {({ results }) =>
          results.length ? (
            <Table
              label={texts.homework}
              heads={[{ word: texts.day }, { word: texts.homework }, { word: texts.score, number: true }]}
              rows={results.map((row) => ({
                key: row.id,
                cells: [
                  formatDate(toIsoDay(row.created_at, me.zone), me.zone, words),
                  <>
                    {row.assignment.title} <span class="quiet">{texts.homeworkStates[row.state]}</span>
                  </>,
                  row.score === null ? noSuch : formatScore(row.score),
                ],
              }))}
            />
          ) : (
            <p class="empty">{texts.noHomework}</p>
          )
        }
      </Loading>
    </section>
  );
}

function TrendChart({ trend, me }: { trend: Trend; me: Person }) {
  const words = useWords();
  const { learning: texts } = pupilsWords.use();
  const [Chart, setChart] = useState<typeof import("../../analytics/office/chart.tsx").ChartView>();
  useEffect(
    () =>
      void import("../../analytics/office/chart.tsx").then(
        ({ ChartView }) => setChart(() => ChartView),
        () => {},
      ),
    [],
  );
  const sets = [
    {
      key: "homework_score",
      label: texts.scores,
      unit: "score",
      currency: null,
      data: trend.points.map(({ score }) => score),
    },
  ];
  const chartData = { subject: "marks", kind: "line", sets } as unknown as ChartData;
  const steps = trend.points.map(({ given_at }) => formatDate(toIsoDay(given_at, me.zone), me.zone, words));
  return Chart ? (
    <Chart chartData={chartData} steps={steps} label={`${texts.scores}. ${trend.meaning}`} />
  ) : (
    <div class="canvas" />
  );
}
