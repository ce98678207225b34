/** After a link on paper, which proves no number: an SMS with a code, or Telegram, where the person shares it. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { CodeField, keepDigits } from "./form-parts.tsx";
import { readFormField, useFormRequest } from "./form-request.ts";

export interface NewAccount {
  password: string;
  /** The number on file, "" when there is none. */
  phone: string;
}

export function ProofOffer({ account, enter }: { account: NewAccount; enter: () => void }) {
  const texts = useWords().entry.activation;
  const [isProved, setIsProved] = useState(false);
  return (
    <>
      <p role="status">{texts.ready}</p>
      {isProved ? (
        <p role="status">{texts.proved}</p>
      ) : (
        <>
          <p>{texts.prove}</p>
          <SmsProof account={account} onProved={() => setIsProved(true)} />
        </>
      )}
      <TelegramOffer password={account.password} />
      <button type="button" class="main" onClick={enter}>
        {texts.enter}
      </button>
    </>
  );
}

/** The number, which may be corrected, then the code that was sent there. */
function SmsProof({ account, onProved }: { account: NewAccount; onProved: () => void }) {
  const words = useWords();
  const texts = words.entry;
  const [minutes, setMinutes] = useState<number>();
  const { error, busy, run } = useFormRequest();
  const requestCode = (event: SubmitEvent) => {
    const phone = readFormField(event, "phone").trim();
    run(async () => {
      const body = { phone, password: account.password };
      const { expires_in } = await talim.api.post("/auth/verify-phone/request/", { body });
      setMinutes(Math.round(expires_in / 60));
    });
  };
  const confirm = (event: SubmitEvent) => {
    const code = keepDigits(readFormField(event, "code"));
    run(async () => {
      await talim.api.post("/auth/verify-phone/", { body: { code } });
      onProved();
    });
  };
  return (
    <form onSubmit={minutes ? confirm : requestCode}>
      {minutes ? (
        <>
          <p role="status">{texts.activation.sent(minutes)}</p>
          <CodeField />
        </>
      ) : (
        <>
          <label for="phone">{texts.activation.phone}</label>
          <input id="phone" name="phone" type="tel" autocomplete="tel" defaultValue={account.phone} required />
        </>
      )}
      {error ? <Problem error={error} /> : null}
      <button type="submit" disabled={busy}>
        {busy ? words.loading : minutes ? texts.signUp.prove : texts.send}
      </button>
      {minutes ? (
        <button type="button" class="plain" disabled={busy} onClick={() => setMinutes(undefined)}>
          {texts.another}
        </button>
      ) : null}
    </form>
  );
}

function TelegramOffer({ password }: { password: string }) {
  const words = useWords();
  const texts = words.entry.activation;
  const [url, setUrl] = useState("");
  const { error, busy, run } = useFormRequest();
  const link = () =>
    run(async () => setUrl((await talim.api.post("/notifications/telegram/link/", { body: { password } })).url));
  return (
    <>
      <p>{texts.telegramHelp}</p>
      {error ? <Problem error={error} /> : null}
      {url ? (
        <p role="status">
          <a href={url} target="_blank" rel="noopener noreferrer">
            {texts.openTelegram}
          </a>
        </p>
      ) : (
        <p>
          <button type="button" disabled={busy} onClick={link}>
            {busy ? words.loading : texts.linkTelegram}
          </button>
        </p>
      )}
    </>
  );
}
