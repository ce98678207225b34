/** What can be done with a payment: take the money, change, cancel, make it due again, forgive, pay back. */

import { formatMoney } from "../../format.ts";
import { usePayme } from "../pupil/pay.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { CheckField, DateField, FileField } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { MoneyField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { FormButton } from "./parts.tsx";
import type { Payment } from "./payment.ts";
import { PayLink } from "./pay-link.tsx";
import { RefundPayment, TakeMoney } from "./payment-money.tsx";

interface ActProps {
  payment: Payment;
  onDone: (text: string) => void;
}

export function PaymentActs({
  payment,
  me,
  onChanged,
  link,
}: {
  payment: Payment;
  me: Person;
  onChanged: () => void;
  link: boolean;
}) {
  const texts = moneyWords.use().payments;
  const isPaymeOn = usePayme("payments");
  const { status } = payment;
  const may = (permission: string) => hasPermission(me, `payments.${permission}`);
  const isOpen = status === "pending" || status === "overdue";
  const props: ActProps = {
    payment,
    onDone: (text) => {
      showNotice(text);
      onChanged();
    },
  };
  return (
    <div class="payment-acts">
      {isOpen && may("confirm") ? <TakeMoney {...props} me={me} /> : null}
      {link && isOpen && isPaymeOn && payment.amount.currency === "UZS" ? <PayLink payment={payment.id} /> : null}
      {isOpen && may("pay") && !payment.proof_waits ? <AddProof {...props} /> : null}
      {payment.live && may("confirm") ? <EndOnline {...props} /> : null}
      {status === "draft" && may("manage") ? <Issue {...props} /> : null}
      {(isOpen || status === "draft" || status === "completed") && may("manage") ? <Edit {...props} /> : null}
      {isOpen && may("refund") ? <WriteOff {...props} /> : null}
      {status === "completed" && may("refund") ? <RefundPayment {...props} me={me} /> : null}
      {status === "cancelled" && payment.kind !== "order" && may("manage") ? (
        <Reasoned {...props} word={texts.restore} path="restore" sure={texts.restoreSure} done={texts.restored} />
      ) : null}
      {(isOpen || status === "draft") && may("manage") ? (
        <Reasoned {...props} word={texts.cancel} path="cancel" sure={texts.cancelSure} done={texts.cancelled} />
      ) : null}
    </div>
  );
}

function Edit({ payment, onDone }: ActProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.payments;
  const { currency } = payment.amount;
  const initial = {
    title: payment.title,
    due_on: payment.due_on,
    amount: payment.amount.amount as number | null,
    reason: "",
    payer: (payment.payer ? { id: payment.payer.id, label: payment.payer.full_name } : null) as Pick | null,
    note: payment.note ?? "",
    refundable: payment.refundable,
  };
  return (
    <FormButton
      word={own.edit}
      initial={initial}
      check={({ amount, reason }): { reason?: string } =>
        amount === initial.amount || reason.trim() ? {} : { reason: words.form.required }
      }
      readBack={({ amount, title }) => ({
        sum: formatMoney({ amount: amount ?? 0, currency }, words),
        text: `${payment.student.full_name}: ${title}`,
      })}
      send={(values) =>
        talim.api.patch("/payments/{id}/", {
          path: { id: payment.id },
          body: {
            ...(values.title === initial.title ? {} : { title: values.title }),
            ...(values.note === initial.note ? {} : { note: values.note }),
            ...(values.due_on === initial.due_on ? {} : { due_on: values.due_on }),
            ...(values.refundable === initial.refundable ? {} : { refundable: values.refundable }),
            ...(values.payer?.id === initial.payer?.id ? {} : { payer: values.payer?.id ?? null }),
            ...(values.amount === initial.amount
              ? {}
              : { amount: { amount: values.amount ?? 0, currency }, reason: values.reason }),
          },
        })
      }
      onDone={() => onDone(words.form.saved)}
    >
      {(form) => (
        <>
          <TextField of={form} name="title" label={own.title} maxLength={100} />
          <FieldRow>
            <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
            <DateField of={form} name="due_on" label={own.due} required />
          </FieldRow>
          <TextField of={form} name="reason" label={own.amountReason} hint={own.amountReasonHelp} maxLength={500} />
          <PickField of={form} name="payer" label={own.payer} find={findPeople()} />
          <TextArea of={form} name="note" label={texts.note} hint={texts.noteHelp} rows={2} />
          <CheckField of={form} name="refundable" label={own.refundable} />
        </>
      )}
    </FormButton>
  );
}

function Issue({ payment, onDone }: ActProps) {
  const texts = moneyWords.use().payments;
  return (
    <ActButton
      class="main"
      word={texts.issue}
      act={() => talim.api.patch("/payments/{id}/", { path: { id: payment.id }, body: { status: "pending" } })}
      onDone={() => onDone(texts.issued)}
    />
  );
}

function EndOnline({ payment, onDone }: ActProps) {
  const words = useWords();
  const texts = moneyWords.use().payments;
  return (
    <ActButton
      word={texts.endLive}
      act={() => talim.api.post("/payments/{id}/checkout/close/", { path: { id: payment.id } })}
      onDone={() => onDone(words.form.saved)}
    />
  );
}

function AddProof({ payment, onDone }: ActProps) {
  const texts = moneyWords.use();
  const { currency, amount } = payment.outstanding;
  return (
    <FormButton
      word={texts.payments.addProof}
      initial={{ file: null as File | null, amount: amount as number | null, note: "" }}
      send={({ file, ...values }, idempotencyKey) =>
        talim.api.post("/payments/{id}/proof/", {
          path: { id: payment.id },
          form: { ...values, file: file as File },
          idempotencyKey,
        })
      }
      onDone={() => onDone(texts.payments.proofAdded)}
    >
      {(form) => (
        <>
          <FileField of={form} name="file" label={texts.payments.proofFile} accept="image/*,application/pdf" required />
          <MoneyField of={form} name="amount" label={texts.amount} currency={currency} />
          <TextField of={form} name="note" label={texts.note} maxLength={500} />
        </>
      )}
    </FormButton>
  );
}

function WriteOff({ payment, onDone }: ActProps) {
  const words = useWords();
  const texts = moneyWords.use();
  const { currency, amount: most } = payment.outstanding;
  return (
    <FormButton
      word={texts.payments.writeOff}
      initial={{ amount: most as number | null, reason: "" }}
      check={({ amount }): { amount?: string } =>
        (amount ?? 0) > most ? { amount: texts.tooMuch(formatMoney(payment.outstanding, words)) } : {}
      }
      readBack={({ amount }) => ({
        sum: formatMoney({ amount: amount ?? 0, currency }, words),
        text: texts.payments.writeOffSure(payment.student.full_name),
      })}
      send={({ amount, reason }, idempotencyKey) =>
        talim.api.post("/payments/{id}/write-off/", {
          path: { id: payment.id },
          body: { amount: { amount: amount ?? 0, currency }, reason },
          idempotencyKey,
        })
      }
      onDone={() => onDone(texts.payments.writtenOff)}
    >
      {(form) => (
        <>
          <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
          <TextField of={form} name="reason" label={texts.reason} required maxLength={500} />
        </>
      )}
    </FormButton>
  );
}

interface ReasonedProps extends ActProps {
  word: string;
  path: "restore" | "cancel";
  sure: (name: string, title: string) => string;
  done: string;
}

/** An act that needs only a reason. */
function Reasoned({ payment, onDone, word, path, sure, done }: ReasonedProps) {
  const words = useWords();
  const texts = moneyWords.use();
  return (
    <FormButton
      word={word}
      initial={{ reason: "" }}
      readBack={() => ({
        sum: formatMoney(payment.amount, words),
        text: sure(payment.student.full_name, payment.title || texts.payments.kinds[payment.kind]),
      })}
      send={({ reason }) => talim.api.post(`/payments/{id}/${path}/`, { path: { id: payment.id }, body: { reason } })}
      onDone={() => onDone(done)}
    >
      {(form) => <TextField of={form} name="reason" label={texts.reason} required maxLength={500} />}
    </FormButton>
  );
}
