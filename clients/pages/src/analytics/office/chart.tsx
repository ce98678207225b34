/** One chart. No other module imports Chart.js; only the parts in use are registered. */

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type Plugin,
} from "chart.js";
import { useEffect, useRef } from "preact/hooks";
import { THEME_CHANGED } from "../../theme.ts";
import { useWords } from "../../words/index.ts";
import { formatFigure, type Dataset, type ChartData } from "./chart-data.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

type Configuration = ChartConfiguration<"bar" | "line", (number | null)[], string>;

/** Lines and points differ without colour too. */
const DASHES = [[], [7, 4], [2, 3]];
const MARKS = ["circle", "rect", "triangle"] as const;
const NARROW = 480;
/** The side (px) of a fill pattern's tile. */
const TILE = 8;

/** How the bars of a dataset are filled: plain, with stripes, with dots. */
function createFill(colour: string, index: number): string | CanvasPattern {
  const tile = document.createElement("canvas");
  const ctx = tile.getContext("2d");
  if (!index || !ctx) return colour;
  tile.width = tile.height = TILE;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 2.5;
  if (index === 1) {
    for (const left of [-TILE, 0, TILE]) {
      ctx.moveTo(left - 1, TILE + 1);
      ctx.lineTo(left + TILE + 1, -1);
    }
    ctx.stroke();
  } else {
    ctx.arc(TILE / 2, TILE / 2, TILE / 4, 0, 2 * Math.PI);
    ctx.fill();
  }
  return ctx.createPattern(tile, "repeat") ?? colour;
}

/** Each line's name at its last point, where there are several. Names do not overlap. */
const endLabels: Plugin<"line"> = {
  id: "names",
  afterDatasetsDraw(chart, _, { enabled, colours, ground }: EndLabelOptions) {
    if (!enabled) return;
    const { ctx, data, chartArea } = chart;
    ctx.save();
    ctx.font = `600 14px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = "right";
    const takenHeights: number[] = [];
    /** Above the last stretch of its line, or below where there is no room above. */
    const height = (index: number, width: number) => {
      const near = chart
        .getDatasetMeta(index)
        .data.filter(({ x }, place) => x > chartArea.right - width - 12 && data.datasets[index]?.data[place] !== null);
      const above = Math.min(...near.map(({ y }) => y)) - 12;
      return above > chartArea.top + 12
        ? above
        : Math.min(Math.max(...near.map(({ y }) => y)) + 22, chartArea.bottom - 6);
    };
    data.datasets.forEach((set, index) => {
      const last = set.data.reduce<number>((last, value, place) => (value === null ? last : place), -1);
      const point = chart.getDatasetMeta(index).data[last];
      if (!point) return;
      let y = height(index, ctx.measureText(set.label ?? "").width);
      while (takenHeights.some((other) => Math.abs(other - y) < 18)) y += 18;
      takenHeights.push(y);
      ctx.strokeStyle = ground;
      ctx.lineWidth = 5;
      ctx.lineJoin = "round";
      ctx.strokeText(set.label ?? "", chartArea.right, y);
      ctx.fillStyle = colours[index % colours.length] ?? "";
      ctx.fillText(set.label ?? "", chartArea.right, y);
    });
    ctx.restore();
  },
};

interface EndLabelOptions {
  enabled: boolean;
  colours: string[];
  /** The background, drawn behind the names so that lines do not cross them. */
  ground: string;
}

interface ChartViewProps {
  chartData: ChartData;
  steps: string[];
  label: string;
  /** Called with the place of the step that was pressed. What it does can also be done from the table. */
  onChoose?: (place: number) => void;
}

export function ChartView({ chartData, steps, label, onChoose }: ChartViewProps) {
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let chart: { destroy(): void } | undefined;
    const draw = () => {
      chart?.destroy();
      Object.assign(Chart.defaults.font, { family: getComputedStyle(document.body).fontFamily, size: 13 });
      chart = new Chart(
        element,
        buildConfiguration(
          chartData,
          steps,
          (value, set) => formatFigure(value, set, words),
          (place) => choose.current?.(place),
        ),
      );
    };
    draw();
    document.addEventListener(THEME_CHANGED, draw);
    return () => {
      document.removeEventListener(THEME_CHANGED, draw);
      chart?.destroy();
    };
  }, [chartData, steps.join(), words]);
  return (
    <div class="canvas">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

function buildConfiguration(
  { kind, sets }: ChartData,
  steps: string[],
  formatValue: (value: number | null, set: Dataset) => string,
  choose: (place: number) => void,
): Configuration {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const colours = ["accent", "near", "check"].map(colour);
  const units = new Set(sets.map((set) => set.unit));
  const commonSet = units.size === 1 ? sets[0] : undefined;
  const isShare = sets.every((set) => set.unit === "percent" || set.unit === "score");
  return {
    type: kind,
    data: {
      labels: steps,
      datasets: sets.map((set, index) => ({
        label: set.label,
        data: set.data,
        borderColor: colours[index],
        backgroundColor: kind === "line" ? colours[index] : createFill(colours[index] ?? "", index),
        ...(kind === "line"
          ? { borderDash: DASHES[index], pointStyle: MARKS[index], borderWidth: 2, pointRadius: 4 }
          : { borderWidth: 2, maxBarThickness: 40 }),
      })),
    },
    plugins: [endLabels as Plugin<"bar" | "line">],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      color: colour("text"),
      interaction: { mode: "index", intersect: false },
      onClick: (_event, [pressed]) => pressed && choose(pressed.index),
      scales: {
        x: {
          ticks: {
            color: colour("quiet"),
            autoSkip: true,
            autoSkipPadding: 12,
            maxRotation: 0,
            maxTicksLimit: innerWidth < NARROW ? 3 : 7,
          },
          grid: { display: false },
        },
        y: {
          beginAtZero: true,
          ...(isShare ? { suggestedMax: 100 } : {}),
          grid: { color: colour("line") },
          ticks: {
            color: colour("quiet"),
            maxTicksLimit: 6,
            ...(commonSet?.unit === "count" ? { precision: 0 } : {}),
            callback: (value) => (commonSet ? formatValue(Number(value), commonSet) : value),
          },
        },
      },
      plugins: {
        legend: {
          display: kind === "bar" && sets.length > 1,
          labels: { color: colour("text"), boxWidth: 24, boxHeight: 16 },
        },
        tooltip: {
          callbacks: {
            label: ({ dataset, datasetIndex, dataIndex }) => {
              const set = sets[datasetIndex];
              return set ? `${dataset.label}: ${formatValue(set.data[dataIndex] ?? null, set)}` : "";
            },
          },
        },
        names: { enabled: kind === "line" && sets.length > 1, colours, ground: colour("ground") },
      },
    } as Configuration["options"],
  };
}
