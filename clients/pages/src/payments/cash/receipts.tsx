/** Receipts: found by number, pupil or parent; printed again, or reversed with a reason. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { ReasonAct } from "./reason-act.tsx";
import { PrintReceipt } from "./slip.tsx";
import { Facts, readFilters, useDaysFilter, useMethodFilter } from "./table-parts.tsx";
import { OFFICE_METHODS } from "./taking.ts";

type Receipt = Answer<"/payments/receipts/", "get">["results"][number];

export function Receipts({ me, values }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const [open, setOpen] = useState<Receipt>();
  const [changes, setChanges] = useState(0);
  const student = values["pupil"];
  const columns: Column<Receipt>[] = [
    { id: "number", title: texts.number, order: "number", cell: ({ number }) => <span class="number">{number}</span> },
    {
      id: "created_at",
      title: texts.time,
      order: "created_at",
      cell: (row) => formatDayTime(row.created_at, me.zone, words),
    },
    { id: "student", title: texts.pupil, order: "student", cell: ({ student: pupil }) => pupil.full_name },
    { id: "amount", title: texts.amount, number: true, order: "amount", cell: (row) => formatSigned(row, words) },
    {
      id: "method",
      title: texts.method,
      order: "method",
      cell: ({ method }) => texts.ways[method] ?? method,
      optional: "narrow",
    },
    { id: "kind", title: texts.kind, order: "kind", cell: (row) => <Kind of={row} /> },
    { id: "desk", title: texts.desk, order: "desk", optional: true, cell: ({ desk }) => desk?.name },
    {
      id: "cashier",
      title: texts.cashier,
      order: "cashier",
      cell: ({ cashier }) => cashier?.full_name,
      optional: "narrow",
    },
  ];
  return (
    <>
      <h1>{words.office.nav.pages.receipts}</h1>
      <DataTable
        name="receipts"
        label={words.office.nav.pages.receipts}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/receipts/", {
            query: { ...query, ...readFilters(filters, me), ...(student ? { student } : {}) },
          })
        }
        getKey={({ id }) => id}
        onOpen={setOpen}
        search={texts.findReceipt}
        filters={[
          useDaysFilter(),
          useMethodFilter(),
          { name: "kind", label: texts.kind, options: [["", words.form.all], ...Object.entries(texts.kinds)] },
        ]}
        ordering="-created_at"
        empty={
          <>
            <p>{texts.noReceipts}</p>
            <Link to="cash">{texts.take}</Link>
          </>
        }
        on={[changes, student]}
      />
      {open ? (
        <ReceiptCard
          receipt={open}
          me={me}
          close={() => setOpen(undefined)}
          onReversed={() => {
            setOpen(undefined);
            setChanges((n) => n + 1);
          }}
        />
      ) : null}
    </>
  );
}

/** What was paid back or reversed has a minus. */
function formatSigned({ kind, amount }: Receipt, words: Words): string {
  const back = kind === "refund" || kind === "reversal";
  return formatMoney(back ? { ...amount, amount: -amount.amount } : amount, words);
}

function Kind({ of: { kind, reversed } }: { of: Receipt }) {
  const texts = cashWords.use();
  return (
    <span class="state">
      <Icon name={kind === "payment" && !reversed ? "good" : "warning"} />
      {reversed ? texts.takenReversed : texts.kinds[kind]}
    </span>
  );
}

interface CardProps {
  receipt: Receipt;
  me: Person;
  close: () => void;
  onReversed: () => void;
}

function ReceiptCard({ receipt, me, close, onReversed }: CardProps) {
  const words = useWords();
  const texts = cashWords.use();
  const printed = useLoad(() => talim.api.get("/payments/receipts/{id}/", { path: { id: receipt.id } }), [receipt.id]);
  const sum = formatMoney(receipt.amount, words);
  const office = OFFICE_METHODS.includes(receipt.method);
  const mayReverse = hasPermission(me, "payments.confirm") || hasPermission(me, "payments.reverse");
  return (
    <Drawer title={texts.receiptNumber(receipt.number)} close={close}>
      <Facts
        of={[
          [texts.amount, <strong key="sum">{formatSigned(receipt, words)}</strong>],
          [texts.kind, <Kind key="kind" of={receipt} />],
          [
            texts.pupil,
            <Link key="pupil" to={`cash/${receipt.student.id}`}>
              {receipt.student.full_name}
            </Link>,
          ],
          [texts.payer, receipt.payer?.full_name],
          [texts.what, receipt.payment?.title || receipt.payment?.reference],
          [texts.method, texts.ways[receipt.method] ?? receipt.method],
          [texts.desk, receipt.desk?.name],
          [texts.cashier, receipt.cashier?.full_name],
          [texts.time, formatDayTime(receipt.created_at, me.zone, words)],
        ]}
      />
      {printed.value?.reversed ? (
        <p class="state">
          <Icon name="warning" />
          {texts.reversed}
        </p>
      ) : null}
      <PrintReceipt receipt={{ ...receipt, student: receipt.student.id }} again />
      {receipt.kind === "payment" && office && mayReverse && printed.value?.reversed === false ? (
        <details>
          <summary>{texts.reverseReceipt}</summary>
          <p class="quiet">{texts.reverseHelp}</p>
          <ReasonAct
            word={texts.reverse}
            label={texts.reverseWhy}
            question={texts.reverseSure(sum, receipt.student.full_name, Boolean(receipt.payment))}
            act={(reason, key) =>
              talim.api.post("/payments/receipts/{id}/reverse/", {
                path: { id: receipt.id },
                body: { reason },
                idempotencyKey: key,
              })
            }
            onDone={({ receipt: reversal }) => {
              showNotice(texts.receiptReversed(reversal.number));
              onReversed();
            }}
          />
        </details>
      ) : null}
    </Drawer>
  );
}
