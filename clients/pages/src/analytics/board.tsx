/** Dashboards of revenue, marketing and one online course: figures with a sentence, a chart or a table, and files. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { toIsoDay } from "../format.ts";
import { useBranches } from "../office/branches.ts";
import { formatFigure, formatPeriod, type ChartData, type Dataset } from "./office/chart-data.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Choice } from "../ui/choice.tsx";
import { saveFile } from "../ui/download.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords, type Words } from "../words/index.ts";
import { DayInput, Select } from "./controls.tsx";
import { useFreshFigures } from "./fresh.ts";
import { Chart } from "./office/figure.tsx";
import { useView } from "./view.ts";

type Board = Answer<"/analytics/revenue/", "get">;
type Figure = Board["figures"][number];
type FileQuery = { figure: string; format: "csv" | "xlsx" };
type Fetch = (file?: FileQuery) => Promise<unknown>;

/** Labels of months are written in words; others are names already. */
const MONTH = /^\d{4}-\d\d$/;

export function RevenueBoard(props: PageProps) {
  const texts = analyticsWords.use().boards;
  return (
    <MonthsBoard
      {...props}
      title={texts.revenue}
      path="/analytics/revenue/"
      related={["revenue", "debtors", "analytics/money_received", "at-risk"]}
    />
  );
}

export function MarketingBoard(props: PageProps) {
  const texts = analyticsWords.use().boards;
  return (
    <MonthsBoard
      {...props}
      title={texts.marketing}
      path="/analytics/marketing/"
      related={["lead-figures", "leads", "analytics/leads"]}
    />
  );
}

export function CourseBoard({ me, values: { course = "" } }: PageProps) {
  const texts = analyticsWords.use();
  const fetch = async (file?: FileQuery) => talim.api.get("/analytics/course/", { query: { course, ...file } });
  const board = useLoad(() => fetch() as Promise<Board>, [course]);
  return (
    <div class="analytics wide">
      <h1>{texts.boards.course}</h1>
      <div class="table-tools labelled">
        <PrintButton />
      </div>
      <Loading of={board}>{({ figures }) => <Figures figures={figures} fetch={fetch} name="course" />}</Loading>
      <Related me={me} to={[`write/${course}`, "quizzes-written"]} />
    </div>
  );
}

interface MonthsProps extends PageProps {
  title: string;
  path: "/analytics/revenue/" | "/analytics/marketing/";
  related: string[];
}

function MonthsBoard({ me, title, path, related }: MonthsProps) {
  const texts = analyticsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const [view, change] = useView("month", today);
  const branches = useBranches("own");
  const from = view.from || `${Number(today.slice(0, 4)) - 1}${today.slice(4, 8)}01`;
  const to = view.to || today;
  const fetch = async (file?: FileQuery) =>
    talim.api.get(path, { query: { from, to, ...(view.branch ? { branch: view.branch } : {}), ...file } });
  const board = useLoad(() => fetch() as Promise<Board>, [path, from, to, view.branch]);
  useFreshFigures(board);
  return (
    <div class="analytics wide">
      <h1>{title}</h1>
      <div class="table-tools labelled">
        <DayInput label={texts.from} value={from} max={to} choose={(day) => change({ from: day })} />
        <DayInput label={texts.to} value={to} max={today} choose={(day) => change({ to: day })} />
        {branches.length > 1 ? (
          <Select
            label={texts.branch}
            value={view.branch}
            options={[["", texts.allBranches], ...branches.map(({ id, name }): [string, string] => [id, name])]}
            choose={(branch) => change({ branch })}
          />
        ) : null}
        <PrintButton />
      </div>
      <Loading of={board}>
        {({ figures }) => <Figures figures={figures} fetch={fetch} name={path.split("/")[2] ?? ""} />}
      </Loading>
      <Related me={me} to={related} />
    </div>
  );
}

function PrintButton() {
  const texts = analyticsWords.use();
  return (
    <button type="button" onClick={() => print()}>
      {texts.print}
    </button>
  );
}

function Figures({ figures, fetch, name }: { figures: Figure[]; fetch: Fetch; name: string }) {
  return (
    <div class="series-grid">
      {figures.map((figure) => (
        <BoardFigure key={figure.name} figure={figure} fetch={fetch} name={name} />
      ))}
    </div>
  );
}

function BoardFigure({ figure, fetch, name }: { figure: Figure; fetch: Fetch; name: string }) {
  const words = useWords();
  const texts = analyticsWords.use();
  const [shown, setShown] = useState<"chart" | "table">("chart");
  const id = `figure-${figure.name}`;
  const steps = figure.labels.map((label) => writeLabel(label, words));
  const save = async (format: FileQuery["format"]) => {
    const file = await fetch({ figure: figure.name, format });
    if (file instanceof Blob) saveFile(file, `${name}-${figure.name}.${format}`);
  };
  return (
    <section class="figure series" aria-labelledby={id}>
      <h2 id={id}>{figure.title}</h2>
      <p class="sentence">{figure.sentence}</p>
      {!figure.labels.length || !figure.datasets.length ? null : shown === "chart" ? (
        listCharts(figure).map((chart) => (
          <Chart
            key={`${chart.sets[0]?.unit} ${chart.sets[0]?.currency}`}
            chartData={chart}
            steps={steps}
            label={`${figure.title}. ${chart.sets.map(({ label }) => label).join(", ")}`}
          />
        ))
      ) : (
        <Table
          label={figure.title}
          heads={figure.headings.map((word, place) => ({ word, number: place > 0 }))}
          rows={steps.map((step, place) => ({
            key: `${place} ${step}`,
            cells: [step, ...figure.datasets.map((set) => formatFigure(set.data[place] ?? null, set, words))],
          }))}
        />
      )}
      {figure.datasets.length && figure.labels.length ? (
        <div class="figure-acts">
          <Choice label={texts.showAs(figure.title)} options={texts.shows} chosen={shown} choose={setShown} />
          <div class="figure-files" role="group" aria-label={texts.files}>
            {(["csv", "xlsx"] as const).map((kind) => (
              <ActButton key={kind} word={kind.toUpperCase()} act={() => save(kind)} onDone={() => undefined} />
            ))}
          </div>
        </div>
      ) : null}
      <details>
        <summary>{texts.meaning}</summary>
        <p>{figure.meaning}</p>
      </details>
    </section>
  );
}

function writeLabel(label: string, words: Words): string {
  return MONTH.test(label) ? formatPeriod(label, words) : label;
}

/** What has one unit shares a chart: counts, shares, and money of one currency each. */
function listCharts({ kind, datasets }: Figure): ChartData[] {
  const unit = (set: Dataset) => `${set.unit} ${set.currency ?? ""}`;
  return [...new Set(datasets.map(unit))].map((wanted) => ({
    subject: "people",
    kind,
    sets: datasets.filter((set) => unit(set) === wanted),
  }));
}

/** The ways to pages that show more of this. */
function Related({ me, to }: { me: PageProps["me"]; to: string[] }) {
  const texts = analyticsWords.use();
  const { hasPage } = usePersonPages();
  const links = to.filter((address) => hasPage(me, address));
  if (!links.length) return null;
  return (
    <section class="more related" aria-label={texts.related}>
      {links.map((address) => (
        <Link key={address} to={address} class="card">
          {texts.boards.links[address.split("/")[0] ?? ""] ?? address}
        </Link>
      ))}
    </section>
  );
}
