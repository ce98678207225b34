/** Cash carried to the bank or to another desk, reversed when it did not go there; and money of the card terminal. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, query } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { fetchDesks, findOwnDesks, type CashDesk } from "./desks.ts";
import { ReasonAct } from "./reason-act.tsx";
import { Facts, MoveState, readFilters, useDaysFilter } from "./table-parts.tsx";
import { TERMINAL_LIST, TerminalMoney } from "./terminal-money.tsx";

type Move = Answer<"/payments/desk-transfers/", "get">["results"][number];

const BANK = "bank";

export function Bank({ me }: PageProps) {
  const words = useWords();
  const { method, ways } = cashWords.use();
  const [kind, setKind] = useState<"cash" | "terminal">(() =>
    new URLSearchParams(query.get()).get("list") === TERMINAL_LIST ? "terminal" : "cash",
  );
  const options = { cash: ways["cash"] ?? "", terminal: ways["terminal"] ?? "" };
  return (
    <>
      <h1>{words.office.nav.pages.bank}</h1>
      <Choice label={method} options={options} chosen={kind} choose={setKind} />
      {kind === "cash" ? <CarriedCash me={me} /> : <TerminalMoney me={me} />}
    </>
  );
}

function CarriedCash({ me }: { me: Person }) {
  const words = useWords();
  const texts = cashWords.use();
  const [adding, setAdding] = useState(false);
  const [card, setCard] = useState<Move>();
  const [changes, setChanges] = useState(0);
  const changed = (text: string) => {
    showNotice(text);
    setAdding(false);
    setCard(undefined);
    setChanges((n) => n + 1);
  };
  const toWhere = ({ to }: Move) => to?.name ?? texts.theBank;
  const columns: Column<Move>[] = [
    {
      id: "created_at",
      title: texts.time,
      order: "created_at",
      cell: (row) => formatDayTime(row.created_at, me.zone, words),
    },
    { id: "desk", title: texts.from, cell: ({ desk }) => desk.name },
    { id: "to", title: texts.to, cell: toWhere },
    {
      id: "amount",
      title: texts.amount,
      number: true,
      order: "amount",
      cell: ({ amount }) => formatMoney(amount, words),
    },
    { id: "by", title: texts.who, cell: ({ by }) => by.full_name },
    { id: "state", title: texts.state, cell: (row) => <MoveState of={row} /> },
  ];
  return (
    <>
      <DataTable
        name="desk-transfers"
        label={words.office.nav.pages.bank}
        columns={columns}
        load={(page, filters) =>
          talim.api.get("/payments/desk-transfers/", { query: { ...page, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        onOpen={setCard}
        filters={[
          useDaysFilter(),
          {
            name: "bank",
            label: texts.to,
            options: [
              ["", words.form.all],
              ["true", texts.theBank],
              ["false", texts.otherDesk],
            ],
          },
        ]}
        ordering="-created_at"
        acts={
          <button type="button" class="main" onClick={() => setAdding(true)}>
            {texts.carryCash}
          </button>
        }
        empty={<Empty drawing="money" text={texts.noMoves} />}
        on={[changes]}
      />
      {adding ? (
        <Drawer title={texts.carryCash} close={() => setAdding(false)}>
          <MoveForm me={me} onDone={() => changed(texts.carried)} close={() => setAdding(false)} />
        </Drawer>
      ) : null}
      {card ? (
        <Drawer title={`${card.desk.name} → ${toWhere(card)}`} close={() => setCard(undefined)}>
          <Facts
            of={[
              [texts.amount, <strong key="sum">{formatMoney(card.amount, words)}</strong>],
              [texts.time, formatDayTime(card.created_at, me.zone, words)],
              [texts.who, card.by.full_name],
              [texts.note, card.note],
              [texts.state, <MoveState key="state" of={card} />],
            ]}
          />
          {card.reverses || card.reversed_by ? null : (
            <ReasonAct
              word={texts.takeBackCash}
              label={texts.why}
              question={texts.takeBackSure(formatMoney(card.amount, words), card.desk.name)}
              act={(reason, key) =>
                talim.api.post("/payments/desk-transfers/{id}/reverse/", {
                  path: { id: card.id },
                  body: { reason },
                  idempotencyKey: key,
                })
              }
              onDone={() => changed(texts.cashIsBack)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

function MoveForm({ me, onDone, close }: { me: Person; onDone: () => void; close: () => void }) {
  const texts = cashWords.use();
  const desks = useLoad(() => fetchDesks(), []);
  return (
    <Loading of={desks}>
      {(all) => {
        const own = findOwnDesks(all, me);
        if (own.length) return <MoveFields own={own} all={all} onDone={onDone} close={close} />;
        return (
          <div class="empty">
            <p>{texts.noShiftToCarry}</p>
            <Link to="shifts">{texts.openShift}</Link>
          </div>
        );
      }}
    </Loading>
  );
}

function MoveFields({
  own,
  all,
  onDone,
  close,
}: {
  own: CashDesk[];
  all: CashDesk[];
  onDone: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = cashWords.use();
  const form = useForm({
    initial: { desk: own[0]?.id ?? "", to: BANK, amount: null as number | null, note: "" },
    draft: "desk-transfer",
    send: ({ desk, to, amount, note }, key) => {
      const path = { id: desk };
      const currency = own.find(({ id }) => id === desk)?.currency ?? "UZS";
      const sum = { amount: { amount: amount ?? 0, currency }, note };
      return to === BANK
        ? talim.api.post("/payments/cash-desks/{id}/bank/", { path, body: sum, idempotencyKey: key })
        : talim.api.post("/payments/cash-desks/{id}/transfer/", { path, body: { ...sum, to }, idempotencyKey: key });
    },
    onDone,
  });
  const from = own.find(({ id }) => id === form.values.desk);
  const others = all.filter((desk) => desk.id !== from?.id && desk.currency === from?.currency);
  return (
    <Form of={form} word={texts.carryCash} close={close}>
      {own.length > 1 ? (
        <SelectField
          of={form}
          name="desk"
          label={texts.from}
          options={own.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : (
        <p>
          {texts.from}: <strong>{from?.name}</strong>, {from ? formatMoney(from.balance, words) : null}
        </p>
      )}
      <SelectField
        of={form}
        name="to"
        label={texts.to}
        options={[
          { value: BANK, label: texts.theBank },
          ...others.map(({ id, name, branch }) => ({ value: id, label: `${name} · ${branch.name}` })),
        ]}
        required
      />
      <MoneyField of={form} name="amount" label={texts.amount} currency={from?.currency ?? "UZS"} required />
      <TextField of={form} name="note" label={texts.note} maxLength={300} />
    </Form>
  );
}
