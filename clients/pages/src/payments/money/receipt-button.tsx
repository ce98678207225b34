/** Saves a receipt as a file to print. */

import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";
import { moneyWords } from "./words/index.ts";

export function ReceiptButton({ payment, receipt }: { payment: string; receipt: { id: string; number: string } }) {
  const texts = moneyWords.use().payments;
  return (
    <ActButton
      class="plain"
      word={texts.openReceipt(receipt.number)}
      act={() => talim.api.get("/payments/{id}/receipt/", { path: { id: payment }, query: { receipt: receipt.id } })}
      onDone={(file) => saveFile(file, `${receipt.number.replaceAll("/", "-")}.pdf`)}
    />
  );
}
