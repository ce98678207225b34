/** A receipt as it is printed, and the buttons that print it: narrow paper, A4, or the PDF. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { useCentreLook } from "../../centre.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { QrImage } from "../../ui/qr-image.tsx";
import { cashWords } from "./words/index.ts";
import { choosePaper, getPaper, PAPERS, printNode, type Paper } from "./print.ts";
import { saveFile } from "./save-file.ts";

type Printed = Answer<"/payments/receipts/{id}/", "get">;

/** `logo`: the address of the centre's logo. */
export function Slip({ of: receipt, logo }: { of: Printed; logo: string | null | undefined }) {
  return (
    <article class="slip">
      <header>
        {logo ? <img class="slip-logo" src={logo} alt="" /> : null}
        <strong>{receipt.centre}</strong>
        {[receipt.place, ...receipt.legal].filter(Boolean).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <h2>
        {receipt.heading} № {receipt.number}
      </h2>
      <p>{receipt.made_at}</p>
      <dl>
        {receipt.rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {receipt.covers.length ? (
        <>
          <p class="slip-title">{receipt.covers_label}</p>
          <dl>
            {receipt.covers.map(([what, amount]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{amount}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      <p class="slip-sum">
        <span>{receipt.amount_label}</span>
        <strong>{receipt.amount}</strong>
      </p>
      <p>{receipt.in_words}</p>
      <p>
        {receipt.taken_label}: {receipt.taken_by}
      </p>
      <p class="slip-sign">{receipt.signature_label}: ____________</p>
      <QrImage svg={receipt.qr} />
      <p class="slip-reference">{receipt.reference}</p>
    </article>
  );
}

interface PrintReceiptProps {
  receipt: { id: string; number: string; student: string };
  /** It was printed before, or should have been. */
  again?: boolean;
  /** Printing is what comes next: Enter does it. */
  next?: boolean;
}

export function PrintReceipt({ receipt, again = false, next = false }: PrintReceiptProps) {
  const texts = cashWords.use();
  const [paper, setPaper] = useState<Paper>(getPaper());
  const [printed, setPrinted] = useState(again);
  const logo = useCentreLook()?.logo;
  const tools = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (next) tools.current?.querySelector("button")?.focus();
  }, []);
  const fetchSlip = () => talim.api.get("/payments/receipts/{id}/", { path: { id: receipt.id } });
  const fetchPdf = () =>
    talim.api.get("/payments/balance/{student_id}/receipt/", {
      path: { student_id: receipt.student },
      query: { receipt: receipt.id },
    });
  return (
    <div class="print-tools" ref={tools}>
      <ActButton
        word={printed ? texts.printAgain : texts.print}
        class="main"
        act={async () => printNode(<Slip of={await fetchSlip()} logo={logo} />, paper)}
        onDone={() => setPrinted(true)}
      />
      <label>
        <span class="unseen">{texts.paper}</span>
        <select
          aria-label={texts.paper}
          onChange={(event) => {
            const chosen = event.currentTarget.value as Paper;
            choosePaper(chosen);
            setPaper(chosen);
          }}
        >
          {PAPERS.map((name) => (
            <option key={name} value={name} selected={name === paper}>
              {texts.papers[name]}
            </option>
          ))}
        </select>
      </label>
      <ActButton
        word={texts.pdf}
        act={fetchPdf}
        onDone={(file) => {
          saveFile(file as unknown as Blob, `${receipt.number}.pdf`);
          showNotice(texts.pdfSaved);
        }}
      />
      {printed ? <p class="quiet">{texts.noPrinter}</p> : null}
    </div>
  );
}
