/** Parts that families and staff see of a certificate: its state, its files, its public address. */

import { ActButton } from "../ui/act-button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { certificateWords } from "./words/index.ts";
import { downloadBadge, downloadDocument, type Certificate } from "./data.ts";

const ICONS: Record<Certificate["state"], IconName> = {
  in_work: "clock",
  failed: "warning",
  valid: "good",
  revoked: "stop",
};

export function CertificateState({ state }: Pick<Certificate, "state">) {
  const texts = certificateWords.use();
  return (
    <span class={state === "revoked" || state === "failed" ? "state warn" : "state"}>
      <Icon name={ICONS[state]} />
      {texts.states[state]}
    </span>
  );
}

export function Downloads({ certificate }: { certificate: Certificate }) {
  const texts = certificateWords.use();
  const done = () => undefined;
  return (
    <>
      <div class="buttons">
        <ActButton word={texts.download} class="main" act={() => downloadDocument(certificate)} onDone={done} />
        <ActButton word={texts.badge} act={() => downloadBadge(certificate)} onDone={done} />
      </div>
      <p class="quiet">{texts.badgeHelp}</p>
    </>
  );
}

/** The address that everybody may be given, to copy or to send on. */
export function PublicAddress({ certificate: { address, course_title: title } }: { certificate: Certificate }) {
  const texts = certificateWords.use();
  const copy = () => void navigator.clipboard.writeText(address).then(() => showNotice(texts.copied));
  // Who closes the sheet of the device has decided so.
  const share = () => void navigator.share({ title, url: address }).catch(() => undefined);
  return (
    <div>
      <p class="certificate-address">
        {texts.address}{" "}
        <a href={address} target="_blank" rel="noopener noreferrer">
          {address}
        </a>
      </p>
      <div class="buttons">
        {"clipboard" in navigator ? (
          <button type="button" onClick={copy}>
            {texts.copy}
          </button>
        ) : null}
        {"share" in navigator ? (
          <button type="button" onClick={share}>
            {texts.share}
          </button>
        ) : null}
      </div>
    </div>
  );
}
