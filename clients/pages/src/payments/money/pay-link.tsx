/** The address of the provider's page for a payment or an order, to be sent or scanned. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { getLanguage } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";

export function PayLink({ payment, order }: { payment?: string; order?: string }) {
  const texts = moneyWords.use().payments;
  const [url, setUrl] = useState("");
  const body = { provider: "payme" as const, lang: getLanguage() };
  const fetchLink = () =>
    order
      ? talim.api.post("/payments/orders/{id}/checkout/", { path: { id: order }, body })
      : talim.api.post("/payments/{id}/checkout/", { path: { id: payment ?? "" }, body });
  if (!url) return <ActButton word={texts.link} act={fetchLink} onDone={(link) => setUrl(link.url)} />;
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    showNotice(texts.copied);
  };
  return (
    <div class="pay-link">
      <p>{texts.linkHelp}</p>
      <p>
        <a href={url} target="_blank" rel="noopener noreferrer">
          {url}
        </a>
      </p>
      <button type="button" onClick={() => void copy()}>
        {texts.copy}
      </button>
    </div>
  );
}
