/** Money of the card terminal: what is still on its way, what arrived at the bank; reversed when it did not. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { formatDate, formatDayTime, formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { useBranches } from "../../office/branches.ts";
import { hasPermission } from "../../office/permissions.ts";
import { fetchCategories } from "./expenses.tsx";
import { ReasonAct } from "./reason-act.tsx";
import { Facts, MoveState, readFilters, useDaysFilter } from "./table-parts.tsx";

type Deposit = Answer<"/payments/terminal-deposits/", "get">["results"][number];
type OnTheWay = Answer<"/payments/terminal-balances/", "get">[number];

/** The name of the list in addresses. */
export const TERMINAL_LIST = "terminal-deposits";

export function TerminalMoney({ me }: { me: Person }) {
  const words = useWords();
  const texts = cashWords.use();
  const [adding, setAdding] = useState(false);
  const [card, setCard] = useState<Deposit>();
  const [changes, setChanges] = useState(0);
  const waiting = useLoad(() => talim.api.get("/payments/terminal-balances/"), [changes]);
  const changed = (text: string) => {
    showNotice(text);
    setAdding(false);
    setCard(undefined);
    setChanges((n) => n + 1);
  };
  const columns: Column<Deposit>[] = [
    { id: "on", title: texts.day, order: "on", cell: ({ on }) => formatDate(on, me.zone, words) },
    { id: "branch", title: texts.branch, cell: ({ branch }) => branch.name },
    {
      id: "amount",
      title: texts.amount,
      number: true,
      order: "amount",
      cell: ({ amount }) => formatMoney(amount, words),
    },
    {
      id: "commission",
      title: texts.commission,
      number: true,
      cell: ({ commission }) => (commission.amount ? formatMoney(commission, words) : "–"),
    },
    { id: "by", title: texts.who, cell: ({ by }) => by.full_name, optional: "narrow" },
    { id: "state", title: texts.state, cell: (row) => <MoveState of={row} /> },
  ];
  return (
    <>
      <Loading of={waiting}>{(balances) => <OnTheWay of={balances} />}</Loading>
      <DataTable
        name={TERMINAL_LIST}
        label={texts.ways["terminal"] ?? ""}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/terminal-deposits/", { query: { ...query, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        onOpen={setCard}
        filters={[useDaysFilter()]}
        ordering="-on"
        acts={
          <button type="button" class="main" onClick={() => setAdding(true)}>
            {texts.terminalArrived}
          </button>
        }
        empty={<Empty drawing="money" text={texts.noDeposits} />}
        on={[changes]}
      />
      {adding ? (
        <Drawer title={texts.terminalArrived} close={() => setAdding(false)}>
          <Loading of={waiting}>
            {(balances) => (
              <DepositForm
                me={me}
                balances={balances.filter(({ balance }) => balance.amount > 0)}
                onDone={() => changed(texts.depositNoted)}
                close={() => setAdding(false)}
              />
            )}
          </Loading>
        </Drawer>
      ) : null}
      {card ? (
        <Drawer title={`${texts.ways["terminal"] ?? ""} → ${texts.theBank}`} close={() => setCard(undefined)}>
          <Facts
            of={[
              [texts.amount, <strong key="sum">{formatMoney(card.amount, words)}</strong>],
              [texts.commission, card.commission.amount ? formatMoney(card.commission, words) : ""],
              [texts.day, formatDate(card.on, me.zone, words)],
              [texts.branch, card.branch.name],
              [texts.who, card.by.full_name],
              [texts.time, formatDayTime(card.created_at, me.zone, words)],
              [texts.note, card.note],
              [texts.state, <MoveState key="state" of={card} />],
            ]}
          />
          {card.reverses || card.reversed_by ? null : (
            <ReasonAct
              word={texts.didNotArrive}
              label={texts.why}
              question={texts.depositBackSure(formatMoney(card.amount, words))}
              act={(reason, key) =>
                talim.api.post("/payments/terminal-deposits/{id}/reverse/", {
                  path: { id: card.id },
                  body: { reason },
                  idempotencyKey: key,
                })
              }
              onDone={() => changed(texts.depositIsBack)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

/** Below zero: more was paid back at the terminal than is on its way, and the bank takes it from what comes next. */
function OnTheWay({ of: balances }: { of: OnTheWay[] }) {
  const words = useWords();
  const texts = cashWords.use();
  const several = new Set(balances.map(({ branch }) => branch.id)).size > 1;
  if (!balances.length) return <p>{texts.nothingOnTheWay}</p>;
  return (
    <dl class="facts" aria-label={texts.onTheWay}>
      {balances.flatMap(({ branch, balance }) => {
        const key = getPlace({ branch, balance });
        const name = balance.amount < 0 ? texts.owedToBank : texts.onTheWay;
        return [
          <dt key={`${key}.`}>{several ? `${name}, ${branch.name}` : name}</dt>,
          <dd key={key}>
            <strong>{formatMoney({ ...balance, amount: Math.abs(balance.amount) }, words)}</strong>
          </dd>,
        ];
      })}
    </dl>
  );
}

/** The branch and the currency: a draft names them, as the order of the balances changes. */
function getPlace({ branch, balance }: OnTheWay): string {
  return `${branch.id} ${balance.currency}`;
}

interface DepositFormProps {
  me: Person;
  balances: OnTheWay[];
  onDone: () => void;
  close: () => void;
}

function DepositForm({ me, balances, onDone, close }: DepositFormProps) {
  const texts = cashWords.use();
  const spends = hasPermission(me, "payments.spend");
  const categories = useLoad(async () => (spends ? (await fetchCategories()).results : []), [spends]);
  if (!balances.length) return <p class="empty">{texts.nothingOnTheWay}</p>;
  return (
    <Loading of={categories}>
      {(rows) => (
        <DepositFields
          me={me}
          balances={balances}
          categories={rows.map(({ key, name }) => ({ value: key, label: readTranslated(name) }))}
          onDone={onDone}
          close={close}
        />
      )}
    </Loading>
  );
}

/** What the banks' services cost is of this category in a new centre. */
const SERVICES = "services";

function DepositFields({
  me,
  balances,
  categories,
  onDone,
  close,
}: DepositFormProps & { categories: { value: string; label: string }[] }) {
  const words = useWords();
  const texts = cashWords.use();
  const centre = useCentre();
  const branches = useBranches("all");
  const only = balances.length === 1 ? balances[0] : undefined;
  const today = toIsoDay(Date.now(), me.zone);
  const usual = categories.some(({ value }) => value === SERVICES) ? SERVICES : "";
  const form = useForm({
    initial: {
      from: only ? getPlace(only) : "",
      amount: null as number | null,
      commission: null as number | null,
      category: usual,
      on: today,
      note: "",
    },
    draft: "terminal-deposit",
    check: ({ from }) => (balances.some((place) => getPlace(place) === from) ? {} : { from: words.form.required }),
    send: ({ from, amount, commission, category, on, note }, key) => {
      const [branch = "", currency = ""] = from.split(" ");
      const kept = commission
        ? { commission: { amount: commission, currency }, ...(category ? { category } : {}) }
        : {};
      const day = on && on !== today ? { on } : {};
      const body = { amount: { amount: amount ?? 0, currency }, note, branch, ...kept, ...day };
      return talim.api.post("/payments/terminal-deposits/", { body, idempotencyKey: key });
    },
    onDone,
  });
  const chosen = balances.find((place) => getPlace(place) === form.values.from);
  const currency = chosen?.balance.currency ?? centre?.currency ?? "UZS";
  const name = ({ branch, balance }: OnTheWay) =>
    (branches.length > 1 ? `${branch.name}, ` : "") + formatMoney(balance, words);
  return (
    <Form of={form} word={texts.terminalArrived} close={close}>
      {balances.length > 1 || !chosen ? (
        <SelectField
          of={form}
          name="from"
          label={texts.onTheWay}
          options={balances.map((place) => ({ value: getPlace(place), label: name(place) }))}
          required
        />
      ) : (
        <p>
          {texts.onTheWay}: <strong>{name(chosen)}</strong>
        </p>
      )}
      <FieldRow>
        <MoneyField of={form} name="amount" label={texts.sumArrived} currency={currency} required />
        <DateField of={form} name="on" label={texts.day} max={today} />
      </FieldRow>
      {categories.length ? (
        <FieldRow>
          <MoneyField
            of={form}
            name="commission"
            label={texts.commission}
            hint={texts.commissionHint}
            currency={currency}
          />
          {form.values.commission ? (
            <SelectField of={form} name="category" label={texts.category} options={categories} required />
          ) : null}
        </FieldRow>
      ) : null}
      <TextField of={form} name="note" label={texts.note} maxLength={300} />
    </Form>
  );
}
