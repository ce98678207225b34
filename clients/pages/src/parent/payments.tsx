/** A child's account: open payments, how to pay them, and what was paid. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDate, formatMoney, parseWholeAmount } from "../format.ts";
import { PayButton, usePayme } from "../pupil/pay.tsx";
import { createCheckout, usePaymentChanges } from "../pupil/payments.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { getLanguage, useWords } from "../words/index.ts";
import { ChildPage, type Child } from "./children.tsx";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];
type OpenPayment = Account["open_payments"][number];

/** The currency that Payme takes. */
const CURRENCY = "UZS";
const MAX_LINES = 10;

export function ChildPayments({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.payments.title}</h1>
      <ChildPage childId={values["child"]}>
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
  const isPaymeOn = usePayme("payments");
  const texts = words.parent;
  const lines = account.lines.slice(-MAX_LINES).reverse();
  return (
    <>
      <p class="balance">
        {account.owed.amount > 0 ? texts.owed : texts.balance}:{" "}
        <b class="number">{formatMoney(account.owed.amount > 0 ? account.owed : account.balance, words)}</b>
      </p>
      <ul class="cards">
        {account.open_payments.map((payment) => (
          <OpenPaymentCard key={payment.id} payment={payment} me={me} isPaymeOn={isPaymeOn} />
        ))}
      </ul>
      {lines.length ? (
        <details>
          <summary>{texts.statement}</summary>
          <Table
            label={texts.statement}
            heads={[
              { word: texts.day },
              { word: texts.what },
              { word: texts.change, number: true },
              { word: texts.balance, number: true },
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

function OpenPaymentCard({ payment, me, isPaymeOn }: { payment: OpenPayment; me: Person; isPaymeOn: boolean }) {
  const words = useWords();
  const isOverdue = payment.status === "overdue";
  const isPartPaid = payment.outstanding.amount !== payment.amount.amount;
  return (
    <li class="card">
      <strong>{payment.title || payment.reference}</strong>
      <span class="amount">
        {isPartPaid
          ? words.payments.of(formatMoney(payment.outstanding, words), formatMoney(payment.amount, words))
          : formatMoney(payment.amount, words)}
      </span>
      <span class={isOverdue ? "state warn" : "state"}>
        <Icon name={isOverdue ? "warning" : "clock"} />
        {isOverdue ? `${words.payments.status.overdue} · ` : ""}
        {words.payments.due(formatDate(payment.due_on, me.zone, words))}
      </span>
      {isPaymeOn && payment.outstanding.currency === CURRENCY ? (
        <PayButton word={words.payments.pay} fetchCheckout={createCheckout(payment.id)} />
      ) : null}
    </li>
  );
}

/** Pay money onto the balance before it is due. */
function TopUp({ child }: { child: Child }) {
  const words = useWords();
  const [amount, setAmount] = useState("");
  const wholeAmount = parseWholeAmount(amount);
  const body = { provider: "payme" as const, lang: getLanguage(), amount: wholeAmount * 100, currency: CURRENCY };
  const path = { student_id: child.id };
  if (!usePayme("top_ups")) return null;
  return (
    <details>
      <summary>{words.parent.topUp}</summary>
      <label for="amount">{words.parent.howMuch(words.currency[CURRENCY] ?? CURRENCY)}</label>
      <input
        id="amount"
        inputMode="numeric"
        autocomplete="off"
        value={amount}
        onInput={(event) => setAmount(event.currentTarget.value)}
      />
      {wholeAmount > 0 ? (
        <p>
          <PayButton
            word={`${words.payments.pay}: ${formatMoney(body, words)}`}
            fetchCheckout={(return_url) =>
              talim.api.post("/payments/balance/{student_id}/checkout/", { path, body: { ...body, return_url } })
            }
          />
        </p>
      ) : null}
    </details>
  );
}
