/** A QR code with which the payer's own phone pays by Payme; the page waits until the money is there. */

import { useEffect, useRef, useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { usePoll, useLoad } from "../../ui/load.tsx";
import { QrImage } from "../../ui/qr-image.tsx";
import { cashWords } from "./words/index.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import type { Intent } from "./taking.ts";

const POLL_MS = 4_000;

interface PaymeCodeProps {
  intent: Intent;
  student: string;
  currency: string;
  onPaid: (receipt: { id: string; number: string }) => void;
}

export function PaymeCode({ intent, student, currency, onPaid }: PaymeCodeProps) {
  const texts = cashWords.use();
  const [qr, setQr] = useState<string>();
  const before = useRef<string | undefined>(undefined);
  const find = async () =>
    (await talim.api.get("/payments/receipts/", { query: { student, method: "payme", kind: "payment", page_size: 1 } }))
      .results[0];
  // One payment is paid as a whole; any other sum goes onto the balance.
  const payment = intent.amount === intent.owed ? intent.payment : undefined;
  const create = async () => {
    before.current = (await find())?.id;
    return payment
      ? talim.api.post("/payments/{id}/checkout/", { path: { id: payment }, body: { provider: "payme" } })
      : talim.api.post("/payments/balance/{student_id}/checkout/", {
          path: { student_id: student },
          body: { provider: "payme", amount: intent.amount, currency },
        });
  };
  if (!qr) return <ActButton word={texts.showQr} class="main" act={create} onDone={(checkout) => setQr(checkout.qr)} />;
  return (
    <>
      <QrImage svg={qr} label={texts.qr} class="payme-code" />
      <p role="status">{texts.waitsForPayme}</p>
      <Watch find={find} before={before.current} onPaid={onPaid} />
      {payment ? (
        <ActButton
          word={texts.endQr}
          act={() => talim.api.post("/payments/{id}/checkout/close/", { path: { id: payment } })}
          onDone={() => setQr(undefined)}
        />
      ) : null}
    </>
  );
}

interface WatchProps {
  find: () => Promise<{ id: string; number: string } | undefined>;
  before: string | undefined;
  onPaid: PaymeCodeProps["onPaid"];
}

function Watch({ find, before, onPaid }: WatchProps) {
  const newest = useLoad(find, []);
  usePoll(newest, POLL_MS);
  useOfficeUpdates(newest.reload);
  const receipt = newest.value;
  useEffect(() => {
    if (receipt && receipt.id !== before) onPaid(receipt);
  }, [receipt?.id]);
  return newest.error ? <Problem error={newest.error} again={newest.reload} /> : null;
}
