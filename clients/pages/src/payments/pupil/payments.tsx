/** The pupil's payments, due and paid. */

import type { Answer } from "@talim/client";
import { isOpen, PaymentCard, usePaymentChanges } from "../family/payment-card.tsx";
import { Statement } from "../family/statement.tsx";
import type { PageProps } from "../../person-pages.ts";
import { useWords } from "../../words/index.ts";
import { talim } from "../../talim.ts";
import { Loading } from "../../ui/load.tsx";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { usePayme } from "./pay.tsx";

type Payment = Answer<"/payments/", "get">["results"][number];

export function Payments({ me }: PageProps) {
  const words = useWords();
  const payments = useCachedLoad(
    "payments",
    me,
    async (options) =>
      (await talim.api.get("/payments/", { query: { page_size: 50, ordering: "-due_on" }, ...options })).results,
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
