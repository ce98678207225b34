/** A payment as a family sees it: what it is for, what is left, and the ways to pay it. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatMoney } from "../../format.ts";
import { PayButton } from "../pupil/pay.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useEvents } from "../../ui/stream.ts";
import { getLanguage, useWords } from "../../words/index.ts";
import { describeSubject } from "./subject.ts";
import { TransferProof } from "./transfer-proof.tsx";

type Listed = Answer<"/payments/", "get">["results"][number];
/** A payment of a list, or an open one of an account, which does not say that a provider works on it. */
type FamilyPayment = Pick<
  Listed,
  "id" | "reference" | "title" | "group" | "period" | "due_on" | "amount" | "outstanding"
> & {
  status: string;
  live?: Listed["live"];
};

const PAYABLE_STATES = ["pending", "overdue"];
/** The currency that Payme takes. */
export const PAYME_CURRENCY = "UZS";

export function isOpen({ status, outstanding }: FamilyPayment): boolean {
  return PAYABLE_STATES.includes(status) && outstanding.amount > 0;
}

export function PaymentCard({ payment, me, isPaymeOn }: { payment: FamilyPayment; me: Person; isPaymeOn: boolean }) {
  const words = useWords();
  const subject = describeSubject(payment, words);
  const [isDue, isOverdue] = [isOpen(payment), payment.status === "overdue"];
  const isPartPaid = isDue && payment.outstanding.amount !== payment.amount.amount;
  const canPay = isDue && !payment.live;
  return (
    <li class="card">
      <strong>{payment.title || subject || payment.reference}</strong>
      {payment.title && subject ? <span class="quiet">{subject}</span> : null}
      <span class="amount">
        {isPartPaid
          ? words.payments.of(formatMoney(payment.outstanding, words), formatMoney(payment.amount, words))
          : formatMoney(payment.amount, words)}
      </span>
      <span class={isOverdue ? "state warn" : "state"}>
        <Icon name={payment.status === "completed" ? "good" : isOverdue ? "warning" : "clock"} />
        {words.payments.status[payment.status as keyof typeof words.payments.status]}
        {isDue ? ` · ${words.payments.due(formatDate(payment.due_on, me.zone, words))}` : ""}
      </span>
      {payment.live ? <span class="quiet">{words.payments.waits}</span> : null}
      {canPay && isPaymeOn && payment.outstanding.currency === PAYME_CURRENCY ? (
        <PayButton word={words.payments.pay} fetchCheckout={createCheckout(payment.id)} />
      ) : null}
      {canPay ? <TransferProof payment={payment} me={me} /> : null}
    </li>
  );
}

/** Payme's page for a payment. */
export function createCheckout(id: string): (back: string) => Promise<{ url: string }> {
  const body = { provider: "payme" as const, lang: getLanguage() };
  return (return_url) => talim.api.post("/payments/{id}/checkout/", { path: { id }, body: { ...body, return_url } });
}

const EVENTS = [
  "payment.received",
  "payment.changed",
  "payment.overdue",
  "payment.refunded",
  "payment.reversed",
  "notification.created",
] as const;

/**
 * Reload when a payment changed, whatever notifications are switched off, and when the page is visible again: a browser
 * may restore it as it was left for the provider.
 */
export function usePaymentChanges(reload: () => void): void {
  useEvents(talim.realtime.own, EVENTS, reload);
  useEffect(() => {
    const handleVisible = () => {
      if (document.visibilityState === "visible") reload();
    };
    const handlePageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) reload();
    };
    document.addEventListener("visibilitychange", handleVisible);
    addEventListener("pageshow", handlePageShow);
    return () => {
      document.removeEventListener("visibilitychange", handleVisible);
      removeEventListener("pageshow", handlePageShow);
    };
  }, [reload]);
}
