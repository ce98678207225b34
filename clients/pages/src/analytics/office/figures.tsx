/** The centre's figures: numbers of the current month, and charts with a table below each. */

import { useMemo, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { AnalyticsLink } from "./analytics-link.tsx";
import { buildCharts, dropUnit, formatFigure, formatPeriod, type ChartData } from "./chart-data.ts";
import { Figure } from "./figure.tsx";

type By = "day" | "week" | "month";

export function Figures({ me }: PageProps) {
  const words = useWords();
  const texts = words.office;
  const [by, setBy] = useState<By>("week");
  const figures = useLoad(() => talim.api.get("/settings/centre-figures/", { query: { by } }), [by]);
  return (
    <>
      <h1>{texts.figures}</h1>
      <Loading of={figures}>
        {(centreFigures) => (
          <section aria-labelledby="now">
            <h2 id="now">{formatPeriod(centreFigures.month.slice(0, 7), words)}</h2>
            <ul class="tiles">
              {centreFigures.now.map((figure) => (
                <li key={`${figure.key} ${figure.currency}`} class={figure.unit === "money" ? "sum" : undefined}>
                  <b class="number">{formatFigure(figure.value, figure, words)}</b>{" "}
                  {dropUnit(figure.label, figure, words)}
                </li>
              ))}
            </ul>
          </section>
        )}
      </Loading>
      <AnalyticsLink me={me} />
      <Choice label={texts.steps} options={texts.by} chosen={by} choose={setBy} />
      <Loading of={figures}>
        {({ charts }) => (
          <>
            {charts.map((chart) =>
              buildCharts(chart.datasets).map((chartData) => (
                <FigureChart
                  key={`${chart.by} ${chartData.subject} ${chartData.sets[0]?.currency}`}
                  chartData={chartData}
                  labels={chart.labels}
                  period={texts.period(
                    formatPeriod(chart.from, words),
                    formatPeriod(chart.to, words),
                    texts.by[chart.by],
                  )}
                />
              )),
            )}
          </>
        )}
      </Loading>
    </>
  );
}

function FigureChart({ chartData: given, labels, period }: { chartData: ChartData; labels: string[]; period: string }) {
  const words = useWords();
  const chartData = useMemo(
    () => ({ ...given, sets: given.sets.map((set) => ({ ...set, label: dropUnit(set.label, set, words) })) }),
    [given, words],
  );
  const title = words.office.subject[chartData.subject];
  const steps = labels.map((label) => formatPeriod(label, words));
  const id = `${chartData.subject}-${chartData.sets[0]?.currency ?? ""}`;
  return (
    <Figure id={id} title={title} period={period} chartData={chartData} steps={steps}>
      <details>
        <summary>{words.office.table}</summary>
        <Table
          label={title}
          heads={[{ word: words.office.step }, ...chartData.sets.map(({ label }) => ({ word: label, number: true }))]}
          rows={labels
            .map((key, index) => ({
              key,
              cells: [steps[index], ...chartData.sets.map((set) => formatFigure(set.data[index] ?? null, set, words))],
            }))
            .reverse()}
        />
      </details>
    </Figure>
  );
}
