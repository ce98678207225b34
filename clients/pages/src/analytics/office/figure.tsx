/** A chart with its title and period; what belongs to it, such as its table, stands below. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../ui/problem.tsx";
import type { ChartData } from "./chart-data.ts";

type ChartView = typeof import("./chart.tsx").ChartView;

interface ChartProps {
  chartData: ChartData;
  steps: string[];
  label: string;
  onChoose?: (place: number) => void;
}

/** A chart; its script is loaded when the first one is drawn. */
export function Chart({ chartData, steps, label, onChoose }: ChartProps) {
  const [View, setView] = useState<ChartView>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    import("./chart.tsx").then(
      (module) => setView(() => module.ChartView),
      (reason: unknown) => setError(() => reason),
    );
  }, []);
  if (error) return <Problem error={error} />;
  return View ? (
    <View chartData={chartData} steps={steps} label={label} {...(onChoose ? { onChoose } : {})} />
  ) : (
    <div class="canvas" />
  );
}

interface FigureProps {
  id: string;
  title: string;
  period: string;
  chartData: ChartData;
  steps: string[];
  children?: ComponentChildren;
}

export function Figure({ id, title, period, chartData, steps, children }: FigureProps) {
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="quiet">{period}</p>
      <Chart chartData={chartData} steps={steps} label={`${title}. ${period}`} />
      {children}
    </section>
  );
}
