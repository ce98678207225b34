/** Who came: a group by its month, a pupil over some weeks, one lesson. Each as a table and as a file. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { addDays, formatDate, formatDayTime, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { nameOf, Sign } from "../../attendance/teacher/register-row.tsx";
import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";
import { Choice } from "../../ui/choice.tsx";
import { Empty } from "../../ui/empty.tsx";
import { PickInput, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups, findPeople } from "../../ui/form/picks.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";

type GroupReport = Answer<"/attendance/reports/groups/{id}/", "get">;
type Totals = GroupReport["totals"];
type Cell = GroupReport["rows"][number]["cells"][number];
type Kind = "group" | "student" | "lesson";

const DAYS_SHOWN = 31;

export function AttendanceReport({ me }: PageProps) {
  const texts = timetableWords.use();
  const [kind, setKind] = useState<Kind>("group");
  const [group, setGroup] = useState<Pick | null>(null);
  const [student, setStudent] = useState<Pick | null>(null);
  const today = toIsoDay(Date.now(), me.zone);
  const [month, setMonth] = useState(today.slice(0, 7));
  const [from, setFrom] = useState(addDays(today, -DAYS_SHOWN));
  const [to, setTo] = useState(today);
  const control = (name: string) => ({
    id: `report-${name}`,
    name,
    "aria-invalid": false,
    "aria-describedby": undefined,
    "aria-required": false,
  });
  return (
    <>
      <h1>{texts.reportTitle}</h1>
      <Choice label={texts.reportOf} options={texts.reportKinds} chosen={kind} choose={setKind} />
      <div class="field-row no-print">
        {kind === "student" ? (
          <>
            <div class="field">
              <label for="report-student">{texts.pupil}</label>
              <PickInput
                label={texts.pupil}
                control={control("student")}
                find={findPeople("student")}
                picked={student}
                onPick={setStudent}
              />
            </div>
            <div class="field">
              <label for="report-from">{texts.firstDay}</label>
              <input
                id="report-from"
                type="date"
                value={from}
                max={to}
                onChange={(event) => event.currentTarget.value && setFrom(event.currentTarget.value)}
              />
            </div>
            <div class="field">
              <label for="report-to">{texts.lastDay}</label>
              <input
                id="report-to"
                type="date"
                value={to}
                min={from}
                onChange={(event) => event.currentTarget.value && setTo(event.currentTarget.value)}
              />
            </div>
          </>
        ) : (
          <>
            <div class="field">
              <label for="report-group">{texts.group}</label>
              <PickInput
                label={texts.group}
                control={control("group")}
                find={findGroups}
                picked={group}
                onPick={setGroup}
              />
            </div>
            <div class="field">
              <label for="report-month">{texts.month}</label>
              <input
                id="report-month"
                type="month"
                value={month}
                onChange={(event) => event.currentTarget.value && setMonth(event.currentTarget.value)}
              />
            </div>
          </>
        )}
      </div>
      {kind === "student" ? (
        student ? (
          <StudentReport id={student.id} from={from} to={to} me={me} />
        ) : (
          <Empty drawing="search" text={texts.choosePupil} />
        )
      ) : group ? (
        kind === "group" ? (
          <GroupReportView id={group.id} month={month} me={me} />
        ) : (
          <LessonReport group={group.id} month={month} me={me} />
        )
      ) : (
        <Empty drawing="search" text={texts.chooseGroup} />
      )}
    </>
  );
}

function useStatusNames(): (code: string) => string {
  const { value } = useLoad(
    () => talim.api.get("/attendance/statuses/", { query: { page_size: 100, archived: true } }),
    [],
  );
  return (code) => {
    const status = value?.results.find((one) => one.code === code);
    return status ? nameOf(status) : code;
  };
}

/** A sign for narrow columns, with the word for who does not see it. */
function CellView({ cell, name, short = false }: { cell: Cell; name: (code: string) => string; short?: boolean }) {
  const texts = timetableWords.use();
  if (!cell.mark) return <span class="quiet">{cell.frozen ? texts.frozen : cell.stands || cell.guest ? "" : "·"}</span>;
  const word = name(cell.mark.status);
  return short ? (
    <>
      <span aria-hidden="true" title={word}>
        <Sign of={cell.mark.counts_as} />
      </span>
      <span class="unseen">{word}</span>
    </>
  ) : (
    <>
      <span aria-hidden="true">
        <Sign of={cell.mark.counts_as} />
      </span>{" "}
      {word}
      {cell.mark.minutes_late ? ` (${cell.mark.minutes_late}′)` : ""}
      {cell.guest ? <span class="quiet"> {texts.guest}</span> : null}
    </>
  );
}

function percent(totals: Totals): string {
  return totals.percent === null ? "" : `${totals.percent} %`;
}

function Excel({ load, name }: { load: () => Promise<unknown>; name: string }) {
  const texts = timetableWords.use();
  return (
    <ActButton
      word={texts.excel}
      class="no-print"
      act={load}
      onDone={(file) => file instanceof Blob && saveFile(file, `${name}.xlsx`)}
    />
  );
}

function GroupReportView({ id, month, me }: { id: string; month: string; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  const name = useStatusNames();
  const report = useLoad(
    () => talim.api.get("/attendance/reports/groups/{id}/", { path: { id }, query: { month } }),
    [id, month],
  );
  return (
    <Loading of={report}>
      {({ group, lessons, rows, totals }) =>
        lessons.length ? (
          <>
            <Excel
              load={() =>
                talim.api.get("/attendance/reports/groups/{id}/", { path: { id }, query: { month, format: "xlsx" } })
              }
              name={`${group.name} ${month}`}
            />
            <Table
              label={group.name}
              heads={[
                { word: texts.pupil },
                ...lessons.map(({ starts_at, day }) => ({
                  word: `${formatDate(day, me.zone, words)} ${starts_at.slice(11, 16)}`,
                })),
                { word: texts.percent, number: true },
              ]}
              rows={rows.map((row) => ({
                key: row.student.id,
                cells: [
                  row.student.full_name,
                  ...row.cells.map((cell, place) => <CellView key={place} cell={cell} name={name} short />),
                  percent(row.totals),
                ],
              }))}
              foot={[{ key: "all", cells: [texts.together, ...lessons.map(() => ""), percent(totals)] }]}
            />
          </>
        ) : (
          <Empty drawing="calendar" text={texts.noReport} />
        )
      }
    </Loading>
  );
}

function StudentReport({ id, from, to, me }: { id: string; from: string; to: string; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  const name = useStatusNames();
  const report = useLoad(
    () => talim.api.get("/attendance/reports/students/{id}/", { path: { id }, query: { from, to } }),
    [id, from, to],
  );
  return (
    <Loading of={report}>
      {({ student, lessons, totals }) =>
        lessons.length ? (
          <>
            <Excel
              load={() =>
                talim.api.get("/attendance/reports/students/{id}/", {
                  path: { id },
                  query: { from, to, format: "xlsx" },
                })
              }
              name={student.full_name}
            />
            <Table
              label={student.full_name}
              heads={[{ word: texts.date }, { word: texts.group }, { word: texts.topic }, { word: texts.mark }]}
              rows={lessons.map(({ lesson, cell }) => ({
                key: lesson.id,
                cells: [
                  formatDayTime(lesson.starts_at, me.zone, words),
                  lesson.group.name,
                  lesson.topic,
                  <CellView key="mark" cell={cell} name={name} />,
                ],
              }))}
              foot={[{ key: "all", cells: [texts.percent, "", "", percent(totals)] }]}
            />
          </>
        ) : (
          <Empty drawing="calendar" text={texts.noReport} />
        )
      }
    </Loading>
  );
}

/** One of the lessons of the group's month. */
function LessonReport({ group, month, me }: { group: string; month: string; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  const [lesson, setLesson] = useState("");
  const ofMonth = useLoad(
    () => talim.api.get("/attendance/reports/groups/{id}/", { path: { id: group }, query: { month } }),
    [group, month],
  );
  return (
    <Loading of={ofMonth}>
      {({ lessons }) => (
        <>
          <div class="field no-print">
            <label for="report-lesson">{texts.lesson}</label>
            <select id="report-lesson" onChange={(event) => setLesson(event.currentTarget.value)}>
              <option value="">{words.form.choose}</option>
              {lessons.map(({ id, starts_at, topic }) => (
                <option key={id} value={id} selected={id === lesson}>
                  {[formatDayTime(starts_at, me.zone, words), topic].filter(Boolean).join(" · ")}
                </option>
              ))}
            </select>
          </div>
          {lessons.some(({ id }) => id === lesson) ? <LessonReportOf id={lesson} /> : null}
          {lessons.length ? null : <Empty drawing="calendar" text={texts.noReport} />}
        </>
      )}
    </Loading>
  );
}

function LessonReportOf({ id }: { id: string }) {
  const texts = timetableWords.use();
  const name = useStatusNames();
  const report = useLoad(() => talim.api.get("/attendance/reports/lessons/{id}/", { path: { id } }), [id]);
  return (
    <Loading of={report}>
      {({ lesson, rows, totals }) => (
        <>
          <Excel
            load={() => talim.api.get("/attendance/reports/lessons/{id}/", { path: { id }, query: { format: "xlsx" } })}
            name={`${lesson.group.name} ${lesson.day}`}
          />
          <Table
            label={lesson.group.name}
            heads={[{ word: texts.pupil }, { word: texts.mark }]}
            rows={rows.map((row) => ({
              key: row.student.id,
              cells: [
                row.student.full_name,
                row.cells[0] ? <CellView key="mark" cell={row.cells[0]} name={name} /> : "",
              ],
            }))}
            foot={[{ key: "all", cells: [texts.percent, percent(totals)] }]}
          />
        </>
      )}
    </Loading>
  );
}
