/** What one teacher earned in a month, line by line, and what is done about it: a bonus, a fine, paying out. */

import { useState } from "preact/hooks";
import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords, type Words } from "../../words/index.ts";
import type { PayWords } from "./words/en.ts";
import { payWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { EntryForm, PayOutForm } from "./pay-forms.tsx";
import { PayOuts } from "./pay-outs.tsx";
import type { PayOut, PayRow } from "./payroll.ts";

type Line = NonNullable<PayRow["lines"]>[number];

interface SheetProps {
  row: PayRow;
  month: string;
  me: Person;
  onChanged: () => void;
}

/** The month of the teacher; paid out is what left in it, and this month, when earlier months are paid. */
async function loadSheet(
  month: string,
  thisMonth: string,
  teacher: string,
  branch: string,
): Promise<{ rows: PayRow[]; payOuts: PayOut[] }> {
  const load = (of: string) => talim.api.get("/payments/salaries/", { query: { month: of, teacher, branch } });
  const [sheet, now] = await Promise.all([load(month), month === thisMonth ? undefined : load(thisMonth)]);
  return { rows: sheet.rows, payOuts: [...(now?.pay_outs ?? []), ...sheet.pay_outs] };
}

/** The sheet can be printed: the rest of the page stays away then. */
export function PaySheet({ row: opened, month, me, onChanged }: SheetProps) {
  const words = useWords();
  const texts = payWords.use();
  const { teacher, branch, currency } = opened;
  const payroll = useLoad(
    () => loadSheet(month, toIsoDay(Date.now(), me.zone).slice(0, 7), teacher.id, branch.id),
    [month, teacher.id, branch.id],
  );
  const [part, setPart] = useState<"entry" | "pay-out">();
  const close = () => setPart(undefined);
  const changed = () => {
    close();
    payroll.reload();
    onChanged();
  };
  const isOwn = teacher.id === me.id && !hasPermission(me, "payments.confirm_own");
  return (
    <Loading of={payroll}>
      {({ rows, payOuts }) => {
        const row = rows.find((other) => other.currency === currency) ?? opened;
        const balance = formatMoney(row.balance, words);
        return (
          <>
            <p>
              <strong>{formatPeriod(month, words)}</strong> · {branch.name}
            </p>
            <dl class="facts">
              <dt>{texts.earned}</dt>
              <dd class="number">{formatMoney(row.total, words)}</dd>
              <dt>{texts.owed}</dt>
              <dd class="number">{balance}</dd>
            </dl>
            <PayLines lines={row.lines ?? []} zone={me.zone} />
            {payOuts.length ? (
              <>
                <h3>{texts.payOuts}</h3>
                <PayOuts payOuts={payOuts} mayReverse={!isOwn} zone={me.zone} onChanged={changed} />
              </>
            ) : null}
            {isOwn ? <p class="quiet">{texts.notYourOwn}</p> : null}
            {part === "entry" ? <EntryForm row={row} month={month} onDone={changed} close={close} /> : null}
            {part === "pay-out" ? <PayOutForm row={row} onDone={changed} close={close} /> : null}
            {part ? null : (
              <div class="buttons">
                {isOwn ? null : (
                  <>
                    {row.closed_at ? null : (
                      <button type="button" onClick={() => setPart("entry")}>
                        {texts.addEntry}
                      </button>
                    )}
                    <button type="button" class="main" onClick={() => setPart("pay-out")}>
                      {texts.payOut}
                    </button>
                  </>
                )}
                <button type="button" onClick={() => print()}>
                  <Icon name="print" />
                  {texts.print}
                </button>
                {row.closed_at || isOwn ? null : (
                  <ActButton
                    word={texts.closeOne}
                    class="plain"
                    question={<p>{texts.closeOneSure(formatPeriod(month, words), teacher.full_name)}</p>}
                    act={() =>
                      talim.api.post("/payments/salaries/close/", {
                        body: { month, branch: branch.id, teacher: teacher.id },
                      })
                    }
                    here={{ month_closed: texts.alreadyClosed }}
                    onDone={({ months }) => {
                      showNotice(texts.closed(months.length));
                      changed();
                    }}
                  />
                )}
              </div>
            )}
          </>
        );
      }}
    </Loading>
  );
}

export function PayLines({ lines, zone }: { lines: Line[]; zone: string }) {
  const words = useWords();
  const texts = payWords.use();
  if (!lines.length) return <p class="empty">{texts.noLines}</p>;
  return (
    <Table
      label={texts.lines}
      heads={[{ word: texts.forWhat }, { word: texts.how }, { word: texts.amount, number: true }]}
      rows={lines.map((line) => ({
        key: line.key,
        cells: [
          texts.kinds[line.kind] ?? line.kind,
          <>
            {describeLine(line, zone, words, texts)}
            <SalesByDay line={line} zone={zone} />
          </>,
          formatMoney(line.amount, words),
        ],
      }))}
    />
  );
}

/** The sales that a share of a course comes from, by day. */
function SalesByDay({ line: { facts, amount }, zone }: { line: Line; zone: string }) {
  const words = useWords();
  const texts = payWords.use();
  if (!facts.sales?.length) return null;
  return (
    <details>
      <summary>{texts.salesByDay}</summary>
      <ul class="rows">
        {facts.sales.map(({ day, payments, of }) => (
          <li key={day}>
            {formatDate(day, zone, words)} · {texts.salesOf(payments)} ·{" "}
            {formatMoney({ amount: of, currency: amount.currency }, words)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Where the amount comes from: "Tuesday · A2 morning · 90 minutes at 30 000 soʻm an hour". */
function describeLine(
  { kind, amount, facts, group, course, reason, by, corrects }: Line,
  zone: string,
  words: Words,
  texts: PayWords,
): string {
  const money = (of: number | null | undefined) =>
    of === null || of === undefined ? "" : formatMoney({ amount: of, currency: amount.currency }, words);
  return [
    facts.day ? formatDate(facts.day, zone, words) : "",
    group?.name,
    course ? readTranslated(course.title) : "",
    kind === "hour" && facts.minutes ? texts.minutes(facts.minutes, money(facts.rate)) : "",
    facts.percent_hundredths
      ? describeShare(kind, facts.payments ?? 0, formatPercent(facts.percent_hundredths, words), money(facts.of), texts)
      : "",
    facts.fee ? texts.lessFee(money(facts.fee)) : "",
    facts.days && facts.of_days ? texts.days(facts.days, facts.of_days) : "",
    corrects ? texts.corrects(formatPeriod(corrects.slice(0, 7), words)) : "",
    reason,
    by?.full_name,
  ]
    .filter(Boolean)
    .join(" · ");
}

function describeShare(kind: string, payments: number, percent: string, of: string, texts: PayWords): string {
  return kind === "sales" ? texts.sales(payments, percent, of) : texts.share(percent, of);
}

/** "12.5" of 1250. */
export function formatPercent(hundredths: number, words: Words): string {
  return String(hundredths / 100).replace(".", words.decimal);
}
