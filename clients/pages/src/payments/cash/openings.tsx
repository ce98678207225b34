/** What pupils had, owed or had paid in the centre's former books: opening balances and prepaid periods. */

import type { Answer } from "@talim/client";
import { formatDate } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChoiceField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { MoneyField, NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { findPupils } from "./find-pupil.ts";
import { ReasonAct } from "./reason-act.tsx";
import { Facts } from "./table-parts.tsx";

type Prepaid = Answer<"/payments/prepaid/", "get">["results"][number];

export function Openings({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const { opened, open, close, changes, done: changed } = useOpenedRow<"balance" | "prepaid" | Prepaid>();
  const columns: Column<Prepaid>[] = [
    { id: "student", title: texts.pupil, cell: ({ student }) => student.full_name },
    { id: "group", title: texts.group, cell: ({ group }) => group.name },
    { id: "paid", title: texts.paidBefore, cell: (row) => <PaidBefore of={row} me={me} /> },
    { id: "on", title: texts.day, cell: ({ on }) => formatDate(on, me.zone, words) },
    { id: "by", title: texts.who, cell: ({ by }) => by?.full_name },
  ];
  return (
    <>
      <h1>{words.office.nav.pages.openings}</h1>
      <p class="quiet">{texts.openingsHelp}</p>
      <p class="act-line">
        <button type="button" class="main" onClick={() => open("balance")}>
          {texts.openingBalance}
        </button>
      </p>
      <h2>{texts.prepaid}</h2>
      <DataTable
        name="prepaid"
        label={texts.prepaid}
        columns={columns}
        load={({ page, page_size }) => talim.api.get("/payments/prepaid/", { query: { page, page_size } })}
        getKey={({ id }) => id}
        onOpen={open}
        acts={
          <button type="button" onClick={() => open("prepaid")}>
            {texts.newPrepaid}
          </button>
        }
        empty={<Empty drawing="money" text={texts.noPrepaid} />}
        on={[changes]}
      />
      {opened === "balance" ? (
        <Drawer title={texts.openingBalance} close={close}>
          <OpeningBalance me={me} onDone={changed} close={close} />
        </Drawer>
      ) : null}
      {opened === "prepaid" ? (
        <Drawer title={texts.newPrepaid} close={close}>
          <NewPrepaid onDone={() => changed(words.form.saved)} close={close} />
        </Drawer>
      ) : null}
      {typeof opened === "object" ? (
        <Drawer title={opened.student.full_name} close={close}>
          <Facts
            of={[
              [texts.group, opened.group.name],
              [texts.paidBefore, <PaidBefore key="paid" of={opened} me={me} />],
              [texts.who, opened.by?.full_name],
            ]}
          />
          <PrepaidFields
            membership={opened.membership}
            before={opened}
            onDone={() => changed(words.form.saved)}
            close={close}
          />
          <ActButton
            word={texts.removePrepaid}
            question={texts.removePrepaidSure}
            act={() => talim.api.delete("/payments/prepaid/{id}/", { path: { id: opened.id } })}
            onDone={() => changed(texts.prepaidRemoved)}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function PaidBefore({ of: prepaid, me }: { of: Prepaid; me: Person }) {
  const words = useWords();
  const texts = cashWords.use();
  return (
    <>
      {prepaid.paid_until
        ? texts.paidUntil(formatDate(prepaid.paid_until, me.zone, words))
        : texts.lessonsLeft(prepaid.lessons_left ?? 0)}
    </>
  );
}

function OpeningBalance({ me, onDone, close }: { me: Person; onDone: (text: string) => void; close: () => void }) {
  const words = useWords();
  const texts = cashWords.use();
  const form = useForm({
    initial: { pupil: null as Pick | null, side: "credit", amount: null as number | null, currency: "UZS", note: "" },
    draft: "opening",
    send: ({ pupil, side, amount, currency, note }, key) =>
      talim.api.post("/payments/balance/{student_id}/opening/", {
        path: { student_id: pupil?.id ?? "" },
        body: { side: side as "credit" | "debt", amount: { amount: amount ?? 0, currency }, note },
        idempotencyKey: key,
      }),
    onDone: (balance) => onDone(texts.openingSet(balance.student.full_name)),
  });
  const { pupil, currency } = form.values;
  return (
    <>
      <Form of={form} word={words.form.save} close={close}>
        <PickField of={form} name="pupil" label={texts.pupil} find={findPupils(me, texts.childOf)} required autofocus />
        <ChoiceField
          of={form}
          name="side"
          label={texts.side}
          options={Object.entries(texts.sides).map(([value, label]) => ({ value, label }))}
          required
        />
        <FieldRow>
          <MoneyField of={form} name="amount" label={texts.amount} currency={currency} required />
          <SelectField
            of={form}
            name="currency"
            label={texts.currency}
            options={Object.entries(words.currency).map(([value, label]) => ({ value, label }))}
            required
          />
        </FieldRow>
        <TextField of={form} name="note" label={texts.note} maxLength={300} />
      </Form>
      {pupil ? <ReverseOpening key={pupil.id} pupil={pupil} currency={currency} onDone={onDone} /> : null}
    </>
  );
}

/** There is no list of opening balances; the server says when the pupil has none. */
function ReverseOpening({
  pupil,
  currency,
  onDone,
}: {
  pupil: Pick;
  currency: string;
  onDone: (text: string) => void;
}) {
  const texts = cashWords.use();
  return (
    <details>
      <summary>{texts.takeBackOpening}</summary>
      <ReasonAct
        word={texts.takeBack}
        label={texts.why}
        question={texts.takeBackOpeningSure(pupil.label)}
        act={(reason, key) =>
          talim.api.post("/payments/balance/{student_id}/opening/reverse/", {
            path: { student_id: pupil.id },
            body: { reason, currency: currency as "UZS" },
            idempotencyKey: key,
          })
        }
        onDone={() => onDone(texts.openingTakenBack)}
      />
    </details>
  );
}

function NewPrepaid({ onDone, close }: { onDone: () => void; close: () => void }) {
  const texts = cashWords.use();
  const form = useForm({
    initial: { group: null as Pick | null, membership: "" },
    send: () => Promise.resolve(),
    onDone: () => undefined,
  });
  const { group, membership } = form.values;
  return (
    <>
      <PickField of={form} name="group" label={texts.group} find={findGroups} required autofocus />
      {group ? <MemberSelect key={group.id} form={form} group={group.id} /> : null}
      {membership ? <PrepaidFields key={membership} membership={membership} onDone={onDone} close={close} /> : null}
    </>
  );
}

function MemberSelect({
  form,
  group,
}: {
  form: ReturnType<typeof useForm<{ group: Pick | null; membership: string }, void>>;
  group: string;
}) {
  const texts = cashWords.use();
  const members = useLoad(
    () =>
      fetchAllPages((page) =>
        talim.api.get("/courses/groups/{id}/members/", {
          path: { id: group },
          query: { open: true, page, page_size: 100 },
        }),
      ),
    [group],
  );
  return (
    <Loading of={members}>
      {(all) => (
        <SelectField
          of={form}
          name="membership"
          label={texts.pupil}
          options={all.map(({ id, student }) => ({ value: id, label: student.full_name }))}
          required
        />
      )}
    </Loading>
  );
}

interface PrepaidFieldsProps {
  membership: string;
  before?: Prepaid;
  onDone: () => void;
  close: () => void;
}

function PrepaidFields({ membership, before, onDone, close }: PrepaidFieldsProps) {
  const words = useWords();
  const texts = cashWords.use();
  const form = useForm({
    initial: { until: before?.paid_until ?? "", lessons: before?.lessons_left ?? (null as number | null) },
    draft: `prepaid.${membership}`,
    check: ({ until, lessons }) => (until || lessons ? {} : { until: texts.oneOfBoth }),
    send: ({ until, lessons }, key) =>
      talim.api.post("/payments/prepaid/", {
        body: { membership, paid_until: until || null, lessons_left: until ? null : lessons },
        idempotencyKey: key,
      }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} close={close}>
      <FieldRow>
        <DateField of={form} name="until" label={texts.untilDay} hint={texts.untilDayHint} />
        <NumberField of={form} name="lessons" label={texts.lessons} hint={texts.lessonsHint} min={1} max={200} />
      </FieldRow>
    </Form>
  );
}
