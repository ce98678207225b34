/** The forms of discounts and of prices for single pupils. */

import type { Answer } from "@talim/client";
import { formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { CheckField, ChoiceField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses, findGroups, findPeople } from "../../ui/form/picks.ts";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { useBranches } from "../../office/branches.ts";
import { ReadBackForm, useCurrency } from "./parts.tsx";

type Discount = Answer<"/payments/discounts/", "get">["results"][number];
type Kind = "percent" | "fixed" | "sibling";
type How = {
  percent: string;
  amount: number | null;
  starts_on: string;
  ends_on: string;
  stackable: boolean;
  reason: string;
};
type Whom = "everybody" | "student" | "group" | "course" | "branch";

/** "12,5" as hundredths of a percent; null when it is none. */
export function readPercent(typed: string): number | null {
  const percent = Number(typed.trim().replace(",", "."));
  return typed.trim() && Number.isFinite(percent) ? Math.round(percent * 100) : null;
}

/** What the server takes for the percent or the amount, and the days. */
function toBody({ percent, amount, starts_on, ends_on, stackable, reason }: How, currency: string, fixed: boolean) {
  return {
    ...(fixed ? { amount: { amount: amount ?? 0, currency } } : { percent_hundredths: readPercent(percent) ?? 0 }),
    starts_on: starts_on || null,
    ends_on: ends_on || null,
    stackable,
    reason,
  };
}

const showOff = ({ percent, amount }: How, currency: string, fixed: boolean, words: Words) =>
  fixed ? formatMoney({ amount: amount ?? 0, currency }, words) : `${percent.trim()}\u00a0%`;

export function NewDiscount({ close, onDone }: { close: () => void; onDone: () => void }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.discounts;
  const currency = useCurrency();
  const branches = useBranches("all");
  return (
    <ReadBackForm
      word={words.form.save}
      draft="discount"
      initial={{
        name: EMPTY_TRANSLATED as Translated,
        kind: "percent" as Kind,
        percent: "",
        amount: null as number | null,
        whom: "everybody" as Whom,
        student: null as Pick | null,
        group: null as Pick | null,
        course: null as Pick | null,
        branch: "",
        starts_on: "",
        ends_on: "",
        stackable: false,
        reason: "",
      }}
      readBack={(values) => ({
        sum: showOff(values, currency, values.kind === "fixed", words),
        text: own.sure(
          values.student?.label ??
            values.group?.label ??
            values.course?.label ??
            branches.find(({ id }) => id === values.branch)?.name ??
            own.everybody,
        ),
      })}
      send={(values) => {
        const { name, kind, whom, student, group, course, branch } = values;
        return talim.api.post("/payments/discounts/", {
          body: {
            ...toBody(values, currency, kind === "fixed"),
            name,
            kind,
            student: whom === "student" ? (student?.id ?? null) : null,
            group: whom === "group" ? (group?.id ?? null) : null,
            course: whom === "course" ? (course?.id ?? null) : null,
            branch: whom === "branch" ? branch || null : null,
          },
        });
      }}
      onDone={onDone}
      close={close}
    >
      {(form) => (
        <>
          <TranslatedField of={form} name="name" label={own.name} required maxLength={100} />
          <ChoiceField
            of={form}
            name="kind"
            label={own.kind}
            required
            options={Object.entries(own.kinds).map(([value, label]) => ({ value, label }))}
          />
          <HowMuch form={form as unknown as FormState<How>} currency={currency} fixed={form.values.kind === "fixed"} />
          <SelectField
            of={form}
            name="whom"
            label={own.forWhom}
            required
            options={Object.entries(own.whom).map(([value, label]) => ({ value, label }))}
          />
          {form.values.whom === "student" ? (
            <PickField of={form} name="student" label={texts.pupil} find={findPeople("student")} required />
          ) : null}
          {form.values.whom === "group" ? (
            <PickField of={form} name="group" label={texts.group} find={findGroups} required />
          ) : null}
          {form.values.whom === "course" ? (
            <PickField of={form} name="course" label={texts.course} find={findCourses} required />
          ) : null}
          {form.values.whom === "branch" ? (
            <SelectField
              of={form}
              name="branch"
              label={texts.branch}
              required
              options={branches.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
        </>
      )}
    </ReadBackForm>
  );
}

export function EditDiscount({
  discount,
  close,
  onDone,
}: {
  discount: Discount;
  close: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.discounts;
  const fixed = discount.percent_hundredths === null;
  const currency = discount.amount?.currency ?? "UZS";
  return (
    <ReadBackForm
      word={words.form.save}
      initial={{
        name: { ...EMPTY_TRANSLATED, ...discount.name } as Translated,
        percent: discount.percent_hundredths === null ? "" : String(discount.percent_hundredths / 100),
        amount: discount.amount?.amount ?? null,
        starts_on: discount.starts_on ?? "",
        ends_on: discount.ends_on ?? "",
        stackable: discount.stackable,
        reason: discount.reason,
      }}
      readBack={(values) => ({ sum: showOff(values, currency, fixed, words), text: own.changeSure })}
      send={(values) =>
        talim.api.patch("/payments/discounts/{id}/", {
          path: { id: discount.id },
          body: { ...toBody(values, currency, fixed), name: values.name },
        })
      }
      onDone={onDone}
      close={close}
    >
      {(form) => (
        <>
          <TranslatedField of={form} name="name" label={own.name} required maxLength={100} />
          <HowMuch form={form as unknown as FormState<How>} currency={currency} fixed={fixed} />
        </>
      )}
    </ReadBackForm>
  );
}

function HowMuch({ form, currency, fixed }: { form: FormState<How>; currency: string; fixed: boolean }) {
  const texts = moneyWords.use();
  const own = texts.discounts;
  return (
    <>
      {fixed ? (
        <MoneyField of={form} name="amount" label={own.off} currency={currency} required />
      ) : (
        <TextField of={form} name="percent" label={own.percent} inputMode="decimal" maxLength={6} required />
      )}
      <FieldRow>
        <DateField of={form} name="starts_on" label={texts.billing.from} />
        <DateField of={form} name="ends_on" label={texts.billing.until} />
      </FieldRow>
      <CheckField of={form} name="stackable" label={own.stackable} />
      <TextField of={form} name="reason" label={texts.reason} maxLength={200} />
    </>
  );
}

export function NewPrice({ me, close, onDone }: { me: Person; close: () => void; onDone: () => void }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.ownPrices;
  const currency = useCurrency();
  return (
    <ReadBackForm
      word={words.form.save}
      draft="own-price"
      initial={{
        group: null as Pick | null,
        membership: "",
        amount: null as number | null,
        starts_on: `${toIsoDay(Date.now(), me.zone).slice(0, 7)}-01`,
        ends_on: "",
        reason: "",
      }}
      readBack={({ amount, group }) => ({
        sum: formatMoney({ amount: amount ?? 0, currency }, words),
        text: own.sure(group?.label ?? ""),
      })}
      send={({ membership, amount, starts_on, ends_on, reason }) =>
        talim.api.post("/payments/overrides/", {
          body: { membership, amount: { amount: amount ?? 0, currency }, starts_on, ends_on: ends_on || null, reason },
        })
      }
      onDone={onDone}
      close={close}
    >
      {(form) => (
        <>
          <PickField of={form} name="group" label={texts.group} find={findGroups} required autofocus />
          <MemberField form={form as unknown as FormState<{ membership: string }>} group={form.values.group?.id} />
          <MoneyField of={form} name="amount" label={own.price} hint={own.priceHelp} currency={currency} required />
          <FieldRow>
            <DateField of={form} name="starts_on" label={texts.billing.from} required />
            <DateField of={form} name="ends_on" label={texts.billing.until} />
          </FieldRow>
          <TextField of={form} name="reason" label={texts.reason} required maxLength={200} />
        </>
      )}
    </ReadBackForm>
  );
}

/** Who learns in the group now. */
function MemberField({ form, group }: { form: FormState<{ membership: string }>; group: string | undefined }) {
  const texts = moneyWords.use();
  const members = useLoad(
    async () =>
      group
        ? (
            await talim.api.get("/courses/groups/{id}/members/", {
              path: { id: group },
              query: { open: true, page_size: 100 },
            })
          ).results
        : [],
    [group],
  );
  const options = (members.value ?? []).map(({ id, student }) => ({ value: id, label: student.full_name }));
  return <SelectField of={form} name="membership" label={texts.pupil} required options={options} />;
}
