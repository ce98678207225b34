/** The account of a pupil month by month: what was to be paid, what was paid, and the receipts. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { addDays, formatDate, formatMoney, shiftMonth, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { Table } from "../../ui/table.tsx";
import { useWords, type Words } from "../../words/index.ts";
import type { FamilyMoneyWords } from "./words/en.ts";
import { familyMoneyWords } from "./words/index.ts";
import { describeSubject, formatMonth } from "./subject.ts";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];

const MONTHS = 12;
const EVENTS = ["payment.received", "payment.changed", "payment.refunded", "payment.reversed"] as const;

/** Nothing is asked before it is opened. Only on a page that was fetched with `familyMoneyWords`. */
export function Statement({ student, me }: { student: string; me: Person }) {
  const texts = familyMoneyWords.use();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.statement}</summary>
      {open ? <Months student={student} me={me} /> : null}
    </details>
  );
}

function Months({ student, me }: { student: string; me: Person }) {
  const texts = familyMoneyWords.use();
  const words = useWords();
  const thisMonth = toIsoDay(Date.now(), me.zone).slice(0, 7);
  const months = Array.from({ length: MONTHS }, (_, back) => shiftMonth(thisMonth, -back));
  const [month, setMonth] = useState(months[0] ?? "");
  const query = { from: `${month}-01`, to: addDays(`${shiftMonth(month, 1)}-01`, -1) };
  const path = { student_id: student };
  const statement = useLoad(() => talim.api.get("/payments/balance/{student_id}/", { path, query }), [student, month]);
  useEvents(talim.realtime.own, EVENTS, statement.reload);
  return (
    <>
      <label for="statement-month">{texts.month}</label>
      <select id="statement-month" value={month} onChange={(event) => setMonth(event.currentTarget.value)}>
        {months.map((item) => (
          <option key={item} value={item}>
            {formatMonth(item, words)}
          </option>
        ))}
      </select>
      <Loading of={statement}>
        {({ accounts }) => {
          const moved = accounts.filter((account) => account.lines.length);
          if (!moved.length) return <p class="empty">{texts.noLines}</p>;
          return moved.map((account) => (
            <Lines key={account.balance.currency} account={account} student={student} me={me} />
          ));
        }}
      </Loading>
    </>
  );
}

/** What is owed or left after the last day, in words: a debt is negative. */
function describeClosing(
  { amount, currency }: Account["closing"],
  words: Words,
  texts: FamilyMoneyWords["closing"],
): string {
  if (!amount) return texts.even;
  return (amount < 0 ? texts.owed : texts.ahead)(formatMoney({ amount: Math.abs(amount), currency }, words));
}

function Lines({ account, student, me }: { account: Account; student: string; me: Person }) {
  const words = useWords();
  const texts = familyMoneyWords.use();
  const heads = [
    { word: texts.day },
    { word: texts.what },
    { word: texts.change, number: true },
    { word: texts.receipt },
  ];
  const path = { student_id: student };
  return (
    <>
      <Table
        label={texts.statement}
        heads={heads}
        rows={account.lines.map(({ id, on, payment, text, change, receipt }) => ({
          key: id,
          cells: [
            formatDate(on, me.zone, words),
            [text, payment?.title, payment ? describeSubject(payment, words) : ""].filter(Boolean).join(" · "),
            formatMoney(change, words),
            receipt ? (
              <ActButton
                class="plain"
                word={texts.openReceipt}
                act={() => talim.api.get("/payments/balance/{student_id}/receipt/", { path, query: { receipt } })}
                onDone={(file) => saveFile(file, `${on}.pdf`)}
              />
            ) : null,
          ],
        }))}
      />
      <p class="quiet">{describeClosing(account.closing, words, texts.closing)}</p>
    </>
  );
}
