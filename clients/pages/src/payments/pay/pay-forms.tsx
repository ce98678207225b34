/** A bonus or a fine, and paying out. */

import { useState } from "preact/hooks";
import { formatMoney } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ChoiceField, CheckField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { payWords } from "./words/index.ts";
import type { PayRow } from "./payroll.ts";

interface FormProps {
  row: PayRow;
  onDone: () => void;
  close: () => void;
}

export function EntryForm({ row, month, onDone, close }: FormProps & { month: string }) {
  const texts = payWords.use();
  const words = useWords();
  const form = useForm({
    initial: { kind: "bonus", amount: null as number | null, reason: "" },
    draft: `pay-entry-${row.teacher.id}-${month}`,
    send: ({ kind, amount, reason }, idempotencyKey) =>
      talim.api.post("/payments/salaries/entries/", {
        body: {
          teacher: row.teacher.id,
          branch: row.branch.id,
          month,
          kind: kind as "bonus",
          amount: { amount: amount ?? 0, currency: row.currency },
          reason,
        },
        idempotencyKey,
      }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  return (
    <Form
      of={form}
      word={words.form.add}
      label={texts.addEntry}
      close={close}
      here={{ month_closed: texts.alreadyClosed, own_payment: texts.notYourOwn }}
    >
      <ChoiceField
        of={form}
        name="kind"
        label={texts.forWhat}
        options={["bonus", "fine"].map((value) => ({ value, label: texts.kinds[value] ?? value }))}
        required
      />
      <MoneyField of={form} name="amount" label={texts.amount} currency={row.currency} required />
      <TextField of={form} name="reason" label={texts.reason} hint={texts.reasonHint} maxLength={300} required />
    </Form>
  );
}

/** From a cash desk in one's own open shift, else from the bank. The amount is read back large before it is paid. */
export function PayOutForm({ row, onDone, close }: FormProps) {
  const words = useWords();
  const texts = payWords.use();
  const desks = useLoad(
    () => talim.api.get("/payments/cash-desks/", { query: { branch: row.branch.id, archived: false, page_size: 100 } }),
    [],
  );
  const [asked, setAsked] = useState(false);
  const form = useForm({
    initial: {
      amount: row.balance.amount > 0 ? row.balance.amount : (null as number | null),
      desk: "",
      advance: false,
    },
    send: ({ amount, desk, advance }, idempotencyKey) =>
      asked
        ? talim.api.post("/payments/salaries/pay-outs/", {
            body: {
              teacher: row.teacher.id,
              branch: row.branch.id,
              amount: { amount: amount ?? 0, currency: row.currency },
              desk: desk || null,
              advance,
            },
            idempotencyKey,
          })
        : Promise.resolve(null),
    onDone: (payOut) => {
      if (!payOut) return setAsked(true);
      showNotice("act" in payOut ? texts.waits : texts.paidOut);
      onDone();
    },
  });
  const { amount } = form.values;
  return (
    <Loading of={desks}>
      {({ results }) => (
        <Form
          of={form}
          word={asked ? texts.payNow : texts.payOut}
          label={texts.payOut}
          close={asked ? () => setAsked(false) : close}
          here={{ not_enough_money: texts.notEnough, shift_needed: texts.shiftNeeded, own_payment: texts.notYourOwn }}
        >
          {asked ? (
            <p role="status" class="amount">
              {texts.paySure(
                formatMoney({ amount: amount ?? 0, currency: row.currency }, words),
                row.teacher.full_name,
              )}
            </p>
          ) : (
            <>
              <MoneyField of={form} name="amount" label={texts.amount} currency={row.currency} required />
              <SelectField
                of={form}
                name="desk"
                label={texts.from}
                options={[
                  { value: "", label: texts.bank },
                  ...results
                    .filter(({ currency }) => currency === row.currency)
                    .map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
              <CheckField of={form} name="advance" label={texts.advance} hint={texts.advanceHint} />
            </>
          )}
        </Form>
      )}
    </Loading>
  );
}
