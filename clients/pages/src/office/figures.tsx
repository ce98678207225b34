/** How the centre does: the running month in numbers, and charts with a table behind each. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { Table } from "../ui/table.tsx";
import { useWords } from "../words/index.ts";
import { buildCharts, formatFigure, formatPeriod, type ChartData } from "./chart-data.ts";

type By = "day" | "week" | "month";
type LoadedChart = typeof import("./chart.tsx").ChartView;

export function Figures(_: PageProps) {
  const words = useWords();
  const w = words.office;
  const [by, choose] = useState<By>("week");
  const figures = useLoad(() => talim.api.get("/settings/centre-figures/", { query: { by } }), [by]);
  return (
    <>
      <h1>{w.figures}</h1>
      <Loading of={figures}>
        {(centreFigures) => (
          <section aria-labelledby="now">
            <h2 id="now">{formatPeriod(centreFigures.month.slice(0, 7), words)}</h2>
            <ul class="tiles">
              {centreFigures.now.map((figure) => (
                <li key={`${figure.key} ${figure.currency}`} class={figure.unit === "money" ? "sum" : undefined}>
                  <b class="number">{formatFigure(figure.value, figure, words)}</b> {figure.label}
                </li>
              ))}
            </ul>
          </section>
        )}
      </Loading>
      <Choice label={w.steps} options={w.by} chosen={by} choose={choose} />
      <Loading of={figures}>
        {({ charts }) => (
          <>
            {charts.map((chart) =>
              buildCharts(chart.datasets).map((drawn) => (
                <FigureChart
                  key={`${chart.by} ${drawn.subject} ${drawn.sets[0]?.currency}`}
                  drawn={drawn}
                  labels={chart.labels}
                  period={w.period(formatPeriod(chart.from, words), formatPeriod(chart.to, words), w.by[chart.by])}
                />
              )),
            )}
          </>
        )}
      </Loading>
    </>
  );
}

/** The library of the charts, fetched when the first of them is drawn. */
function useChart(): { Chart: LoadedChart | undefined; error: unknown } {
  const [Chart, loadedChart] = useState<LoadedChart>();
  const [error, fail] = useState<unknown>();
  useEffect(() => {
    import("./chart.tsx").then(
      (module) => loadedChart(() => module.ChartView),
      (reason: unknown) => fail(() => reason),
    );
  }, []);
  return { Chart, error };
}

function FigureChart({ drawn, labels, period }: { drawn: ChartData; labels: string[]; period: string }) {
  const words = useWords();
  const { Chart, error } = useChart();
  const title = words.office.subject[drawn.subject];
  const steps = labels.map((label) => formatPeriod(label, words));
  const id = `${drawn.subject}-${drawn.sets[0]?.currency ?? ""}`;
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="quiet">{period}</p>
      {error ? (
        <Problem error={error} />
      ) : Chart ? (
        <Chart drawn={drawn} steps={steps} label={`${title}. ${period}`} />
      ) : (
        <div class="canvas" />
      )}
      <details>
        <summary>{words.office.table}</summary>
        <Table
          label={title}
          heads={[{ word: words.office.step }, ...drawn.sets.map(({ label }) => ({ word: label, number: true }))]}
          rows={labels
            .map((key, place) => ({
              key,
              cells: [steps[place], ...drawn.sets.map((set) => formatFigure(set.data[place] ?? null, set, words))],
            }))
            .reverse()}
        />
      </details>
    </section>
  );
}
