/** A child's account: what is to be paid, how, and what was paid. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDate, formatMoney, parseWholeAmount } from "../format.ts";
import { PayButton } from "../pupil/pay.tsx";
import { createCheckout, usePaymentChanges } from "../pupil/payments.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { getLanguage, useWords } from "../words/index.ts";
import { ChildPage, type Child } from "./children.tsx";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];
type OpenPayment = Account["open_payments"][number];

/** What Payme takes. */
const CURRENCY = "UZS";
const MAX_LINES = 10;

export function ChildPayments({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.payments.title}</h1>
      <ChildPage named={values["child"]}>
        {(child) =>
          child.sees_payments ? <Accounts child={child} me={me} /> : <p class="empty">{words.parent.noPayments}</p>
        }
      </ChildPage>
    </>
  );
}

function Accounts({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const path = { student_id: child.id };
  const statement = useLoad(() => talim.api.get("/payments/balance/{student_id}/", { path }), [child.id]);
  usePaymentChanges(statement.reload);
  return (
    <Loading of={statement}>
      {({ accounts }) => (
        <>
          {accounts.length ? (
            accounts.map((account) => <AccountPart key={account.balance.currency} account={account} me={me} />)
          ) : (
            <p class="empty">{words.payments.none}</p>
          )}
          <TopUp child={child} />
        </>
      )}
    </Loading>
  );
}

function AccountPart({ account, me }: { account: Account; me: Person }) {
  const words = useWords();
  const w = words.parent;
  const lines = account.lines.slice(-MAX_LINES).reverse();
  return (
    <>
      <p class="balance">
        {account.owed.amount > 0 ? w.owed : w.balance}:{" "}
        <b class="number">{formatMoney(account.owed.amount > 0 ? account.owed : account.balance, words)}</b>
      </p>
      <ul class="cards">
        {account.open_payments.map((open) => (
          <OpenPaymentCard key={open.id} open={open} me={me} />
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
                formatDate(line.on, me.zone, words),
                line.payment?.title || line.text,
                formatMoney(line.change, words),
                formatMoney(line.balance, words),
              ],
            }))}
          />
        </details>
      ) : null}
    </>
  );
}

function OpenPaymentCard({ open, me }: { open: OpenPayment; me: Person }) {
  const words = useWords();
  const late = open.status === "overdue";
  const part = open.outstanding.amount !== open.amount.amount;
  return (
    <li class="card">
      <strong>{open.title || open.reference}</strong>
      <span class="amount">
        {part
          ? words.payments.of(formatMoney(open.outstanding, words), formatMoney(open.amount, words))
          : formatMoney(open.amount, words)}
      </span>
      <span class={late ? "state warn" : "state"}>
        <Icon name={late ? "warning" : "clock"} />
        {late ? `${words.payments.status.overdue} · ` : ""}
        {words.payments.due(formatDate(open.due_on, me.zone, words))}
      </span>
      {open.outstanding.currency === CURRENCY ? <PayButton word={words.payments.pay} ask={createCheckout(open.id)} /> : null}
    </li>
  );
}

/** Money ahead of what is due. */
function TopUp({ child }: { child: Child }) {
  const words = useWords();
  const [amount, set] = useState("");
  const wholeAmount = parseWholeAmount(amount);
  const body = { provider: "payme" as const, lang: getLanguage(), amount: wholeAmount * 100, currency: CURRENCY };
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
      {wholeAmount > 0 ? (
        <p>
          <PayButton
            word={`${words.payments.pay}: ${formatMoney(body, words)}`}
            ask={(return_url) =>
              talim.api.post("/payments/balance/{student_id}/checkout/", { path, body: { ...body, return_url } })
            }
          />
        </p>
      ) : null}
    </details>
  );
}
