/** The open payments of a pupil, the oldest first. */

import { formatDate, formatMoney } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import type { Account } from "./account.ts";

export function OpenPayments({ of: account, me }: { of: Account; me: Person }) {
  const words = useWords();
  if (!account.open_payments.length) return null;
  return (
    <ul class="open-payments">
      {account.open_payments.map((payment) => (
        <li key={payment.id}>
          <span>
            {payment.title || payment.reference}
            <span class="quiet"> {words.payments.due(formatDate(payment.due_on, me.zone, words))}</span>{" "}
            {payment.status === "overdue" ? (
              <span class="state">
                <Icon name="warning" />
                {words.payments.status.overdue}
              </span>
            ) : null}
          </span>
          <strong class="number">{formatMoney(payment.outstanding, words)}</strong>
        </li>
      ))}
    </ul>
  );
}
