/** Branches, courses or groups beside each other: the newest values as bars and as a table that leads to who is behind them. */

import { useMemo } from "preact/hooks";
import { dropUnit, formatPeriod, type ChartData } from "./office/chart-data.ts";
import { Link, navigate } from "../router.tsx";
import { Table } from "../ui/table.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { findNewest, formatValue, toSet, type Series, type SeriesSet } from "./series.ts";
import { Chart } from "./office/figure.tsx";

/** So many bars stand in the chart; the table has all. */
const MOST_BARS = 12;

interface Props {
  series: Series;
  /** Where a subject leads; undefined where the reader may not go there. */
  linkTo: (key: string) => string | undefined;
  /** Of its heading. */
  level?: "h2" | "h4";
}

export function Subjects({ series, linkTo, level: Heading = "h2" }: Props) {
  const words = useWords();
  const texts = analyticsWords.use();
  const { by } = series;
  const place = findNewest(series);
  const period = formatPeriod(series.labels[place] ?? "", words);
  const currencies = [...new Set(series.datasets.map(({ currency }) => currency))];
  if (!by) return null;
  if (!series.datasets.length) return <p class="empty">{texts.none}</p>;
  return (
    <>
      <Heading>{`${texts.bys[by]}. ${texts.newest(period)}`}</Heading>
      {currencies.map((currency) => {
        const rows = sortRows(
          series.datasets.filter((set) => set.currency === currency),
          place,
        );
        return (
          <div key={currency}>
            <Bars
              series={series}
              rows={rows}
              place={place}
              label={`${series.measure.label}. ${texts.bys[by]}. ${period}`}
              linkTo={linkTo}
            />
            {rows.length > MOST_BARS ? <p class="quiet">{texts.drawn(MOST_BARS)}</p> : null}
            <SubjectTable series={series} rows={rows} place={place} linkTo={linkTo} />
          </div>
        );
      })}
    </>
  );
}

/** The highest first; what has no value, and the rest, at the end. */
function sortRows(rows: SeriesSet[], place: number): SeriesSet[] {
  const weigh = ({ key, data }: SeriesSet) => (key === null ? -Infinity : (data[place] ?? -1));
  return [...rows].sort((a, b) => weigh(b) - weigh(a));
}

interface RowsProps extends Props {
  rows: SeriesSet[];
  place: number;
}

function Bars({ series, rows, place, label, linkTo }: RowsProps & { label: string }) {
  const words = useWords();
  const drawn = rows.slice(0, MOST_BARS);
  const chart = useMemo<ChartData>(() => {
    const [first] = drawn;
    const set = first && toSet(series, first);
    return {
      subject: "people",
      kind: "bar",
      sets: set ? [{ ...set, label: series.measure.label, data: drawn.map(({ data }) => data[place] ?? null) }] : [],
    };
  }, [series, place]);
  const open = (index: number) => {
    const to = linkTo(drawn[index]?.key ?? "");
    if (to) navigate(to);
  };
  return (
    <Chart
      chartData={chart}
      steps={drawn.map((set) => dropUnit(set.label, toSet(series, set), words))}
      label={label}
      onChoose={open}
    />
  );
}

function SubjectTable({ series, rows, place, linkTo }: RowsProps) {
  const words = useWords();
  const texts = analyticsWords.use();
  const say = (set: SeriesSet, at: number) => formatValue(set.data[at] ?? null, series, set.currency, words);
  return (
    <>
      {rows.some(({ key }) => key && linkTo(key)) ? <p class="quiet">{texts.press}</p> : null}
      <Table
        label={series.measure.label}
        heads={[
          { word: series.by ? texts.subject[series.by] : "" },
          { word: texts.value, number: true },
          { word: texts.before, number: true },
        ]}
        rows={rows.map((set) => {
          const to = set.key ? linkTo(set.key) : undefined;
          const name = dropUnit(set.label, toSet(series, set), words);
          return {
            key: set.key ?? "rest",
            cells: [to ? <Link to={to}>{name}</Link> : name, say(set, place), say(set, place - 1)],
          };
        })}
      />
    </>
  );
}
