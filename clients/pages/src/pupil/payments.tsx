/** The pupil's payments, due and paid. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { Statement } from "../family/statement.tsx";
import { describeSubject } from "../family/subject.ts";
import { TransferProof } from "../family/transfer-proof.tsx";
import type { PageProps } from "../person-pages.ts";
import { formatDate, formatMoney } from "../format.ts";
import { getLanguage, useWords } from "../words/index.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { CachedNotice, useCachedLoad } from "./cached-load.tsx";
import { PayButton, usePayme } from "./pay.tsx";

type Payment = Answer<"/payments/", "get">["results"][number];

const PAYABLE_STATES = ["pending", "overdue"];

export function Payments({ me }: PageProps) {
  const words = useWords();
  const payments = useCachedLoad(
    "payments",
    me,
    async (options) => (await talim.api.get("/payments/", { query: { page_size: 50, ordering: "-due_on" }, ...options })).results,
    [],
  );
  const isPaymeOn = usePayme("payments");
  usePaymentChanges(payments.reload);
  const sortPayments = (all: Payment[]) => [
    ...all.filter(isOpen).reverse(),
    ...all.filter((payment) => !isOpen(payment)),
  ];
  return (
    <>
      <h1>{words.payments.title}</h1>
      <CachedNotice at={payments.cachedAt} reload={payments.reload} me={me} />
      <Loading of={payments}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {sortPayments(all).map((payment) => (
                <PaymentCard key={payment.id} payment={payment} me={me} isPaymeOn={isPaymeOn} />
              ))}
            </ul>
          ) : (
            <p class="empty">{words.payments.none}</p>
          )
        }
      </Loading>
      <Statement student={me.id} me={me} />
    </>
  );
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

function isOpen(payment: Payment): boolean {
  return PAYABLE_STATES.includes(payment.status) && payment.outstanding.amount > 0;
}

/** Payme's page for a payment. */
export function createCheckout(id: string): (back: string) => Promise<{ url: string }> {
  const body = { provider: "payme" as const, lang: getLanguage() };
  return (return_url) => talim.api.post("/payments/{id}/checkout/", { path: { id }, body: { ...body, return_url } });
}

function PaymentCard({ payment, me, isPaymeOn }: { payment: Payment; me: Person; isPaymeOn: boolean }) {
  const words = useWords();
  const subject = describeSubject(payment, words);
  const isPartPaid = payment.outstanding.amount !== payment.amount.amount && isOpen(payment);
  return (
    <li class="card">
      <strong>{payment.title || subject || payment.reference}</strong>
      {payment.title && subject ? <span class="quiet">{subject}</span> : null}
      <span class="amount">
        {isPartPaid
          ? words.payments.of(formatMoney(payment.outstanding, words), formatMoney(payment.amount, words))
          : formatMoney(payment.amount, words)}
      </span>
      <span class={payment.status === "overdue" ? "state warn" : "state"}>
        <Icon name={payment.status === "completed" ? "good" : payment.status === "overdue" ? "warning" : "clock"} />
        {words.payments.status[payment.status]}
        {isOpen(payment) ? ` · ${words.payments.due(formatDate(payment.due_on, me.zone, words))}` : ""}
      </span>
      {payment.live ? <span class="quiet">{words.payments.waits}</span> : null}
      {isPaymeOn && isOpen(payment) && !payment.live && payment.amount.currency === "UZS" ? (
        <PayButton word={words.payments.pay} fetchCheckout={createCheckout(payment.id)} />
      ) : null}
      {isOpen(payment) && !payment.live ? <TransferProof payment={payment} me={me} /> : null}
    </li>
  );
}
