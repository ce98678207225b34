/** Discount codes of online courses: made, ended, and who used them. */

import type { Answer } from "@talim/client";
import { useState } from "preact/hooks";
import { formatDay, formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses } from "../../ui/form/picks.ts";
import { MoneyField, NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords, type Words } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { readPercent } from "./discount-forms.tsx";
import { formatDays, formatDiscount } from "./format-discount.ts";
import { PaymentState, useCurrency } from "./parts.tsx";

type Code = Answer<"/payments/discount-codes/", "get">["results"][number];
type Limits = {
  starts_on: string;
  ends_on: string;
  max_uses: number | null;
  max_uses_per_person: number | null;
  note: string;
};

/** Of who used a code so many are shown. */
const SHOWN = 50;

/** "15 %" or "50 000 soʻm · 5 $". */
function formatWorth({ percent_hundredths, amounts }: Code, words: Words): string {
  if (percent_hundredths !== null) return formatDiscount({ percent_hundredths, amount: null }, words);
  return amounts.map((amount) => formatMoney(amount, words)).join(" · ");
}

export function DiscountCodes({ me }: { me: Person }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.codes;
  const { opened, open, close, changes, done } = useOpenedRow<Code | "new">();
  return (
    <>
      <h2>{own.title}</h2>
      <DataTable<Code>
        name="discount-codes"
        label={own.title}
        columns={[
          { id: "code", title: own.code, cell: (row) => row.code, order: "code" },
          { id: "worth", title: own.kind, cell: (row) => formatWorth(row, words), number: true },
          { id: "courses", title: own.courses, cell: (row) => nameCourses(row) || own.all },
          { id: "days", title: texts.discounts.days, cell: (row) => formatDays(row, me, words), order: "starts_on" },
          {
            id: "used",
            title: own.uses,
            cell: (row) => own.usesOf(row.used, row.max_uses),
            number: true,
            order: "used",
          },
          {
            id: "state",
            title: texts.state,
            cell: (row) => (row.is_active ? own.active : own.inactive),
            order: "is_active",
          },
          { id: "note", title: own.note, cell: (row) => row.note, optional: true },
        ]}
        load={(query) => talim.api.get("/payments/discount-codes/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" onClick={() => open("new")}>
            {own.new}
          </button>
        }
        empty={<Empty drawing="money" text={own.none} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={own.new} close={close}>
          <NewCode close={close} onDone={(code) => done(own.created(code.code))} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.code} close={close}>
          <p class="sum number">{formatWorth(opened, words)}</p>
          <p>
            {[nameCourses(opened) || own.all, formatDays(opened, me, words), opened.note].filter(Boolean).join(" · ")}
          </p>
          <p>
            {own.uses}: {own.usesOf(opened.used, opened.max_uses)}
          </p>
          <ChangeCode code={opened} onDone={() => done(words.form.saved)} />
          <EndCode code={opened} onDone={() => done(words.form.saved)} />
          <Uses code={opened} me={me} />
        </Drawer>
      ) : null}
    </>
  );
}

function nameCourses({ courses }: Code): string {
  return courses.map(({ title }) => readTranslated(title)).join(", ");
}

function EndCode({ code, onDone }: { code: Code; onDone: () => void }) {
  const own = moneyWords.use().codes;
  const change = (is_active: boolean) =>
    talim.api.patch("/payments/discount-codes/{id}/", { path: { id: code.id }, body: { is_active } });
  if (!code.is_active) return <ActButton word={own.activate} act={() => change(true)} onDone={onDone} />;
  return (
    <ActButton word={own.deactivate} question={<p>{own.deactivateSure}</p>} act={() => change(false)} onDone={onDone} />
  );
}

function Uses({ code, me }: { code: Code; me: Person }) {
  const words = useWords();
  const own = moneyWords.use().codes;
  const uses = useLoad(
    async () =>
      (
        await talim.api.get("/payments/discount-codes/{id}/uses/", {
          path: { id: code.id },
          query: { page_size: SHOWN },
        })
      ).results,
    [code.id],
  );
  return (
    <section aria-labelledby="code-uses">
      <h3 id="code-uses">{own.whoUsed}</h3>
      <Loading of={uses}>
        {(all) =>
          all.length ? (
            <ul class="rows">
              {all.map(({ order, learner, amount, status, created_at: at, given_back_at: back }) => (
                <li key={order}>
                  <span>
                    {learner.full_name}
                    <span class="quiet small">
                      {[formatDay(at, me.zone, words), back ? own.givenBack : ""].filter(Boolean).join(" · ")}
                    </span>
                    <PaymentState status={status} />
                  </span>
                  <b class="number">{formatMoney(amount, words)}</b>
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{own.nobodyUsed}</p>
          )
        }
      </Loading>
    </section>
  );
}

function NewCode({ close, onDone }: { close: () => void; onDone: (code: Code) => void }) {
  const words = useWords();
  const own = moneyWords.use().codes;
  const currency = useCurrency();
  const form = useForm({
    draft: "discount-code",
    initial: {
      code: "",
      kind: "percent" as "percent" | "fixed",
      percent_hundredths: "",
      amounts: null as number | null,
      courses: [] as Pick[],
      starts_on: "",
      ends_on: "",
      max_uses: null as number | null,
      max_uses_per_person: 1 as number | null,
      note: "",
    },
    send: ({ kind, percent_hundredths: percent, amounts: amount, courses, starts_on, ends_on, ...values }) =>
      talim.api.post("/payments/discount-codes/", {
        body: {
          ...values,
          ...(kind === "percent"
            ? { percent_hundredths: readPercent(percent) }
            : { amounts: [{ amount: amount ?? 0, currency }] }),
          courses: courses.map(({ id }) => id),
          starts_on: starts_on || null,
          ends_on: ends_on || null,
        },
      }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} close={close}>
      <TextField of={form} name="code" label={own.code} hint={own.codeHelp} maxLength={40} autofocus />
      <ChoiceField
        of={form}
        name="kind"
        label={own.kind}
        required
        options={Object.entries(own.kinds).map(([value, label]) => ({ value, label }))}
      />
      {form.values.kind === "percent" ? (
        <TextField of={form} name="percent_hundredths" label={own.percent} inputMode="decimal" maxLength={6} required />
      ) : (
        <MoneyField of={form} name="amounts" label={own.sum} currency={currency} required />
      )}
      <PickManyField of={form} name="courses" label={own.courses} hint={own.coursesHelp} find={findCourses} />
      <LimitFields form={form as unknown as FormState<Limits>} />
    </Form>
  );
}

/** Percent, sum, days and numbers of a code. Sums in several currencies stay as they are. */
function ChangeCode({ code, onDone }: { code: Code; onDone: () => void }) {
  const words = useWords();
  const own = moneyWords.use().codes;
  const [isOpen, setIsOpen] = useState(false);
  const [sum, ...otherSums] = code.amounts;
  const form = useForm({
    initial: {
      percent_hundredths: code.percent_hundredths === null ? "" : String(code.percent_hundredths / 100),
      amounts: (sum?.amount ?? null) as number | null,
      starts_on: code.starts_on ?? "",
      ends_on: code.ends_on ?? "",
      max_uses: code.max_uses,
      max_uses_per_person: code.max_uses_per_person,
      note: code.note,
    },
    send: ({ percent_hundredths: percent, amounts: amount, starts_on, ends_on, ...values }) =>
      talim.api.patch("/payments/discount-codes/{id}/", {
        path: { id: code.id },
        body: {
          ...values,
          ...(code.percent_hundredths === null ? {} : { percent_hundredths: readPercent(percent) }),
          ...(sum && !otherSums.length ? { amounts: [{ amount: amount ?? 0, currency: sum.currency }] } : {}),
          starts_on: starts_on || null,
          ends_on: ends_on || null,
        },
      }),
    onDone,
  });
  if (!isOpen) {
    return (
      <button type="button" onClick={() => setIsOpen(true)}>
        {own.change}
      </button>
    );
  }
  return (
    <Form of={form} word={words.form.save} label={own.change} close={() => setIsOpen(false)}>
      {code.percent_hundredths === null ? null : (
        <TextField of={form} name="percent_hundredths" label={own.percent} inputMode="decimal" maxLength={6} required />
      )}
      {sum && !otherSums.length ? (
        <MoneyField of={form} name="amounts" label={own.sum} currency={sum.currency} required />
      ) : null}
      <LimitFields form={form as unknown as FormState<Limits>} />
    </Form>
  );
}

function LimitFields({ form }: { form: FormState<Limits> }) {
  const own = moneyWords.use().codes;
  return (
    <>
      <FieldRow>
        <DateField of={form} name="starts_on" label={own.from} />
        <DateField of={form} name="ends_on" label={own.until} />
      </FieldRow>
      <FieldRow>
        <NumberField of={form} name="max_uses" label={own.maxUses} hint={own.noLimit} min={1} />
        <NumberField of={form} name="max_uses_per_person" label={own.maxUsesPerPerson} hint={own.noLimit} min={1} />
      </FieldRow>
      <TextField of={form} name="note" label={own.note} />
    </>
  );
}
