/** A teacher's groups in figures: two of them compared, each beside the others, and all together. */

import { toIsoDay } from "../format.ts";
import { formatPeriod, type ChartData } from "./office/chart-data.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { comparePair, listSubjects, type PairValue, type Subject } from "./compare-groups.ts";
import { PeriodControls, Select } from "./controls.tsx";
import { useFreshFigures } from "./fresh.ts";
import { CountedUntil, Tiles } from "./platform.tsx";
import { formatValue, toSet, type Dashboard, type Series } from "./series.ts";
import { Chart } from "./office/figure.tsx";
import { SeriesFigure, SeriesFiles, SeriesTable } from "./series-figure.tsx";
import { Subjects } from "./subjects.tsx";
import { toRequest, useView, writeView, type View } from "./view.ts";

export function TeacherFigures({ me }: PageProps) {
  const texts = analyticsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const [view, change] = useView("month", today);
  const dashboard = useLoad(
    () => talim.api.get("/analytics/teacher/", { query: toRequest(view) }),
    [view.step, view.from, view.to],
  );
  useFreshFigures(dashboard);
  return (
    <div class="analytics wide">
      <h1>{texts.teacher.title}</h1>
      <div class="table-tools labelled">
        <PeriodControls view={view} change={change} today={today} shown={dashboard.value?.series[0]} />
        <button type="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
      <Loading of={dashboard}>{(all) => <Shown all={all} view={view} change={change} me={me} />}</Loading>
    </div>
  );
}

interface ShownProps {
  all: Dashboard;
  view: View;
  change: (values: Partial<View>) => void;
  me: Person;
}

function Shown({ all, view, change, me }: ShownProps) {
  const texts = analyticsWords.use();
  const { hasPage } = usePersonPages();
  const split = all.series.filter(({ by }) => by === "group");
  const whole = all.series.filter(({ by }) => by === null);
  const linkTo = (key: string) => [`groups/${key}`, `group/${key}`].find((to) => hasPage(me, to));
  const toMeasure = (series: Series) =>
    `analytics/${series.measure.name}${writeView({ step: view.step, from: view.from, to: view.to, by: series.by ?? "" })}`;
  return (
    <>
      <CountedUntil of={all} me={me} />
      <Comparison series={split} view={view} change={change} />
      <section aria-labelledby="each">
        <h2 id="each">{texts.teacher.each}</h2>
        <div class="series-grid">
          {split.map((series) => (
            <section key={series.measure.name} class="figure" aria-label={series.measure.label}>
              <h3>
                <Link to={toMeasure(series)}>{series.measure.label}</Link>
              </h3>
              <p class="sentence">{series.sentence}</p>
              <Subjects series={series} linkTo={linkTo} level="h4" />
              {series.hidden ? <p class="quiet">{texts.hidden.group(series.hidden)}</p> : null}
              <div class="figure-acts">
                <SeriesFiles series={series} view={view} />
              </div>
              <details>
                <summary>{texts.allSteps}</summary>
                <SeriesTable series={series} />
              </details>
            </section>
          ))}
        </div>
      </section>
      <section aria-labelledby="together">
        <h2 id="together">{texts.teacher.together}</h2>
        <Tiles series={whole} view={view} />
        <div class="series-grid">
          {whole.map((series) => (
            <SeriesFigure key={series.measure.name} series={series} view={view} me={me} to={toMeasure(series)} />
          ))}
        </div>
      </section>
    </>
  );
}

/** Two groups: a sentence on where each is ahead, a table, and a line for each of them. */
function Comparison({
  series,
  view,
  change,
}: {
  series: Series[];
  view: View;
  change: (values: Partial<View>) => void;
}) {
  const texts = analyticsWords.use();
  const own = texts.teacher;
  const subjects = listSubjects(series);
  const [first, second] = choosePair(subjects, view.pair);
  const options = subjects.map(({ key, label }): [string, string] => [key, label]);
  const choose = (pair: [string, string]) => change({ pair: pair.join() });
  return (
    <section aria-labelledby="compare">
      <h2 id="compare">{own.compare}</h2>
      {first && second ? (
        <>
          <div class="table-tools labelled">
            <Select
              label={own.first}
              value={first.key}
              options={options}
              choose={(key) => choose([key, key === second.key ? first.key : second.key])}
            />
            <Select
              label={own.second}
              value={second.key}
              options={options}
              choose={(key) => choose([key === first.key ? second.key : first.key, key])}
            />
          </div>
          <Pair series={series} pair={[first, second]} />
        </>
      ) : (
        <p class="empty">{own.noTwo}</p>
      )}
    </section>
  );
}

/** The two groups of the address, else the first two. */
function choosePair(subjects: Subject[], asked: string): [Subject | undefined, Subject | undefined] {
  const wanted = asked.split(",");
  const first = subjects.find(({ key }) => key === wanted[0]) ?? subjects[0];
  const others = subjects.filter((subject) => subject !== first);
  return [first, others.find(({ key }) => key === wanted[1]) ?? others[0]];
}

function Pair({ series, pair }: { series: Series[]; pair: [Subject, Subject] }) {
  const words = useWords();
  const own = analyticsWords.use().teacher;
  const values = comparePair(series, pair);
  if (!values.length) return <p class="empty">{own.nothing}</p>;
  const name = ({ series: { measure } }: PairValue) => measure.label;
  const list = (of: PairValue["ahead"]) =>
    values
      .filter(({ ahead, isGoal }) => isGoal && ahead === of)
      .map(name)
      .join(", ");
  const say = (value: PairValue, at: 0 | 1) => formatValue(value.values[at], value.series, null, words);
  return (
    <>
      <p class="sentence">
        {[
          ...pair.map(({ label }, place) => (list(place as 0 | 1) ? own.ahead(label, list(place as 0 | 1)) : "")),
          list(null) ? own.even(list(null)) : "",
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      <p class="quiet">{own.inCommon}</p>
      <Table
        label={own.compare}
        heads={[
          { word: own.measure },
          ...pair.map(({ label }) => ({ word: label, number: true })),
          { word: own.difference, number: true },
        ]}
        rows={values.map((value) => ({
          key: value.series.measure.name,
          cells: [
            `${name(value)}, ${formatPeriod(value.step, words)}`,
            say(value, 0),
            say(value, 1),
            formatDifference(value, words),
          ],
        }))}
      />
      <div class="series-grid">
        {values.map((value) => (
          <section key={value.series.measure.name} class="figure" aria-label={own.over(name(value))}>
            <h3>{own.over(name(value))}</h3>
            <Lines value={value} pair={pair} label={own.over(name(value))} />
          </section>
        ))}
      </div>
    </>
  );
}

function formatDifference({ values: [a, b], series }: PairValue, words: Parameters<typeof formatValue>[3]): string {
  const difference = a - b;
  return `${difference > 0 ? "+" : difference < 0 ? "−" : ""}${formatValue(Math.abs(difference), series, null, words)}`;
}

function Lines({ value: { series }, pair, label }: { value: PairValue; pair: [Subject, Subject]; label: string }) {
  const words = useWords();
  const sets = pair.flatMap(({ key }) =>
    series.datasets.filter((set) => set.key === key).map((set) => toSet(series, set)),
  );
  const chart: ChartData = { subject: "people", kind: "line", sets };
  return (
    <Chart
      chartData={chart}
      steps={series.labels.map((step) => formatPeriod(step, words))}
      label={`${label}. ${pair.map((one) => one.label).join(", ")}`}
    />
  );
}
