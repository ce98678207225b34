/** Figures of tickets by person (first answers, resolutions, what was late, reopened, rated) and by day; with charts and a file. */

import type { Answer } from "@talim/client";
import { useMemo, useState } from "preact/hooks";
import { addDays, formatDate, formatScore, toIsoDay } from "../format.ts";
import { AnalyticsLink } from "../analytics/office/analytics-link.tsx";
import { useBranches } from "../office/branches.ts";
import { formatPeriod, type ChartData } from "../analytics/office/chart-data.ts";
import { Figure } from "../analytics/office/figure.tsx";
import type { PageProps } from "../person-pages.ts";
import { ActButton } from "../ui/act-button.tsx";
import { saveFile } from "../ui/download.ts";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table, type TableColumn } from "../ui/table.tsx";
import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import type { TicketWords } from "./words/en.ts";
import { ticketWords } from "./words/index.ts";
import { formatLength } from "./service-times.tsx";
import { Select } from "./work-panel.tsx";

type Figures = Answer<"/support/figures/", "get">;
type Row = Figures["people"][number];
type Day = Figures["days"][number];

/** So many days are shown at first. */
const FIRST_DAYS = 30;
const MINUTE_MS = 60_000;

export function TicketFigures({ me }: PageProps) {
  const words = useWords();
  const texts = ticketWords.use();
  const own = texts.figures;
  const today = toIsoDay(Date.now(), me.zone);
  const [start, setStart] = useState(() => addDays(today, 1 - FIRST_DAYS));
  const [end, setEnd] = useState(today);
  const [branch, setBranch] = useState("");
  const branches = useBranches("own");
  const query = { start, end, ...(branch ? { branch } : {}) };
  const loaded = useLoad(() => talim.api.get("/support/figures/", { query }), [start, end, branch]);
  const period = own.period(formatDate(start, me.zone, words), formatDate(end, me.zone, words));
  return (
    <>
      <h1>{words.office.nav.pages.ticketFigures}</h1>
      <div class="table-tools">
        <DayInput label={own.from} value={start} max={end} choose={setStart} />
        <DayInput label={own.until} value={end} min={start} max={today} choose={setEnd} />
        {branches.length > 1 ? (
          <Select
            label={own.branch}
            value={branch}
            options={[["", own.allBranches], ...branches.map(({ id, name }): [string, string] => [id, name])]}
            choose={setBranch}
          />
        ) : null}
      </div>
      <Loading of={loaded}>
        {({ people, days }) =>
          people.length || days.length ? (
            <>
              {days.length ? (
                <DaysChart
                  days={fillDays(days, start, end)}
                  period={own.happened(formatDate(start, me.zone, words), formatDate(end, me.zone, words))}
                />
              ) : null}
              <p class="quiet">{own.help}</p>
              <PeopleChart people={people} period={period} />
              <Table
                label={words.office.nav.pages.ticketFigures}
                heads={listHeads(texts)}
                rows={people.map((row) => ({ key: row.person?.id ?? "", cells: listCells(row, texts) }))}
              />
              <div class="buttons">
                <ActButton
                  word={own.save}
                  act={async () => saveFile(buildFile(people, texts), `tickets-${start}-${end}.csv`)}
                  onDone={() => undefined}
                />
              </div>
            </>
          ) : (
            <Empty drawing="calendar" text={own.none} />
          )
        }
      </Loading>
      <AnalyticsLink me={me} measure="tickets" />
    </>
  );
}

interface DayInputProps {
  label: string;
  value: string;
  min?: string;
  max: string;
  choose: (day: string) => void;
}

function DayInput({ label, value, min, max, choose }: DayInputProps) {
  return (
    <label>
      {label}
      <input
        type="date"
        required
        value={value}
        min={min}
        max={max}
        onChange={({ currentTarget }) => currentTarget.value && choose(currentTarget.value)}
      />
    </label>
  );
}

function listHeads({ figures: own }: TicketWords): TableColumn[] {
  const numbers = [
    own.tickets,
    own.answered,
    own.ended,
    own.firstAnswer,
    own.resolution,
    own.lateAnswers,
    own.lateResolutions,
    own.reopened,
    own.rating,
  ];
  return [{ word: own.person }, ...numbers.map((word) => ({ word, number: true }))];
}

function listCells(row: Row, texts: TicketWords): string[] {
  const length = (minutes: number | null) => (minutes === null ? "—" : formatLength(minutes * MINUTE_MS, texts));
  const counts = [row.tickets, row.answered, row.ended].map(String);
  const late = [row.late_answers, row.late_resolutions, row.reopened].map(String);
  const name = row.person?.full_name ?? texts.figures.nobody;
  return [
    name,
    ...counts,
    length(row.first_answer_minutes),
    length(row.resolution_minutes),
    ...late,
    row.rating === null ? "—" : formatScore(row.rating),
  ];
}

/** The table as a CSV file that spreadsheets open. */
function buildFile(people: Row[], texts: TicketWords): Blob {
  const rows = [listHeads(texts).map(({ word }) => word), ...people.map((row) => listCells(row, texts))];
  const lines = rows.map((cells) => cells.map(quoteCell).join(","));
  return new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
}

/** A cell that a spreadsheet takes for text: one that begins like a formula gets an apostrophe. */
function quoteCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Every day of the time, also those on which nothing happened. */
function fillDays(days: Day[], start: string, end: string): Day[] {
  const found = new Map(days.map((row) => [row.day, row]));
  const all: Day[] = [];
  for (let day = start; day <= end; day = addDays(day, 1))
    all.push(found.get(day) ?? { day, opened: 0, answered: 0, ended: 0 });
  return all;
}

function DaysChart({ days, period }: { days: Day[]; period: string }) {
  const words = useWords();
  const own = ticketWords.use().figures;
  const chartData = useMemo<ChartData>(
    () => ({
      subject: "people",
      kind: "line",
      sets: (["opened", "answered", "ended"] as const).map((key) => ({
        key,
        label: own.byDay[key],
        unit: "count" as const,
        currency: null,
        data: days.map((row) => row[key]),
      })),
    }),
    [days, own],
  );
  return (
    <Figure
      id="days-chart"
      title={own.daysChart}
      period={period}
      chartData={chartData}
      steps={days.map(({ day }) => formatPeriod(day, words))}
    />
  );
}

function PeopleChart({ people, period }: { people: Row[]; period: string }) {
  const own = ticketWords.use().figures;
  const chartData = useMemo<ChartData>(() => {
    const set = (key: string, label: string, data: number[]) => ({
      key,
      label,
      unit: "count" as const,
      currency: null,
      data,
    });
    return {
      subject: "people",
      kind: "bar",
      sets: [
        set(
          "tickets",
          own.tickets,
          people.map(({ tickets }) => tickets),
        ),
        set(
          "ended",
          own.ended,
          people.map(({ ended }) => ended),
        ),
        set(
          "late",
          own.late,
          people.map(({ late_answers, late_resolutions }) => late_answers + late_resolutions),
        ),
      ],
    };
  }, [people, own]);
  return (
    <Figure
      id="chart"
      title={own.chart}
      period={period}
      chartData={chartData}
      steps={people.map(({ person }) => person?.full_name ?? own.nobody)}
    />
  );
}
