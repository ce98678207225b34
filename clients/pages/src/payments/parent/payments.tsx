/** The money of a family: what is owed for each child, how it is paid, months with their receipts. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { PAYME_CURRENCY, PaymentCard, usePaymentChanges } from "../family/payment-card.tsx";
import { Statement } from "../family/statement.tsx";
import type { PageProps } from "../../person-pages.ts";
import { formatMoney, parseWholeAmount, toIsoDay } from "../../format.ts";
import { PayButton, usePayme } from "../pupil/pay.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { familyMoneyWords } from "../family/words/index.ts";
import { ChildPage, type Child } from "../../parent/children.tsx";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];

export function ChildPayments({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.payments.title}</h1>
      <OwedByChild me={me} />
      <ChildPage childId={values["child"]}>
        {(child) =>
          child.sees_payments ? <Accounts child={child} me={me} /> : <p class="empty">{words.parent.noPayments}</p>
        }
      </ChildPage>
    </>
  );
}

/** What a parent of several children owes for each of them. */
function OwedByChild({ me }: { me: Person }) {
  const words = useWords();
  const texts = familyMoneyWords.use();
  const statements = useLoad(
    () => talim.api.get("/payments/statement/", { query: { from: toIsoDay(Date.now(), me.zone) } }),
    [],
  );
  usePaymentChanges(statements.reload);
  const children = (statements.value ?? []).filter(({ student }) => student.id !== me.id);
  if (children.length < 2) return null;
  const owed = children.map(({ student, accounts }) => ({
    student,
    sums: accounts.map((account) => account.owed).filter(({ amount }) => amount > 0),
  }));
  const all = owed.flatMap(({ sums }) => sums);
  const currencies = [...new Set(all.map(({ currency }) => currency))];
  const totals = currencies.map((currency) => ({
    currency,
    amount: all.reduce((total, sum) => total + (sum.currency === currency ? sum.amount : 0), 0),
  }));
  const say = (sums: typeof all) => sums.map((sum) => formatMoney(sum, words)).join(" + ") || texts.nothingOwed;
  return (
    <section class="card" aria-label={texts.owedByChild}>
      <ul class="owed">
        {owed.map(({ student, sums }) => (
          <li key={student.id}>
            <Link to={`payments/${student.id}`}>{student.full_name}</Link>
            <span class="number">{say(sums)}</span>
          </li>
        ))}
        <li>
          <span>{texts.together}</span>
          <b class="number">{say(totals)}</b>
        </li>
      </ul>
    </section>
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
          <Statement student={child.id} me={me} />
        </>
      )}
    </Loading>
  );
}

function AccountPart({ account, me }: { account: Account; me: Person }) {
  const words = useWords();
  const isPaymeOn = usePayme("payments");
  const texts = words.parent;
  return (
    <>
      <p class="balance">
        {account.owed.amount > 0 ? texts.owed : texts.balance}:{" "}
        <b class="number">{formatMoney(account.owed.amount > 0 ? account.owed : account.balance, words)}</b>
      </p>
      <ul class="cards">
        {account.open_payments.map((payment) => (
          <PaymentCard key={payment.id} payment={payment} me={me} isPaymeOn={isPaymeOn} />
        ))}
      </ul>
    </>
  );
}

/** Pay money onto the balance before it is due, within the limits of the centre. */
function TopUp({ child }: { child: Child }) {
  const words = useWords();
  const texts = familyMoneyWords.use();
  const limits = useCentre()?.pay_online;
  const [typed, setTyped] = useState("");
  const [left, setLeft] = useState(false);
  const path = { student_id: child.id };
  const sum = { amount: parseWholeAmount(typed) * 100, currency: PAYME_CURRENCY };
  if (!usePayme("top_ups") || !limits) return null;
  const { top_up_minimum: least, top_up_maximum: most } = limits;
  const isLimited = least.currency === PAYME_CURRENCY;
  const [from, to] = [formatMoney(least, words), formatMoney(most, words)];
  const wrong = !isLimited
    ? ""
    : sum.amount < least.amount
      ? texts.atLeast(from)
      : sum.amount > most.amount
        ? texts.atMost(to)
        : "";
  const isRefused = left && typed.trim() !== "" && wrong !== "";
  return (
    <details>
      <summary>{words.parent.topUp}</summary>
      <label for="amount">{words.parent.howMuch(words.currency[PAYME_CURRENCY] ?? PAYME_CURRENCY)}</label>
      {isLimited ? (
        <p id="amount-hint" class="hint quiet">
          {texts.between(from, to)}
        </p>
      ) : null}
      <input
        id="amount"
        inputMode="numeric"
        autocomplete="off"
        value={typed}
        aria-invalid={isRefused}
        aria-describedby={isRefused ? "amount-hint amount-error" : "amount-hint"}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={() => setLeft(true)}
      />
      {isRefused ? (
        <p id="amount-error" class="wrong">
          {wrong}
        </p>
      ) : null}
      {sum.amount > 0 && !wrong ? (
        <p>
          <PayButton
            word={`${words.payments.pay}: ${formatMoney(sum, words)}`}
            fetchCheckout={(return_url) =>
              talim.api.post("/payments/balance/{student_id}/checkout/", {
                path,
                body: { ...sum, provider: "payme", lang: getLanguage(), return_url },
              })
            }
          />
        </p>
      ) : null}
    </details>
  );
}
