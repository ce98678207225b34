/** What was paid out to one teacher; a mistake is reversed with a reason. */

import { useState } from "preact/hooks";
import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { payWords } from "./words/index.ts";
import { ReasonAct } from "../cash/reason-act.tsx";
import type { PayOut } from "./payroll.ts";

interface PayOutsProps {
  payOuts: PayOut[];
  mayReverse: boolean;
  zone: string;
  onChanged: () => void;
}

export function PayOuts({ payOuts, mayReverse, zone, onChanged }: PayOutsProps) {
  const words = useWords();
  const texts = payWords.use();
  const [opened, setOpened] = useState("");
  return (
    <ul class="plain-list" aria-label={texts.payOuts}>
      {payOuts.map((payOut) => {
        const sum = formatMoney(payOut.amount, words);
        const place = payOut.desk ? texts.inCash : texts.bank;
        const what = payOut.reverses ? texts.isReversal : payOut.reversed_by ? texts.wasReversed : "";
        return (
          <li key={payOut.id}>
            {[
              sum,
              place,
              formatDate(toIsoDay(payOut.created_at, zone), zone, words),
              payOut.by.full_name,
              payOut.reason,
            ]
              .filter(Boolean)
              .join(" · ")}
            {what ? (
              <span class="state">
                <Icon name="warning" />
                {what}
              </span>
            ) : null}
            {what || !mayReverse ? null : opened === payOut.id ? (
              <ReasonAct
                word={texts.reverse}
                label={texts.reverseWhy}
                question={<p>{texts.reverseSure(sum, payOut.teacher.full_name)}</p>}
                act={(reason, idempotencyKey) =>
                  talim.api.post("/payments/salaries/pay-outs/{id}/reverse/", {
                    path: { id: payOut.id },
                    body: { reason },
                    idempotencyKey,
                  })
                }
                onDone={() => {
                  setOpened("");
                  showNotice(texts.reversed);
                  onChanged();
                }}
              />
            ) : (
              <button
                type="button"
                class="plain"
                aria-label={`${texts.reverse}: ${sum}`}
                onClick={() => setOpened(payOut.id)}
              >
                {texts.reverse}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
