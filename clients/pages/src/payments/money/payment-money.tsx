/** Money of one payment: taken at the desk or from the bank, and paid back. */

import { useEffect } from "preact/hooks";
import { formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { CheckField, ChoiceField, SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { FormButton } from "./parts.tsx";
import type { Payment } from "./payment.ts";

interface Props {
  payment: Payment;
  me: Person;
  onDone: (text: string) => void;
}

/** The cash desks of a currency; none before they are known, and for somebody who may not see them. */
export function useDesks(me: Person, currency: string) {
  const desks = useLoad(
    async () =>
      hasPermission(me, "payments.desks")
        ? (await talim.api.get("/payments/cash-desks/", { query: { page_size: 100 } })).results
        : [],
    [],
  );
  return (desks.value ?? []).filter((desk) => desk.currency === currency && !desk.archived);
}

export function TakeMoney({ payment, me, onDone }: Props) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.payments;
  const { currency } = payment.outstanding;
  const desks = useDesks(me, currency);
  const ownDesk = desks.find((desk) => desk.shift?.cashier.id === me.id);
  return (
    <FormButton
      main
      word={own.take}
      initial={{
        method: "cash" as "cash" | "terminal" | "transfer",
        amount: payment.outstanding.amount as number | null,
        desk: ownDesk?.id ?? "",
        advance: false,
        note: "",
      }}
      readBack={({ amount, method }) => ({
        sum: formatMoney({ amount: amount ?? 0, currency }, words),
        text: own.takeSure(payment.student.full_name, own.methods[method].toLocaleLowerCase()),
      })}
      send={({ amount, desk, method, ...values }, idempotencyKey) =>
        talim.api.post("/payments/{id}/confirm/", {
          path: { id: payment.id },
          body: {
            ...values,
            method,
            amount: { amount: amount ?? 0, currency },
            desk: method === "cash" ? desk || null : null,
          },
          idempotencyKey,
        })
      }
      onDone={(done) => onDone("act" in done ? own.waits : own.taken)}
    >
      {(form) => (
        <>
          <ChoiceField
            of={form}
            name="method"
            label={own.method}
            required
            options={[
              { value: "cash", label: own.methods.cash },
              { value: "terminal", label: own.methods.terminal },
              { value: "transfer", label: own.methods.transfer },
            ]}
          />
          <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
          {form.values.method === "cash" ? <DeskField form={form} desks={desks} own={ownDesk?.id} /> : null}
          {(form.values.amount ?? 0) > payment.outstanding.amount ? (
            <CheckField of={form} name="advance" label={own.advance} />
          ) : null}
          <TextField of={form} name="note" label={texts.note} maxLength={500} />
        </>
      )}
    </FormButton>
  );
}

interface DeskFieldProps<T extends Values> {
  form: FormState<T & { desk: string }>;
  desks: { id: string; name: string }[];
  /** Where one's own shift is open. */
  own: string | undefined;
}

/** The cash desk; one's own, once it is known, unless another is chosen. */
function DeskField<T extends Values>({ form, desks, own }: DeskFieldProps<T>) {
  const texts = moneyWords.use().payments;
  const chosen = form.values.desk;
  useEffect(() => {
    if (own && !chosen) form.set("desk", own as (T & { desk: string })["desk"]);
  }, [own]);
  return (
    <SelectField
      of={form}
      name="desk"
      label={texts.desk}
      hint={texts.deskHelp}
      required
      options={desks.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

export function RefundPayment({ payment, me, onDone }: Props) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.payments;
  const { currency } = payment.amount;
  const desks = useDesks(me, currency);
  const money = payment.transactions.filter(
    ({ state, amount, refunded }) => state === 2 && refunded.amount < amount.amount,
  );
  const most = payment.amount.amount - payment.refunded.amount;
  const sources: Option[] = money.map(({ id, provider, amount, refunded }) => ({
    value: id,
    label: `${own.methods[provider as keyof typeof own.methods] ?? provider}: ${formatMoney({ amount: amount.amount - refunded.amount, currency }, words)}`,
  }));
  return (
    <FormButton
      word={own.refund}
      initial={{ amount: most as number | null, reason: "", desk: "", transaction: money[0]?.id ?? "" }}
      check={({ amount }): { amount?: string } =>
        (amount ?? 0) > most ? { amount: texts.tooMuch(formatMoney({ amount: most, currency }, words)) } : {}
      }
      readBack={({ amount }) => ({
        sum: formatMoney({ amount: amount ?? 0, currency }, words),
        text: own.refundSure(payment.student.full_name),
      })}
      send={({ amount, reason, desk, transaction }, idempotencyKey) =>
        talim.api.post("/payments/{id}/refund/", {
          path: { id: payment.id },
          body: {
            amount: { amount: amount ?? 0, currency },
            reason,
            desk: desk || null,
            transaction: transaction || null,
          },
          idempotencyKey,
        })
      }
      onDone={(done) => onDone("expires_at" in done && "desk" in done ? own.refundWaits : own.refunded)}
    >
      {(form) => (
        <>
          <p class="quiet">{own.refundHelp}</p>
          <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
          {sources.length > 1 ? (
            <SelectField of={form} name="transaction" label={own.refundFrom} options={sources} required />
          ) : null}
          {money.some(({ provider }) => provider === "cash") ? (
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
  );
}
