/** One series: what it says in a sentence, as a chart or a table, as a file, and what it counts. */

import { useMemo, useState } from "preact/hooks";
import { formatDate } from "../format.ts";
import { formatPeriod } from "./office/chart-data.ts";
import { Chart } from "./office/figure.tsx";
import { Link } from "../router.tsx";
import { askForReport } from "./reports/data.ts";
import { useStore } from "../store.ts";
import { person, talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Choice } from "../ui/choice.tsx";
import { saveFile } from "../ui/download.ts";
import { showNotice } from "../ui/notices.tsx";
import { Table } from "../ui/table.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { formatValue, listCharts, type Series } from "./series.ts";
import { toRequest, type View } from "./view.ts";

/** So many lines or rows of bars stand in a chart; the table has all. */
const MOST_DRAWN = 3;

interface Props {
  series: Series;
  view: View;
  me: Person;
  /** Where its heading leads. */
  to?: string;
  /** How it is shown at first; without it as a chart that fits what is counted. */
  first?: "bar" | "line" | "table";
}

export function SeriesFigure({ series, view, me, to, first }: Props) {
  const words = useWords();
  const texts = analyticsWords.use();
  const [shown, setShown] = useState<"chart" | "table">(first === "table" ? "table" : "chart");
  const kind = first === "table" ? undefined : first;
  const { measure, by, hidden } = series;
  const period = texts.period(formatDate(series.from, me.zone, words), formatDate(series.to, me.zone, words));
  const id = `figure-${measure.name}`;
  return (
    <section class="figure series" aria-labelledby={id}>
      <h3 id={id} class={to ? undefined : "unseen"}>
        {to ? <Link to={to}>{measure.label}</Link> : measure.label}
      </h3>
      <p class="quiet">{period}</p>
      <p class="sentence">{series.sentence}</p>
      {shown === "chart" ? (
        <SeriesCharts series={series} label={`${measure.label}. ${period}`} {...(kind ? { kind } : {})} />
      ) : (
        <SeriesTable series={series} />
      )}
      {shown === "chart" && by && series.datasets.length > MOST_DRAWN ? (
        <p class="quiet">{texts.drawn(MOST_DRAWN)}</p>
      ) : null}
      {hidden && by ? <p class="quiet">{texts.hidden[by](hidden)}</p> : null}
      <div class="figure-acts">
        <Choice label={texts.showAs(measure.label)} options={texts.shows} chosen={shown} choose={setShown} />
        <SeriesFiles series={series} view={view} />
      </div>
      <details>
        <summary>{texts.meaning}</summary>
        <p>{measure.formula}</p>
      </details>
    </section>
  );
}

/** A series over its steps; of money a chart for each currency. */
export function SeriesCharts({ series, label, kind }: { series: Series; label: string; kind?: "bar" | "line" }) {
  const words = useWords();
  const texts = analyticsWords.use();
  const charts = useMemo(
    () => listCharts(series, words, kind).map((chart) => ({ ...chart, sets: chart.sets.slice(0, MOST_DRAWN) })),
    [series, words, kind],
  );
  const steps = series.labels.map((step) => formatPeriod(step, words));
  if (!series.datasets.length) return <p class="empty">{series.hidden && !series.by ? texts.tooFew : texts.none}</p>;
  return (
    <>
      {charts.map((chart) => (
        <Chart key={chart.sets[0]?.currency} chartData={chart} steps={steps} label={label} />
      ))}
    </>
  );
}

/** The same values as the chart's, newest first. */
export function SeriesTable({ series }: { series: Series }) {
  const words = useWords();
  const { measure, headings, datasets, labels } = series;
  return (
    <Table
      label={measure.label}
      heads={headings.map((word, place) => ({ word, number: place > 0 }))}
      rows={labels
        .map((step, place) => ({
          key: step,
          cells: [
            formatPeriod(step, words),
            ...datasets.map(({ data, currency }) => formatValue(data[place] ?? null, series, currency, words)),
          ],
        }))
        .reverse()}
    />
  );
}

/** The table as CSV and XLSX, made by the server from the same view. */
export function SeriesFiles({ series, view }: { series: Series; view: View }) {
  const texts = analyticsWords.use();
  const { list } = useWords().office;
  const hasReports = useStore(person)?.permissions.includes("analytics.report");
  const { branch, group, course } = view;
  const filters = Object.fromEntries(
    Object.entries({ branch, group, course, by: series.by ?? "" }).filter(([, value]) => value),
  );
  const query = { measure: series.measure.name, ...toRequest(view), ...filters };
  const table = { path: "/analytics/series/", query, name: series.measure.label };
  const save = async (format: "csv" | "xlsx") => {
    const file: unknown = await talim.api.get("/analytics/series/", { query: { ...query, format } });
    if (file instanceof Blob) saveFile(file, `${series.measure.name}-${series.from}-${series.to}.${format}`);
  };
  return (
    <div class="figure-files" role="group" aria-label={texts.files}>
      {(["csv", "xlsx"] as const).map((kind) => (
        <ActButton key={kind} word={kind.toUpperCase()} act={() => save(kind)} onDone={() => undefined} />
      ))}
      {hasReports ? (
        <ActButton
          word={list.inBackground}
          act={(key) => askForReport(table, "xlsx", key)}
          onDone={() => showNotice(list.asked)}
        />
      ) : null}
    </div>
  );
}
