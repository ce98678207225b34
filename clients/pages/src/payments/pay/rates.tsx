/** Rates: what each teacher gets for a lesson, an hour, a share or a month, from day to day. */

import type { Answer, rest } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChoiceField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses, findGroups, findPeople } from "../../ui/form/picks.ts";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { payWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { fetchBranches, type Branch } from "../../office/branches.ts";
import { formatPercent } from "./pay-lines.tsx";

type Rate = Answer<"/payments/salaries/rates/", "get">["results"][number];

const KINDS = ["lesson", "hour", "percent", "sales", "fixed"] as const;
const isShare = (kind: string) => kind === "percent" || kind === "sales";

export function Rates({ me }: PageProps) {
  const words = useWords();
  const texts = payWords.use();
  const branches = useLoad(() => fetchBranches("own"), []);
  const { opened, open, close, changes, done } = useOpenedRow<Rate | "new">();
  const today = toIsoDay(Date.now(), me.zone);
  const size = (rate: Rate) =>
    rate.amount ? formatMoney(rate.amount, words) : `${formatPercent(rate.percent_hundredths ?? 0, words)} %`;
  const scope = (rate: Rate) =>
    rate.group?.name ?? (rate.course ? readTranslated(rate.course.title) : texts.everything);
  const date = (day: string | null) => (day ? formatDate(day, me.zone, words) : texts.openEnd);
  return (
    <>
      <h1>{words.office.nav.pages.rates}</h1>
      <DataTable<Rate>
        name="rates"
        label={words.office.nav.pages.rates}
        filters={[
          {
            name: "on",
            label: texts.which,
            options: [
              ["", words.form.all],
              [today, texts.inForce],
            ],
          },
        ]}
        load={(query, { on }) =>
          talim.api.get("/payments/salaries/rates/", { query: { ...query, ...(on ? { on } : {}) } })
        }
        getKey={({ id }) => id}
        onOpen={open}
        columns={[
          { id: "teacher", title: texts.teacher, cell: ({ teacher }) => teacher.full_name },
          { id: "kind", title: texts.forWhat, cell: ({ kind }) => texts.rateKinds[kind] },
          { id: "size", title: texts.amount, cell: size, number: true },
          { id: "scope", title: texts.scope, cell: scope },
          { id: "branch", title: texts.branch, cell: ({ branch }) => branch.name, optional: true },
          { id: "from", title: texts.fromDay, cell: ({ starts_on }) => date(starts_on) },
          { id: "until", title: texts.untilDay, cell: ({ ends_on }) => date(ends_on) },
        ]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            <Icon name="plus" />
            {texts.newRate}
          </button>
        }
        empty={<Empty drawing="money" text={texts.noRates} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newRate} close={close}>
          <RateForm branches={branches.value ?? []} today={today} onDone={() => done()} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.teacher.full_name} close={close}>
          <p>
            <strong>{size(opened)}</strong> · {texts.rateKinds[opened.kind]} · {scope(opened)} ·{" "}
            {date(opened.starts_on)} – {date(opened.ends_on)}
          </p>
          <RateCard rate={opened} me={me} today={today} onDone={() => done()} />
        </Drawer>
      ) : null}
    </>
  );
}

function RateCard({ rate, me, today, onDone }: { rate: Rate; me: Person; today: string; onDone: () => void }) {
  const words = useWords();
  const texts = payWords.use();
  const path = { id: rate.id };
  const form = useForm({
    initial: { ends_on: rate.ends_on ?? today },
    send: ({ ends_on }) =>
      talim.api.patch("/payments/salaries/rates/{id}/", { path, body: { ends_on: ends_on || null } }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  if (rate.teacher.id === me.id && !hasPermission(me, "payments.confirm_own"))
    return <p class="quiet">{texts.notYourOwn}</p>;
  return (
    <>
      <Form of={form} word={texts.setEnd} label={texts.setEnd}>
        <DateField of={form} name="ends_on" label={texts.lastDay} hint={texts.lastDayHint} min={rate.starts_on} />
      </Form>
      <p class="quiet">{texts.rateHelp}</p>
      <ActButton
        word={texts.removeRate}
        class="plain"
        question={<p>{texts.removeRateSure}</p>}
        act={() => talim.api.delete("/payments/salaries/rates/{id}/", { path })}
        here={{ conflict: texts.rateUsed }}
        onDone={() => {
          showNotice(texts.rateRemoved);
          onDone();
        }}
      />
    </>
  );
}

/** "12,5" in hundredths of a percent; 0 for anything else, which the server refuses. */
function readPercent(typed: string): number {
  return Math.round(Number(typed.trim().replace(",", ".")) * 100) || 0;
}

interface RateFormProps {
  branches: Branch[];
  today: string;
  onDone: () => void;
  close: () => void;
}

function RateForm({ branches, today, onDone, close }: RateFormProps) {
  const words = useWords();
  const texts = payWords.use();
  const currency = useCentre()?.currency ?? "UZS";
  const form = useForm({
    initial: {
      teacher: null as Pick | null,
      kind: "lesson",
      amount: null as number | null,
      percent: "",
      scope: "all",
      group: null as Pick | null,
      course: null as Pick | null,
      branch: branches.find(({ is_default }) => is_default)?.id ?? "",
      starts_on: today,
      ends_on: "",
    },
    draft: "new-rate",
    check: ({ kind, percent }): { percent?: string } =>
      isShare(kind) && percent && !readPercent(percent) ? { percent: words.form.number } : {},
    send: ({ teacher, kind, amount, percent, scope, group, course, branch, starts_on, ends_on }) =>
      talim.api.post("/payments/salaries/rates/", {
        body: {
          teacher: teacher?.id ?? "",
          kind: kind as rest.RateKind,
          ...(isShare(kind)
            ? { percent_hundredths: readPercent(percent) }
            : { amount: { amount: amount ?? 0, currency } }),
          ...(kind === "sales" || scope === "course"
            ? { course: course?.id ?? null }
            : scope === "group"
              ? { group: group?.id ?? null }
              : {}),
          ...(branch ? { branch } : {}),
          starts_on,
          ends_on: ends_on || null,
        },
      }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  const { kind, scope } = form.values;
  return (
    <Form of={form} word={words.form.add} label={texts.newRate} close={close} here={{ own_payment: texts.notYourOwn }}>
      <PickField of={form} name="teacher" label={texts.teacher} find={findPeople("teacher")} required />
      <ChoiceField
        of={form}
        name="kind"
        label={texts.forWhat}
        options={KINDS.map((value) => ({ value, label: texts.rateKinds[value] }))}
        required
      />
      {isShare(kind) ? (
        <TextField
          of={form}
          name="percent"
          label={texts.percent}
          hint={kind === "sales" ? texts.salesHint : texts.percentHint}
          inputMode="decimal"
          maxLength={6}
          required
        />
      ) : (
        <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
      )}
      {kind === "fixed" || kind === "sales" ? null : (
        <ChoiceField
          of={form}
          name="scope"
          label={texts.scope}
          options={(["all", "group", "course"] as const).map((value) => ({ value, label: texts.scopes[value] }))}
          required
        />
      )}
      {scope === "group" && kind !== "sales" ? (
        <PickField of={form} name="group" label={texts.scopes.group} find={findGroups} required />
      ) : null}
      {scope === "course" || kind === "sales" ? (
        <PickField of={form} name="course" label={texts.scopes.course} find={findCourses} required />
      ) : null}
      {branches.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={texts.branch}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : null}
      <FieldRow>
        <DateField of={form} name="starts_on" label={texts.fromDay} required />
        <DateField of={form} name="ends_on" label={texts.untilDay} />
      </FieldRow>
    </Form>
  );
}
