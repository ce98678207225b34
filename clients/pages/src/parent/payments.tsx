/** A child's account: what is to be paid, how, and what was paid. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { dateOf, money, wholeOf } from "../format.ts";
import { Pay } from "../pupil/pay.tsx";
import { checkout, usePaymentChanges } from "../pupil/payments.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { language, useWords } from "../words/index.ts";
import { OfChild, type Child } from "./children.tsx";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];
type Open = Account["open_payments"][number];

/** What Payme takes. */
const CURRENCY = "UZS";
const LINES = 10;

export function ChildPayments({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.payments.title}</h1>
      <OfChild named={values["child"]}>
        {(child) =>
          child.sees_payments ? <Accounts child={child} me={me} /> : <p class="empty">{words.parent.noPayments}</p>
        }
      </OfChild>
    </>
  );
}

function Accounts({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const path = { student_id: child.id };
  const statement = useLoad(() => talim.api.get("/payments/balance/{student_id}/", { path }), [child.id]);
  usePaymentChanges(statement.again);
  return (
    <Loading of={statement}>
      {({ accounts }) => (
        <>
          {accounts.length ? (
            accounts.map((one) => <AccountPart key={one.balance.currency} one={one} me={me} />)
          ) : (
            <p class="empty">{words.payments.none}</p>
          )}
          <TopUp child={child} />
        </>
      )}
    </Loading>
  );
}

function AccountPart({ one, me }: { one: Account; me: Person }) {
  const words = useWords();
  const w = words.parent;
  const lines = one.lines.slice(-LINES).reverse();
  return (
    <>
      <p class="balance">
        {one.owed.amount > 0 ? w.owed : w.balance}:{" "}
        <b class="number">{money(one.owed.amount > 0 ? one.owed : one.balance, words)}</b>
      </p>
      <ul class="cards">
        {one.open_payments.map((open) => (
          <OpenCard key={open.id} open={open} me={me} />
        ))}
      </ul>
      {lines.length ? (
        <details>
          <summary>{w.statement}</summary>
          <Table
            label={w.statement}
            heads={[
              { word: w.day },
              { word: w.what },
              { word: w.change, number: true },
              { word: w.balance, number: true },
            ]}
            rows={lines.map((line) => ({
              key: String(line.id),
              cells: [
                dateOf(line.on, me.zone, words),
                line.payment?.title || line.text,
                money(line.change, words),
                money(line.balance, words),
              ],
            }))}
          />
        </details>
      ) : null}
    </>
  );
}

function OpenCard({ open, me }: { open: Open; me: Person }) {
  const words = useWords();
  const late = open.status === "overdue";
  const part = open.outstanding.amount !== open.amount.amount;
  return (
    <li class="card">
      <strong>{open.title || open.reference}</strong>
      <span class="amount">
        {part
          ? words.payments.of(money(open.outstanding, words), money(open.amount, words))
          : money(open.amount, words)}
      </span>
      <span class={late ? "state warn" : "state"}>
        <Icon name={late ? "warning" : "clock"} />
        {late ? `${words.payments.status.overdue} · ` : ""}
        {words.payments.due(dateOf(open.due_on, me.zone, words))}
      </span>
      {open.outstanding.currency === CURRENCY ? <Pay word={words.payments.pay} ask={checkout(open.id)} /> : null}
    </li>
  );
}

/** Money ahead of what is due. */
function TopUp({ child }: { child: Child }) {
  const words = useWords();
  const [amount, set] = useState("");
  const whole = wholeOf(amount);
  const body = { provider: "payme" as const, lang: language(), amount: whole * 100, currency: CURRENCY };
  const path = { student_id: child.id };
  return (
    <details>
      <summary>{words.parent.topUp}</summary>
      <label for="amount">{words.parent.howMuch(words.currency[CURRENCY] ?? CURRENCY)}</label>
      <input
        id="amount"
        inputMode="numeric"
        autocomplete="off"
        value={amount}
        onInput={(event) => set(event.currentTarget.value)}
      />
      {whole > 0 ? (
        <p>
          <Pay
            word={`${words.payments.pay}: ${money(body, words)}`}
            ask={(return_url) =>
              talim.api.post("/payments/balance/{student_id}/checkout/", { path, body: { ...body, return_url } })
            }
          />
        </p>
      ) : null}
    </details>
  );
}
