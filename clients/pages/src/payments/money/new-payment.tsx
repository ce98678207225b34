/** Add a single payment that a pupil owes. */

import type { Answer } from "@talim/client";
import { addDays, formatDate, formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { CheckField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups, findPeople } from "../../ui/form/picks.ts";
import { MoneyField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { ReadBackForm, useCurrency } from "./parts.tsx";

type Payment = Answer<"/payments/{id}/", "get">;
/** So many days are left to pay, unless another day is chosen. */
const DAYS_TO_PAY = 7;

export function NewPayment({
  me,
  close,
  onDone,
}: {
  me: Person;
  close: () => void;
  onDone: (payment: Payment) => void;
}) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.payments;
  const currency = useCurrency();
  const today = toIsoDay(Date.now(), me.zone);
  return (
    <ReadBackForm
      word={own.new}
      draft="payment"
      initial={{
        student: null as Pick | null,
        kind: "other" as "other" | "enrolment",
        title: "",
        amount: null as number | null,
        due_on: addDays(today, DAYS_TO_PAY),
        payer: null as Pick | null,
        group: null as Pick | null,
        refundable: true,
        note: "",
        draft: false,
      }}
      readBack={({ student, amount, due_on }) => ({
        sum: formatMoney({ amount: amount ?? 0, currency }, words),
        text: own.sure(student?.label ?? "", formatDate(due_on, me.zone, words)),
      })}
      send={({ student, amount, payer, group, ...values }, idempotencyKey) =>
        talim.api.post("/payments/", {
          body: {
            ...values,
            student: student?.id ?? "",
            amount: { amount: amount ?? 0, currency },
            payer: payer?.id ?? null,
            group: group?.id ?? null,
          },
          idempotencyKey,
        })
      }
      onDone={onDone}
      close={close}
    >
      {(form) => (
        <>
          <PickField of={form} name="student" label={texts.pupil} find={findPeople("student")} required autofocus />
          <TextField of={form} name="title" label={own.title} hint={own.titleHelp} required maxLength={100} />
          <FieldRow>
            <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
            <DateField of={form} name="due_on" label={own.due} required />
          </FieldRow>
          <SelectField
            of={form}
            name="kind"
            label={own.kind}
            required
            options={[
              { value: "other", label: own.kinds.other },
              { value: "enrolment", label: own.kinds.enrolment },
            ]}
          />
          <PickField of={form} name="group" label={texts.group} find={findGroups} />
          <PickField of={form} name="payer" label={own.payer} hint={own.payerHelp} find={findPeople()} />
          <TextArea of={form} name="note" label={texts.note} hint={texts.noteHelp} rows={2} />
          <CheckField of={form} name="refundable" label={own.refundable} />
          <CheckField of={form} name="draft" label={own.draft} />
        </>
      )}
    </ReadBackForm>
  );
}
