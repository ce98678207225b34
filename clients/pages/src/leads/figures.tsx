/** How many came, tried, became pupils; and what a pupil cost. */

import { useMemo, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatMoney, formatScore, toIsoDay } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { useWords, type Words } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { AnalyticsLink } from "../analytics/office/analytics-link.tsx";
import { useBranches } from "../office/branches.ts";
import { formatPeriod, type ChartData } from "../analytics/office/chart-data.ts";
import { Chart } from "../analytics/office/figure.tsx";
import { FileButton } from "../payments/money/file-button.tsx";
import { hasPermission } from "../office/permissions.ts";
import { Costs } from "./costs.tsx";

type By = "source" | "stage" | "person" | "month";
type Row = Answer<"/leads/figures/", "get">["rows"][number];

export function LeadFigures({ me }: PageProps) {
  const words = useWords();
  const { arranging: texts, branch: branchWord } = leadsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const [by, setBy] = useState<By>("source");
  const [since, setSince] = useState(`${today.slice(0, 4)}-01-01`);
  const [until, setUntil] = useState(today);
  const [branch, setBranch] = useState("");
  const branches = useBranches("own");
  const query = { by, since, until, ...(branch ? { branch } : {}) };
  const figures = useLoad(() => talim.api.get("/leads/figures/", { query }), [by, since, until, branch]);
  return (
    <>
      <h1>{texts.figures}</h1>
      <div class="table-tools report-tools">
        <input
          type="date"
          aria-label={texts.from}
          value={since}
          max={until}
          onChange={({ currentTarget: { value } }) => value && setSince(value)}
        />
        <input
          type="date"
          aria-label={texts.to}
          value={until}
          onChange={({ currentTarget: { value } }) => value && setUntil(value)}
        />
        {branches.length > 1 ? (
          <select aria-label={branchWord} onChange={({ currentTarget: { value } }) => setBranch(value)}>
            <option value="">{texts.allBranches}</option>
            {branches.map(({ id, name }) => (
              <option key={id} value={id} selected={id === branch}>
                {name}
              </option>
            ))}
          </select>
        ) : null}
      </div>
      <Choice label={texts.figures} options={texts.by} chosen={by} choose={setBy} />
      <Loading of={figures}>
        {({ rows }) =>
          rows.length ? (
            <>
              <FiguresChart rows={rows} by={by} />
              <FiguresTable rows={rows} by={by} />
              <FileButton path="/leads/figures/" query={query} name={texts.figures} />
            </>
          ) : (
            <Empty drawing="people" text={texts.noFigures} />
          )
        }
      </Loading>
      <AnalyticsLink me={me} measure="leads" />
      <Costs
        me={me}
        branches={branches}
        canSet={hasPermission(me, "leads.arrange")}
        onChanged={figures.reload}
        words={words}
      />
    </>
  );
}

function nameRow(row: Row, by: By, nobody: string, words: Words): string {
  return by === "month" && row.key ? formatPeriod(row.key, words) : row.name || nobody;
}

function FiguresChart({ rows, by }: { rows: Row[]; by: By }) {
  const words = useWords();
  const { arranging: texts } = leadsWords.use();
  const set = (key: string, label: string, data: number[]) => ({
    key,
    label,
    unit: "count" as const,
    currency: null,
    data,
  });
  const chartData = useMemo<ChartData>(
    () => ({
      subject: "people",
      kind: "bar",
      sets: [
        set(
          "leads",
          texts.leads,
          rows.map((row) => row.leads),
        ),
        set(
          "trials",
          texts.trials,
          rows.map((row) => row.trials),
        ),
        set(
          "converted",
          texts.converted,
          rows.map((row) => row.converted),
        ),
      ],
    }),
    [rows, texts],
  );
  return (
    <Chart
      chartData={chartData}
      steps={rows.map((row) => nameRow(row, by, texts.nobody, words))}
      label={`${texts.figures}. ${texts.by[by]}`}
    />
  );
}

function FiguresTable({ rows, by }: { rows: Row[]; by: By }) {
  const words = useWords();
  const { arranging: texts } = leadsWords.use();
  const sums = (amounts: Record<string, number>) =>
    Object.entries(amounts)
      .map(([currency, amount]) => formatMoney({ amount, currency }, words))
      .join(", ") || "–";
  const total = (pick: (row: Row) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const [leads, converted] = [total((row) => row.leads), total((row) => row.converted)];
  const hasCosts = rows.some(({ costs }) => Object.keys(costs).length);
  const number = (word: string) => ({ word, number: true });
  const heads = [
    texts.leads,
    texts.trials,
    texts.converted,
    texts.lost,
    texts.conversion,
    ...(hasCosts ? [texts.costs, texts.costPerPupil] : []),
  ];
  return (
    <Table
      label={texts.figures}
      heads={[{ word: texts.heads[by] }, ...heads.map(number)]}
      rows={rows.map((row) => ({
        key: row.key || "none",
        cells: [
          nameRow(row, by, texts.nobody, words),
          ...[row.leads, row.trials, row.converted, row.lost].map(String),
          formatScore(row.conversion),
          ...(hasCosts ? [sums(row.costs), sums(row.cost_per_pupil)] : []),
        ],
      }))}
      foot={[
        {
          key: "together",
          cells: [
            texts.together,
            ...[leads, total((row) => row.trials), converted, total((row) => row.lost)].map(String),
            leads ? formatScore((100 * converted) / leads) : "–",
            ...(hasCosts ? ["", ""] : []),
          ],
        },
      ]}
    />
  );
}
