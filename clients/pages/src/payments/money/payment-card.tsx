/** The card of one payment: facts, what can be done, photos of transfers, receipts, and its history. */

import type { Answer } from "@talim/client";
import { formatDate, formatDayTime, formatMoney } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { ReceiptButton } from "./receipt-button.tsx";
import { PaymentState } from "./parts.tsx";
import { PaymentActs } from "./payment-acts.tsx";
import type { Payment } from "./payment.ts";

interface CardProps {
  id: string;
  me: Person;
  onChanged: () => void;
  /** Offer a link to pay it online. */
  link?: boolean;
}

export function PaymentCard({ id, me, onChanged, link = true }: CardProps) {
  const payment = useLoad(() => talim.api.get("/payments/{id}/", { path: { id } }), [id]);
  const history = useLoad(
    () => talim.api.get("/payments/{id}/history/", { path: { id }, query: { page_size: 100 } }),
    [id],
  );
  const changed = () => {
    payment.reload();
    history.reload();
    onChanged();
  };
  return (
    <Loading of={payment}>
      {(value) => (
        <>
          <Facts payment={value} me={me} />
          <PaymentActs payment={value} me={me} onChanged={changed} link={link} />
          <Proofs payment={value} me={me} />
          <Receipts payment={value} />
          <Loading of={history}>{({ results }) => <History steps={results} me={me} />}</Loading>
        </>
      )}
    </Loading>
  );
}

function Facts({ payment, me }: { payment: Payment; me: Person }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.payments;
  const facts: [string, string | undefined][] = [
    [own.title, payment.title || own.kinds[payment.kind]],
    [own.rest, payment.outstanding.amount ? formatMoney(payment.outstanding, words) : undefined],
    [own.price, payment.gross.amount === payment.amount.amount ? undefined : formatMoney(payment.gross, words)],
    [own.paidBack, payment.refunded.amount ? formatMoney(payment.refunded, words) : undefined],
    [own.due, formatDate(payment.due_on, me.zone, words)],
    [texts.group, payment.group?.name],
    [own.payer, payment.payer?.full_name],
    [texts.branch, payment.branch.name],
    [own.number, payment.reference],
    [own.opens, payment.grants.map(({ title }) => title[getLanguage()] ?? title["uz"]).join(", ")],
    [texts.note, payment.note ?? undefined],
  ];
  return (
    <>
      <p class="sum number">{formatMoney(payment.amount, words)}</p>
      <p>
        <PaymentState status={payment.status} />
      </p>
      {payment.live ? <p class="notice">{own.live}</p> : null}
      <dl class="facts">
        <dt>{texts.pupil}</dt>
        <dd>
          <Link to={`pupils/${payment.student.id}`}>{payment.student.full_name}</Link>
        </dd>
        {facts.map(([name, value]) =>
          value ? (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ) : null,
        )}
      </dl>
    </>
  );
}

function Proofs({ payment, me }: { payment: Payment; me: Person }) {
  const words = useWords();
  const texts = moneyWords.use().payments;
  if (!payment.proofs.length) return null;
  return (
    <section aria-labelledby="proofs">
      <h3 id="proofs">{texts.proofs}</h3>
      <ul class="rows">
        {payment.proofs.map((proof) => (
          <li key={proof.id}>
            <span>
              {formatMoney(proof.amount, words)}
              <span class="quiet small">
                {[proof.sent_by?.full_name, formatDayTime(proof.created_at, me.zone, words), proof.answer]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            <span class="state">
              <Icon name={proof.state === "approved" ? "good" : proof.state === "refused" ? "close" : "clock"} />
              {proof.state === "sent" ? (
                <Link to="proofs">{texts.proofStates.sent}</Link>
              ) : (
                texts.proofStates[proof.state]
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Receipts({ payment }: { payment: Payment }) {
  const words = useWords();
  const texts = moneyWords.use().payments;
  if (!payment.receipts.length) return null;
  return (
    <section aria-labelledby="receipts">
      <h3 id="receipts">{texts.receipts}</h3>
      <ul class="rows">
        {payment.receipts.map((receipt) => (
          <li key={receipt.id}>
            <span>
              {texts.receiptKinds[receipt.kind]} <b class="number">{formatMoney(receipt.amount, words)}</b>
            </span>
            <ReceiptButton payment={payment.id} receipt={receipt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Step = Answer<"/payments/{id}/history/", "get">["results"][number];

function History({ steps, me }: { steps: Step[]; me: Person }) {
  const words = useWords();
  const texts = moneyWords.use().payments;
  return (
    <section aria-labelledby="history">
      <h3 id="history">{texts.history}</h3>
      <ol class="rows">
        {steps.map((step) => (
          <li key={step.at + step.what}>
            <span>
              {texts.steps[step.what] ?? texts.steps["changed"]}
              {step.before && step.before.amount !== step.after.amount ? (
                <span class="number">
                  {" "}
                  {formatMoney(step.before, words)} → {formatMoney(step.after, words)}
                </span>
              ) : null}
              <span class="quiet small">
                {[formatDayTime(step.at, me.zone, words), step.by?.full_name, step.reason].filter(Boolean).join(" · ")}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
