/** What was earned and received, what is left of it, and whether lessons, pay and payments agree. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, toIsoDay, toLocalTime } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table, type TableRow } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { AnalyticsLink } from "../../analytics/office/analytics-link.tsx";
import { useBranches } from "../../office/branches.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { hasPermission } from "../../office/permissions.ts";
import { listMonths } from "./months-list.ts";
import { FileButton } from "./file-button.tsx";
import { MonthChoice } from "./month-choice.tsx";
import { ReportChart } from "./report-chart.tsx";
import { SalesReport } from "./sales-report.tsx";
import { describeSums } from "./sums.ts";

type By = "month" | "group" | "course" | "teacher" | "provider";
type RevenueRow = Answer<"/payments/reports/revenue/", "get">["rows"][number];
type Money = { amount: number; currency: string };

interface Period {
  from: string;
  to: string;
  branch: string;
}

export function Revenue({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.revenue;
  const today = toIsoDay(Date.now(), me.zone);
  const [period, setPeriod] = useState<Period>({
    from: `${listMonths(today).at(6) ?? today.slice(0, 7)}-01`,
    to: today,
    branch: "",
  });
  const branches = useBranches("all");
  const day = (name: "from" | "to", label: string) => (
    <input
      type="date"
      aria-label={label}
      value={period[name]}
      max={name === "to" ? undefined : period.to}
      onChange={({ currentTarget: { value } }) => value && setPeriod({ ...period, [name]: value })}
    />
  );
  return (
    <>
      <h1>{words.office.nav.pages.revenue}</h1>
      <div class="table-tools report-tools" role="group" aria-label={own.period}>
        {day("from", own.from)}
        {day("to", own.to)}
        <select
          aria-label={texts.branch}
          onChange={({ currentTarget: { value } }) => setPeriod({ ...period, branch: value })}
        >
          <option value="">{texts.allBranches}</option>
          {branches.map(({ id, name }) => (
            <option key={id} value={id} selected={id === period.branch}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <AnalyticsLink me={me} measure="money_received" />
      {hasPermission(me, "payments.report") ? <RevenueReport period={period} /> : null}
      {hasPermission(me, "payments.profit") ? <ProfitReport period={period} /> : null}
      {hasPermission(me, "payments.report") ? <SalesReport branch={period.branch} today={today} /> : null}
      {hasPermission(me, "payments.ledger") ? <LessonReport me={me} branch={period.branch} today={today} /> : null}
    </>
  );
}

/** Without an empty branch. */
const toQuery = ({ branch, ...days }: Period) => ({ ...days, ...(branch ? { branch } : {}) });

function RevenueReport({ period }: { period: Period }) {
  const words = useWords();
  const own = moneyWords.use().revenue;
  const [by, setBy] = useState<By>("month");
  const query = { ...toQuery(period), by };
  const report = useLoad(() => talim.api.get("/payments/reports/revenue/", { query }), [period, by]);
  const row = (item: RevenueRow, name: string, write: (sum: Money) => string): TableRow => ({
    key: `${item.key} ${item.currency} ${name}`,
    cells: [
      name,
      ...[item.earned, item.discounts, item.write_offs, item.received, item.paid_back, item.kept].map(write),
    ],
  });
  const nameOf = (item: RevenueRow) =>
    by === "month" && item.key ? formatPeriod(item.key, words) : item.name || words.office.other;
  return (
    <section aria-labelledby="revenue">
      <h2 id="revenue">{own.title}</h2>
      <Choice label={own.title} options={own.by} chosen={by} choose={setBy} />
      <Loading of={report}>
        {({ rows, totals }) => {
          if (!rows.length) return <Empty drawing="money" text={own.none} />;
          const { head, write } = describeSums(
            rows.map(({ currency }) => currency),
            words,
          );
          return (
            <>
              {[...new Set(rows.map(({ currency }) => currency))].map((currency) => {
                const shown = rows.filter((item) => item.currency === currency);
                return (
                  <ReportChart
                    key={currency}
                    label={own.title}
                    steps={shown.map(nameOf)}
                    currency={currency}
                    sets={[
                      [own.earned, shown.map(({ earned }) => earned.amount)],
                      [own.received, shown.map(({ received }) => received.amount)],
                    ]}
                  />
                );
              })}
              <Table
                label={own.title}
                heads={[
                  { word: own.by[by] },
                  ...[own.earned, own.discounts, own.writeOffs, own.received, own.paidBack, own.kept].map(head),
                ]}
                rows={rows.map((item) => row(item, nameOf(item), write))}
                foot={totals.map((item) => row(item, words.office.together, write))}
              />
              <FileButton path="/payments/reports/revenue/" query={query} name={own.title} />
            </>
          );
        }}
      </Loading>
    </section>
  );
}

function ProfitReport({ period }: { period: Period }) {
  const words = useWords();
  const own = moneyWords.use().revenue;
  const query = toQuery(period);
  const report = useLoad(() => talim.api.get("/payments/reports/profit/", { query }), [period]);
  return (
    <section aria-labelledby="profit">
      <h2 id="profit">{own.profit}</h2>
      <Loading of={report}>
        {({ rows, totals, categories }) => {
          if (!rows.length) return <Empty drawing="money" text={own.none} />;
          const used = Object.keys(categories).filter((key) => rows.some(({ expenses }) => expenses[key]?.amount));
          const { head, write } = describeSums(
            rows.map(({ currency }) => currency),
            words,
          );
          const differ = rows.some(({ differences }) => differences.amount);
          const row = (item: (typeof rows)[number], cells: string[]): TableRow => ({
            key: `${item.month} ${item.branch?.id} ${item.currency} ${cells[0]}`,
            cells: [
              ...cells,
              write(item.revenue),
              write(item.payroll),
              ...used.map((key) => (item.expenses[key] ? write(item.expenses[key]) : "–")),
              ...(differ ? [write(item.differences)] : []),
              <b>{write(item.result)}</b>,
            ],
          });
          const currency = totals[0]?.currency ?? "UZS";
          const months = [...new Set(rows.map(({ month }) => month))].sort();
          const sum = (pick: (item: (typeof rows)[number]) => number) =>
            months.map((month) =>
              rows
                .filter((item) => item.month === month && item.currency === currency)
                .reduce((all, item) => all + pick(item), 0),
            );
          return (
            <>
              <ReportChart
                label={own.profit}
                steps={months.map((month) => formatPeriod(month, words))}
                currency={currency}
                sets={[
                  [own.earned, sum(({ revenue }) => revenue.amount)],
                  [own.result, sum(({ result }) => result.amount)],
                ]}
              />
              <Table
                label={own.profit}
                heads={[
                  { word: own.by.month },
                  { word: own.branch },
                  ...[
                    own.earned,
                    own.pay,
                    ...used.map((key) => categories[key] ?? key),
                    ...(differ ? [own.differences] : []),
                    own.result,
                  ].map(head),
                ]}
                rows={rows.map((item) => row(item, [formatPeriod(item.month, words), item.branch?.name ?? ""]))}
                foot={totals.map((item) => row(item, [words.office.together, ""]))}
              />
              <FileButton path="/payments/reports/profit/" query={query} name={own.profit} />
            </>
          );
        }}
      </Loading>
    </section>
  );
}

/** Whether lessons that were held are paid to teachers, and charged ones were held. */
function LessonReport({ me, branch, today }: { me: Person; branch: string; today: string }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.revenue;
  const [month, setMonth] = useState(today.slice(0, 7));
  const report = useLoad(
    () => talim.api.get("/payments/reports/lessons/", { query: { month, ...(branch ? { branch } : {}) } }),
    [month, branch],
  );
  return (
    <section aria-labelledby="lessons-report">
      <h2 id="lessons-report">{own.lessons}</h2>
      <MonthChoice month={month} today={today} choose={setMonth} />
      <Loading of={report}>
        {({ lessons, marks, mismatch_count: count, mismatches, not_by_lesson: others }) => (
          <>
            <p class={count ? "state warn" : "state"}>
              <Icon name={count ? "warning" : "good"} />
              {own.compared(lessons, marks)} {count ? own.differs(count) : own.agrees}
            </p>
            {mismatches.length ? (
              <Table
                label={own.lessons}
                heads={[{ word: texts.group }, { word: own.lesson }, { word: own.person }, { word: own.what }]}
                rows={mismatches.map((item) => ({
                  key: `${item.lesson} ${item.person.id} ${item.rule}`,
                  cells: [
                    item.group.name,
                    `${formatDate(toIsoDay(item.starts_at, me.zone), me.zone, words)} ${toLocalTime(item.starts_at, me.zone).time}`,
                    item.person.full_name,
                    own.rules[item.rule][item.expected ? "missing" : "extra"],
                  ],
                }))}
              />
            ) : null}
            {others.length ? (
              <details>
                <summary>{own.notByLesson}</summary>
                <ul class="rows">
                  {others.map((item) => (
                    <li key={item.group.id + item.reason}>
                      {item.group.name}: {own.reasons[item.reason]}
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </>
        )}
      </Loading>
    </section>
  );
}
