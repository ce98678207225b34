/** Acts above a limit that wait for a second person: decided, withdrawn, and their cash handed back. */

import { useState } from "preact/hooks";
import { formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import type { Approval } from "./desks.ts";
import { ReasonAct } from "./reason-act.tsx";
import { Facts, readFilters } from "./table-parts.tsx";

export function Approvals({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const [card, setCard] = useState<Approval>();
  const [changes, setChanges] = useState(0);
  const columns: Column<Approval>[] = [
    { id: "act", title: texts.act, cell: ({ act }) => texts.acts[act] },
    {
      id: "amount",
      title: texts.amount,
      number: true,
      order: "amount",
      cell: ({ amount }) => formatMoney(amount, words),
    },
    {
      id: "whom",
      title: texts.forWhom,
      cell: ({ student, teacher, desk }) => student?.full_name ?? teacher?.full_name ?? desk?.name,
    },
    { id: "by", title: texts.askedBy, cell: ({ requested_by: by }) => by.full_name },
    {
      id: "created_at",
      title: texts.time,
      order: "created_at",
      cell: (row) => formatDayTime(row.created_at, me.zone, words),
    },
    { id: "state", title: texts.state, cell: (row) => <State of={row} /> },
  ];
  return (
    <>
      <h1>{words.office.nav.pages.approvals}</h1>
      <p class="quiet">{texts.approvalsHelp}</p>
      <DataTable
        name="approvals"
        label={words.office.nav.pages.approvals}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/approvals/", { query: { ...query, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        onOpen={setCard}
        filters={[
          {
            name: "state",
            label: texts.state,
            options: [["", words.form.all], ...Object.entries(texts.approvalStates)],
          },
          {
            name: "held",
            label: texts.envelope,
            options: [
              ["", words.form.all],
              ["true", texts.inEnvelope],
            ],
          },
        ]}
        ordering="-created_at"
        empty={<Empty drawing="done" text={texts.noApprovals} />}
        on={[changes]}
      />
      {card ? (
        <ApprovalCard
          key={card.id}
          approval={card}
          me={me}
          close={() => setCard(undefined)}
          onChanged={(approval) => {
            setCard(approval);
            setChanges((n) => n + 1);
          }}
        />
      ) : null}
    </>
  );
}

function State({ of: approval }: { of: Approval }) {
  const texts = cashWords.use();
  const names = {
    waiting: "clock",
    approved: "good",
    refused: "close",
    lapsed: "warning",
    withdrawn: "close",
  } as const;
  return (
    <span class="state">
      <Icon name={names[approval.state]} />
      {texts.approvalStates[approval.state]}
    </span>
  );
}

interface CardProps {
  approval: Approval;
  me: Person;
  close: () => void;
  onChanged: (approval: Approval) => void;
}

function ApprovalCard({ approval, me, close, onChanged }: CardProps) {
  const words = useWords();
  const texts = cashWords.use();
  const path = { id: approval.id };
  const isOwn = approval.requested_by.id === me.id;
  const waits = approval.state === "waiting";
  const mayDecide = hasPermission(me, "payments.approve");
  const sum = formatMoney(approval.amount, words);
  const done = (text: string) => (changed: Approval) => {
    showNotice(text);
    onChanged(changed);
  };
  const decide = (decision: "approve" | "refuse") => (answer: string, key: string) =>
    talim.api.post("/payments/approvals/{id}/decide/", { path, body: { decision, answer }, idempotencyKey: key });
  return (
    <Drawer title={texts.acts[approval.act]} close={close}>
      <Facts
        of={[
          [texts.amount, <strong key="sum">{sum}</strong>],
          [texts.countedSum, approval.counted ? formatMoney(approval.counted, words) : ""],
          [texts.changeFloat, approval.change_float ? formatMoney(approval.change_float, words) : ""],
          [texts.state, <State key="state" of={approval} />],
          [texts.forWhom, approval.student?.full_name ?? approval.teacher?.full_name],
          [texts.method, approval.method ? texts.ways[approval.method] : ""],
          [texts.desk, approval.desk?.name],
          [texts.branch, approval.branch.name],
          [texts.note, approval.reason],
          [texts.askedBy, `${approval.requested_by.full_name}, ${formatDayTime(approval.created_at, me.zone, words)}`],
          [texts.until, waits ? formatDayTime(approval.expires_at, me.zone, words) : ""],
          [texts.decidedBy, approval.decided_by?.full_name],
          [texts.answer, approval.answer],
        ]}
      />
      {approval.alone ? <p class="quiet">{texts.decidedAlone}</p> : null}
      {waits && mayDecide && !isOwn ? (
        <>
          <ActButton
            word={texts.approve}
            class="main"
            question={texts.approveSure(texts.acts[approval.act], sum)}
            act={(key) => decide("approve")("", key)}
            onDone={done(texts.approved)}
          />
          <details>
            <summary>{texts.refuse}</summary>
            <ReasonAct
              word={texts.refuse}
              label={texts.refuseWhy}
              act={decide("refuse")}
              onDone={done(texts.refused)}
            />
          </details>
        </>
      ) : null}
      {waits && isOwn ? (
        <>
          <p class="notice">
            <Icon name="warning" />
            {texts.ownAct}
          </p>
          <ReasonAct
            optional
            word={texts.withdraw}
            label={texts.withdrawWhy}
            act={(reason, key) =>
              talim.api.post("/payments/approvals/{id}/withdraw/", { path, body: { reason }, idempotencyKey: key })
            }
            onDone={done(texts.withdrawn)}
          />
          {mayDecide ? (
            <details>
              <summary>{texts.nobodyElse}</summary>
              <p class="quiet">{texts.nobodyElseHelp}</p>
              <ReasonAct
                word={texts.approveAlone}
                label={texts.whyAlone}
                question={texts.approveSure(texts.acts[approval.act], sum)}
                act={decide("approve")}
                onDone={done(texts.approved)}
              />
            </details>
          ) : null}
        </>
      ) : null}
      {approval.held && !waits ? (
        <>
          <p class="notice">
            <Icon name="cash" />
            {texts.handBackHelp(sum)}
          </p>
          <ActButton
            word={texts.handBack}
            class="main"
            question={texts.handBackSure(sum)}
            act={(key) => talim.api.post("/payments/approvals/{id}/hand-back/", { path, idempotencyKey: key })}
            onDone={done(texts.handedBack)}
          />
        </>
      ) : null}
    </Drawer>
  );
}
