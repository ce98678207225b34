/** What is to be paid, and what was paid. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { formatDate, formatMoney } from "../format.ts";
import { getLanguage, useWords } from "../words/index.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { PayButton } from "./pay.tsx";

type Payment = Answer<"/payments/", "get">["results"][number];

const PAYABLE_STATES = ["pending", "overdue"];

export function Payments({ me }: PageProps) {
  const words = useWords();
  const payments = useLoad(
    async () => (await talim.api.get("/payments/", { query: { page_size: 50, ordering: "-due_on" } })).results,
    [],
  );
  usePaymentChanges(payments.reload);
  const order = (all: Payment[]) => [...all.filter(isOpen).reverse(), ...all.filter((one) => !isOpen(one))];
  return (
    <>
      <h1>{words.payments.title}</h1>
      <Loading of={payments}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {order(all).map((one) => (
                <PaymentCard key={one.id} one={one} me={me} />
              ))}
            </ul>
          ) : (
            <p class="empty">{words.payments.none}</p>
          )
        }
      </Loading>
    </>
  );
}

const EVENTS = [
  "payment.received",
  "payment.changed",
  "payment.overdue",
  "payment.refunded",
  "notification.created",
] as const;

/**
 * Ask again whenever money moved, whatever messages about it the person has switched off, and when the page is looked at
 * again: who comes back from paying may find it as it was left.
 */
export function usePaymentChanges(again: () => void): void {
  useEvents(talim.realtime.own, EVENTS, again);
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === "visible") again();
    };
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) again();
    };
    document.addEventListener("visibilitychange", seen);
    addEventListener("pageshow", shown);
    return () => {
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("pageshow", shown);
    };
  }, [again]);
}

function isOpen(one: Payment): boolean {
  return PAYABLE_STATES.includes(one.status) && one.outstanding.amount > 0;
}

/** Payme's page for a payment. */
export function createCheckout(id: string): (back: string) => Promise<{ url: string }> {
  const body = { provider: "payme" as const, lang: getLanguage() };
  return (return_url) => talim.api.post("/payments/{id}/checkout/", { path: { id }, body: { ...body, return_url } });
}

function PaymentCard({ one, me }: { one: Payment; me: Person }) {
  const words = useWords();
  const part = one.outstanding.amount !== one.amount.amount && isOpen(one);
  return (
    <li class="card">
      <strong>{one.title || one.reference}</strong>
      <span class="amount">
        {part ? words.payments.of(formatMoney(one.outstanding, words), formatMoney(one.amount, words)) : formatMoney(one.amount, words)}
      </span>
      <span class={one.status === "overdue" ? "state warn" : "state"}>
        <Icon name={one.status === "completed" ? "good" : one.status === "overdue" ? "warning" : "clock"} />
        {words.payments.status[one.status]}
        {isOpen(one) ? ` · ${words.payments.due(formatDate(one.due_on, me.zone, words))}` : ""}
      </span>
      {one.live ? <span class="quiet">{words.payments.waits}</span> : null}
      {isOpen(one) && !one.live && one.amount.currency === "UZS" ? (
        <PayButton word={words.payments.pay} ask={createCheckout(one.id)} />
      ) : null}
    </li>
  );
}
