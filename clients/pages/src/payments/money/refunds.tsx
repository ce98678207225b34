/** Paying back money that covers no payment, and the refunds in cash that wait at a desk. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDay, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { hasPermission } from "../../office/permissions.ts";
import { FormButton } from "./parts.tsx";
import { useDesks } from "./payment-money.tsx";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];
type CashRefund = Answer<"/payments/cash-refunds/", "get">["results"][number];

export function Refunds({ me }: PageProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.refunds;
  const [changes, setChanges] = useState(0);
  const done = (text: string) => {
    showNotice(text);
    setChanges((n) => n + 1);
  };
  const form = useForm({
    initial: { student: null as Pick | null },
    send: () => Promise.resolve(),
    onDone: () => undefined,
  });
  const { student } = form.values;
  return (
    <>
      <h1>{words.office.nav.pages.refunds}</h1>
      <p class="quiet">{own.help}</p>
      {hasPermission(me, "payments.refund") ? (
        <section aria-label={own.credit}>
          <h2>{own.credit}</h2>
          <PickField of={form} name="student" label={texts.pupil} find={findPeople("student")} required />
          {student ? <Credit key={`${student.id} ${changes}`} student={student} me={me} onDone={done} /> : null}
        </section>
      ) : null}
      <h2>{own.atDesk}</h2>
      <DataTable<CashRefund>
        name="cash-refunds"
        label={own.atDesk}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name, order: "student" },
          {
            id: "amount",
            title: texts.amount,
            cell: (row) => formatMoney(row.amount, words),
            number: true,
            order: "amount",
          },
          { id: "state", title: texts.state, cell: (row) => <RefundState refund={row} />, order: "state" },
          { id: "desk", title: texts.payments.desk, cell: (row) => row.desk.name, order: "desk" },
          { id: "reason", title: texts.reason, cell: (row) => row.reason, optional: "narrow" },
          {
            id: "decided_by",
            title: own.decidedBy,
            cell: (row) => row.decided_by.full_name,
            order: "decided_by",
            optional: "narrow",
          },
          {
            id: "expires_at",
            title: own.until,
            cell: (row) => formatDay(row.expires_at, me.zone, words),
            order: "expires_at",
          },
        ]}
        load={(query, { state }) =>
          talim.api.get("/payments/cash-refunds/", {
            query: { ...query, ...(state ? { state: state as CashRefund["state"] } : {}) },
          })
        }
        getKey={(row) => row.id}
        filters={[
          { name: "state", label: texts.state, options: [["", words.form.all], ...Object.entries(own.states)] },
        ]}
        empty={<Empty drawing="done" text={own.none} />}
        on={[changes]}
        live={useOfficeUpdates}
      />
    </>
  );
}

function RefundState({ refund }: { refund: CashRefund }) {
  const texts = moneyWords.use().refunds;
  return (
    <span class="state">
      <Icon name={refund.state === "handed_out" ? "good" : refund.state === "waiting" ? "clock" : "close"} />
      {texts.states[refund.state]}
    </span>
  );
}

function Credit({ student, me, onDone }: { student: Pick; me: Person; onDone: (text: string) => void }) {
  const texts = moneyWords.use().refunds;
  const statement = useLoad(
    () => talim.api.get("/payments/balance/{student_id}/", { path: { student_id: student.id } }),
    [student.id],
  );
  return (
    <Loading of={statement}>
      {({ accounts }) => {
        const withCredit = accounts.filter(({ free_credit }) => free_credit.amount > 0);
        return (
          <>
            {withCredit.length ? (
              withCredit.map((account) => (
                <CreditRefund
                  key={account.free_credit.currency}
                  account={account}
                  student={student}
                  me={me}
                  onDone={onDone}
                />
              ))
            ) : (
              <p class="empty">{texts.noCredit(student.label)}</p>
            )}
            <p>
              <Link to={`pupils/${student.id}`}>{texts.card}</Link>
            </p>
          </>
        );
      }}
    </Loading>
  );
}

function CreditRefund({
  account,
  student,
  me,
  onDone,
}: {
  account: Account;
  student: Pick;
  me: Person;
  onDone: (text: string) => void;
}) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.payments;
  const { currency, amount: most } = account.free_credit;
  const desks = useDesks(me, currency);
  const sources = account.free_money.map(({ id, provider, free }) => ({
    value: id,
    label: `${own.methods[provider as keyof typeof own.methods] ?? provider}: ${formatMoney(free, words)}`,
  }));
  return (
    <>
      <p class="sum number">{formatMoney(account.free_credit, words)}</p>
      <FormButton
        main
        word={own.refund}
        initial={{ amount: most as number | null, transaction: sources[0]?.value ?? "", desk: "", reason: "" }}
        check={({ amount }): { amount?: string } =>
          (amount ?? 0) > most ? { amount: texts.tooMuch(formatMoney(account.free_credit, words)) } : {}
        }
        readBack={({ amount }) => ({
          sum: formatMoney({ amount: amount ?? 0, currency }, words),
          text: own.refundSure(student.label),
        })}
        send={({ amount, reason, desk, transaction }, idempotencyKey) =>
          talim.api.post("/payments/balance/{student_id}/refund/", {
            path: { student_id: student.id },
            body: {
              amount: { amount: amount ?? 0, currency },
              reason,
              desk: desk || null,
              transaction: transaction || null,
            },
            idempotencyKey,
          })
        }
        onDone={(done) => onDone("expires_at" in done ? own.refundWaits : own.refunded)}
      >
        {(form) => (
          <>
            <p class="quiet">{own.refundHelp}</p>
            <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
            {sources.length > 1 ? (
              <SelectField of={form} name="transaction" label={own.refundFrom} options={sources} />
            ) : null}
            {desks.length ? (
              <SelectField
                of={form}
                name="desk"
                label={own.refundDesk}
                options={[
                  { value: "", label: own.ownShift },
                  ...desks.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            ) : null}
            <TextField of={form} name="reason" label={texts.reason} required maxLength={500} />
          </>
        )}
      </FormButton>
    </>
  );
}
