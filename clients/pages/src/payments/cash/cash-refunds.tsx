/** Refunds in cash that were decided: handed out from the drawer, or withdrawn. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { PrintReceipt } from "./slip.tsx";
import { Facts, readFilters } from "./table-parts.tsx";

type Refund = Answer<"/payments/cash-refunds/", "get">["results"][number];

export function CashRefunds({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const [card, setCard] = useState<Refund>();
  const [changes, setChanges] = useState(0);
  const changed = (text: string) => (refund: Refund) => {
    showNotice(text);
    setCard(refund);
    setChanges((n) => n + 1);
  };
  const columns: Column<Refund>[] = [
    { id: "student", title: texts.pupil, order: "student", cell: ({ student }) => student.full_name },
    {
      id: "amount",
      title: texts.amount,
      number: true,
      order: "amount",
      cell: ({ amount }) => formatMoney(amount, words),
    },
    { id: "desk", title: texts.desk, cell: ({ desk }) => desk.name },
    { id: "reason", title: texts.why, cell: ({ reason }) => reason },
    {
      id: "created_at",
      title: texts.time,
      order: "created_at",
      cell: (row) => formatDayTime(row.created_at, me.zone, words),
    },
    { id: "state", title: texts.state, cell: (row) => <State of={row} /> },
  ];
  const sum = card ? formatMoney(card.amount, words) : "";
  const receipt = card?.receipts[0];
  return (
    <>
      <h1>{words.office.nav.pages.cashRefunds}</h1>
      <DataTable
        name="cash-refunds"
        label={words.office.nav.pages.cashRefunds}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/cash-refunds/", { query: { ...query, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        onOpen={setCard}
        filters={[
          { name: "state", label: texts.state, options: [["", words.form.all], ...Object.entries(texts.refundStates)] },
        ]}
        ordering="-created_at"
        empty={<Empty drawing="done" text={texts.noCashRefunds} />}
        on={[changes]}
      />
      {card ? (
        <Drawer title={card.student.full_name} close={() => setCard(undefined)}>
          <Facts
            of={[
              [texts.amount, <strong key="sum">{sum}</strong>],
              [texts.desk, card.desk.name],
              [texts.why, card.reason],
              [texts.decidedBy, card.decided_by.full_name],
              [texts.until, card.state === "waiting" ? formatDayTime(card.expires_at, me.zone, words) : ""],
              [texts.state, <State key="state" of={card} />],
            ]}
          />
          {card.state === "waiting" ? (
            <div class="buttons">
              {hasPermission(me, "payments.confirm") ? (
                <ActButton
                  word={texts.handOut}
                  class="main"
                  question={<p class="read-back">{texts.handOutSure(sum, card.student.full_name)}</p>}
                  act={(key) =>
                    talim.api.post("/payments/cash-refunds/{id}/hand-out/", {
                      path: { id: card.id },
                      idempotencyKey: key,
                    })
                  }
                  onDone={changed(texts.handedOut)}
                />
              ) : null}
              {hasPermission(me, "payments.refund") ? (
                <ActButton
                  word={texts.withdraw}
                  act={(key) =>
                    talim.api.post("/payments/cash-refunds/{id}/withdraw/", {
                      path: { id: card.id },
                      idempotencyKey: key,
                    })
                  }
                  onDone={changed(texts.withdrawn)}
                />
              ) : null}
            </div>
          ) : null}
          {receipt ? (
            <PrintReceipt receipt={{ id: receipt, number: texts.refundReceipt, student: card.student.id }} />
          ) : null}
        </Drawer>
      ) : null}
    </>
  );
}

function State({ of: refund }: { of: Refund }) {
  const texts = cashWords.use();
  const names = { waiting: "clock", handed_out: "good", withdrawn: "close", lapsed: "warning" } as const;
  return (
    <span class="state">
      <Icon name={names[refund.state]} />
      {texts.refundStates[refund.state]}
    </span>
  );
}
