/** Expenses: from the drawer or the bank account; noted, and reversed by a counter-entry. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatDayTime, formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { useBranches } from "../../office/branches.ts";
import { hasPermission } from "../../office/permissions.ts";
import { fetchDesks, findOwnDesks, isApproval } from "./desks.ts";
import { ReasonAct } from "./reason-act.tsx";
import { Facts, readFilters, useDaysFilter } from "./table-parts.tsx";

type Expense = Answer<"/payments/expenses/", "get">["results"][number];

/** The categories of expenses, those in use. */
export const fetchCategories = () => talim.api.get("/payments/expense-categories/", { query: { page_size: 100 } });

export function Expenses({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const [adding, setAdding] = useState(false);
  const [card, setCard] = useState<Expense>();
  const [changes, setChanges] = useState(0);
  const categories = useLoad(fetchCategories, []);
  const changed = () => {
    setAdding(false);
    setCard(undefined);
    setChanges((n) => n + 1);
  };
  const columns: Column<Expense>[] = [
    { id: "text", title: texts.what, order: "text", cell: ({ text }) => text },
    { id: "on", title: texts.day, order: "on", cell: ({ on }) => formatDate(on, me.zone, words) },
    { id: "category", title: texts.category, order: "category", cell: (row) => row.category_name },
    {
      id: "amount",
      title: texts.amount,
      number: true,
      order: "amount",
      cell: ({ amount }) => formatMoney(amount, words),
    },
    { id: "desk", title: texts.from, cell: ({ desk }) => desk?.name ?? texts.bankAccount, optional: "narrow" },
    { id: "by", title: texts.who, order: "by", cell: ({ by }) => by.full_name, optional: "narrow" },
    { id: "state", title: texts.state, cell: (row) => <State of={row} /> },
  ];
  const newButton = (
    <button type="button" class="main" onClick={() => setAdding(true)}>
      {texts.newExpense}
    </button>
  );
  const names = (categories.value?.results ?? []).map((row): [string, string] => [row.key, readTranslated(row.name)]);
  return (
    <>
      <h1>{words.office.nav.pages.expenses}</h1>
      <DataTable
        name="expenses"
        label={words.office.nav.pages.expenses}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/expenses/", { query: { ...query, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        onOpen={setCard}
        search={texts.findExpense}
        filters={[
          useDaysFilter(),
          { name: "category", label: texts.category, options: [["", words.form.all], ...names] },
        ]}
        ordering="-on"
        acts={newButton}
        empty={<Empty drawing="money" text={texts.noExpenses} />}
        on={[changes]}
      />
      {hasPermission(me, "payments.arrange_categories") ? (
        <p>
          <Link to="expense-categories">{texts.categories}</Link>
        </p>
      ) : null}
      {adding ? (
        <Drawer title={texts.newExpense} close={() => setAdding(false)}>
          <ExpenseForm me={me} categories={names} onDone={changed} close={() => setAdding(false)} />
        </Drawer>
      ) : null}
      {card ? (
        <Drawer title={card.text} close={() => setCard(undefined)}>
          <Facts
            of={[
              [texts.amount, <strong key="sum">{formatMoney(card.amount, words)}</strong>],
              [texts.category, card.category_name],
              [texts.day, formatDate(card.on, me.zone, words)],
              [texts.correctsMonth, card.corrects_month],
              [texts.from, card.desk?.name ?? texts.bankAccount],
              [texts.branch, card.branch.name],
              [texts.who, card.by.full_name],
              [texts.time, formatDayTime(card.created_at, me.zone, words)],
              [texts.state, <State key="state" of={card} />],
            ]}
          />
          {card.reverses || card.reversed_by ? null : (
            <ReasonAct
              word={texts.reverseExpense}
              label={texts.why}
              question={texts.reverseExpenseSure(formatMoney(card.amount, words))}
              act={(text, key) =>
                talim.api.post("/payments/expenses/{id}/reverse/", {
                  path: { id: card.id },
                  body: { text },
                  idempotencyKey: key,
                })
              }
              onDone={() => {
                showNotice(texts.expenseReversed);
                changed();
              }}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

function State({ of: expense }: { of: Expense }) {
  const texts = cashWords.use();
  if (!expense.reverses && !expense.reversed_by) return <>{texts.counts}</>;
  return (
    <span class="state">
      <Icon name="warning" />
      {expense.reverses ? texts.isReversal : texts.wasReversed}
    </span>
  );
}

interface ExpenseFormProps {
  me: Person;
  categories: [string, string][];
  onDone: () => void;
  close: () => void;
}

function ExpenseForm({ me, categories, onDone, close }: ExpenseFormProps) {
  const desks = useLoad(() => fetchDesks(), []);
  const branches = useBranches("own");
  return (
    <Loading of={desks}>
      {(all) => (
        <ExpenseFields
          me={me}
          own={findOwnDesks(all, me)}
          places={branches}
          categories={categories}
          onDone={onDone}
          close={close}
        />
      )}
    </Loading>
  );
}

const BANK = "bank";

interface ExpenseFieldsProps extends ExpenseFormProps {
  own: ReturnType<typeof findOwnDesks>;
  places: { id: string; name: string }[];
}

function ExpenseFields({ me, own, places, categories, onDone, close }: ExpenseFieldsProps) {
  const texts = cashWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const form = useForm({
    initial: {
      text: "",
      category: "",
      amount: null as number | null,
      from: own[0]?.id ?? BANK,
      branch: "",
      on: today,
      month: "",
    },
    draft: "expense",
    send: ({ text, category, amount, from, branch, on, month }, key) => {
      const currency = own.find(({ id }) => id === from)?.currency ?? "UZS";
      const day = month ? { corrects_month: month } : on === today ? {} : { on };
      const place = from === BANK ? (branch ? { branch } : {}) : { desk: from };
      return talim.api.post("/payments/expenses/", {
        body: { text, category, amount: { amount: amount ?? 0, currency }, ...place, ...day },
        idempotencyKey: key,
      });
    },
    onDone: (answer) => {
      showNotice(isApproval(answer) ? texts.actWaits : texts.expenseNoted);
      onDone();
    },
  });
  const from = form.values.from;
  return (
    <Form of={form} word={texts.noteExpense} close={close}>
      <TextField of={form} name="text" label={texts.what} maxLength={300} required autofocus />
      <FieldRow>
        <MoneyField
          of={form}
          name="amount"
          label={texts.amount}
          currency={own.find(({ id }) => id === from)?.currency ?? "UZS"}
          required
        />
        <SelectField
          of={form}
          name="category"
          label={texts.category}
          options={categories.map(([value, label]) => ({ value, label }))}
          required
        />
      </FieldRow>
      <SelectField
        of={form}
        name="from"
        label={texts.from}
        hint={own.length ? undefined : texts.noShiftExpense}
        options={[
          ...own.map(({ id, name }) => ({ value: id, label: name })),
          { value: BANK, label: texts.bankAccount },
        ]}
        required
      />
      {from === BANK && places.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={texts.branch}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : null}
      <FieldRow>
        <DateField of={form} name="on" label={texts.day} max={today} />
        <TextField
          of={form}
          name="month"
          label={texts.correctsMonth}
          hint={texts.closedMonthHint}
          placeholder={today.slice(0, 7)}
          maxLength={7}
        />
      </FieldRow>
    </Form>
  );
}
