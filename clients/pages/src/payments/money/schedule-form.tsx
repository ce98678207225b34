/** How a group pays: a new schedule, whose effect is shown before it is saved, and changes of one. */

import { useRef } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { CheckField, ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { MoneyField, NumberField } from "../../ui/form/text-fields.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { BillingPreview, formatTotals, type Preview } from "./billing-preview.tsx";
import { ReadBackForm, useCurrency } from "./parts.tsx";

type Schedule = Answer<"/payments/schedules/", "get">["results"][number];
type Mode = "month" | "lesson" | "pack";
type Fields = {
  mode: Mode;
  amount: number | null;
  pack_lessons: number | null;
  due_day: number | null;
  enrolment_fee: number | null;
  prorate: boolean;
  bill_on_joining: boolean;
  credit_holidays: boolean;
  credit_uncharged: boolean;
  valid_from: string;
  valid_until: string;
};

const DUE_DAY = 5;

function toBody(values: Fields, currency: string) {
  const { mode, amount, pack_lessons, due_day, enrolment_fee, valid_from, valid_until, prorate, bill_on_joining } =
    values;
  return {
    mode,
    prorate,
    bill_on_joining,
    credit_holidays: mode === "month" && values.credit_holidays,
    credit_uncharged: mode === "month" && values.credit_uncharged,
    amount: amount === null ? null : { amount, currency },
    pack_lessons: mode === "pack" ? pack_lessons : null,
    due_day: due_day ?? DUE_DAY,
    enrolment_fee: enrolment_fee === null ? null : { amount: enrolment_fee, currency },
    valid_until: valid_until || null,
    ...(valid_from ? { valid_from } : {}),
  };
}

export function NewSchedule({ me, close, onDone }: { me: Person; close: () => void; onDone: () => void }) {
  const words = useWords();
  const texts = moneyWords.use();
  const currency = useCurrency();
  const preview = useRef<Preview | undefined>(undefined);
  const month = `${toIsoDay(Date.now(), me.zone).slice(0, 7)}-01`;
  const build = ({ group, ...values }: Fields & { group: Pick | null }) => ({
    ...toBody(values, currency),
    currency,
    group: group?.id ?? "",
  });
  return (
    <ReadBackForm
      word={words.form.save}
      draft="schedule"
      initial={{
        group: null as Pick | null,
        mode: "month" as Mode,
        amount: null as number | null,
        pack_lessons: null as number | null,
        due_day: DUE_DAY as number | null,
        enrolment_fee: null as number | null,
        prorate: true,
        bill_on_joining: true,
        credit_holidays: false,
        credit_uncharged: false,
        valid_from: month,
        valid_until: "",
      }}
      readBack={async (values) => {
        const found = await talim.api.post("/payments/schedules/preview/", { body: build(values) });
        preview.current = found;
        return {
          sum:
            values.amount === null ? texts.billing.groupPrice : formatMoney({ amount: values.amount, currency }, words),
          text: texts.billing.scheduleSure(
            values.group?.label ?? "",
            found.payments,
            formatTotals(found.totals, words),
          ),
          more: <BillingPreview preview={found} me={me} />,
        };
      }}
      send={(values) =>
        talim.api.post("/payments/schedules/", {
          body: {
            ...build(values),
            expected: { payments: preview.current?.payments ?? 0, totals: preview.current?.totals ?? [] },
          },
        })
      }
      onDone={onDone}
      close={close}
    >
      {(form) => (
        <>
          <PickField of={form} name="group" label={texts.group} find={findGroups} required autofocus />
          <ScheduleFields form={form as unknown as FormState<Fields>} currency={currency} />
        </>
      )}
    </ReadBackForm>
  );
}

export function EditSchedule({
  schedule,
  close,
  onDone,
}: {
  schedule: Schedule;
  close: () => void;
  onDone: (text: string) => void;
}) {
  const words = useWords();
  const texts = moneyWords.use();
  const initial: Fields = {
    mode: schedule.mode as Mode,
    amount: schedule.amount?.amount ?? null,
    pack_lessons: schedule.pack_lessons,
    due_day: schedule.due_day,
    enrolment_fee: schedule.enrolment_fee?.amount || null,
    prorate: schedule.prorate,
    bill_on_joining: schedule.bill_on_joining,
    credit_holidays: schedule.credit_holidays,
    credit_uncharged: schedule.credit_uncharged,
    valid_from: schedule.valid_from,
    valid_until: schedule.valid_until ?? "",
  };
  const path = { id: schedule.id };
  const before = toBody(initial, schedule.currency) as Record<string, unknown>;
  return (
    <>
      <ReadBackForm
        word={words.form.save}
        initial={initial}
        readBack={({ amount }) => ({
          sum: amount === null ? texts.billing.groupPrice : formatMoney({ amount, currency: schedule.currency }, words),
          text: texts.billing.changeSure(schedule.group.name),
        })}
        send={(values) => {
          const changed = Object.entries(toBody(values, schedule.currency)).filter(
            ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
          );
          return talim.api.patch("/payments/schedules/{id}/", { path, body: Object.fromEntries(changed) });
        }}
        onDone={() => onDone(words.form.saved)}
        close={close}
      >
        {(form) => <ScheduleFields form={form} currency={schedule.currency} />}
      </ReadBackForm>
      <ActButton
        word={texts.billing.end}
        question={<p>{texts.billing.endSure(schedule.group.name)}</p>}
        act={() => talim.api.delete("/payments/schedules/{id}/", { path })}
        onDone={() => onDone(texts.billing.ended)}
      />
    </>
  );
}

function ScheduleFields({ form, currency }: { form: FormState<Fields>; currency: string }) {
  const texts = moneyWords.use();
  const own = texts.billing;
  const { mode } = form.values;
  return (
    <>
      <ChoiceField
        of={form}
        name="mode"
        label={own.mode}
        required
        options={Object.entries(own.modes).map(([value, label]) => ({ value, label }))}
      />
      <FieldRow>
        <MoneyField
          of={form}
          name="amount"
          label={own.prices[mode]}
          hint={mode === "month" ? own.priceHelp : undefined}
          currency={currency}
          required={mode !== "month"}
        />
        {mode === "pack" ? (
          <NumberField of={form} name="pack_lessons" label={own.packLessons} min={1} max={200} required />
        ) : null}
        <NumberField of={form} name="due_day" label={own.dueDay} hint={own.dueDayHelp} min={1} max={28} required />
      </FieldRow>
      <FieldRow>
        <DateField of={form} name="valid_from" label={own.from} required />
        <DateField of={form} name="valid_until" label={own.until} />
      </FieldRow>
      <MoneyField of={form} name="enrolment_fee" label={own.fee} hint={own.feeHelp} currency={currency} />
      <CheckField of={form} name="prorate" label={own.prorate} />
      <CheckField of={form} name="bill_on_joining" label={own.onJoining} />
      {mode === "month" ? (
        <>
          <CheckField of={form} name="credit_holidays" label={own.creditHolidays} />
          <CheckField of={form} name="credit_uncharged" label={own.creditUncharged} />
        </>
      ) : null}
    </>
  );
}
