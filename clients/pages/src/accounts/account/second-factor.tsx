/** The second factor: a code of an application on the phone beside the password, and codes on paper for a lost phone. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";

type Setup = Answer<"/auth/mfa/setup/", "post">;

export function SecondFactor() {
  const texts = accountWords.use();
  const state = useLoad(() => talim.api.get("/auth/mfa/"), []);
  const [codes, setCodes] = useState<string[]>();
  const on = (recoveryCodes: string[]) => {
    setCodes(recoveryCodes);
    state.reload();
  };
  return (
    <section class="card" aria-labelledby="second-factor">
      <h2 id="second-factor">{texts.factor}</h2>
      {codes ? (
        <RecoveryCodes codes={codes} done={() => setCodes(undefined)} />
      ) : (
        <Loading of={state}>
          {({ enabled, recovery_codes_left: left }) => (
            <>
              <p class="state">
                <Icon name={enabled ? "good" : "warning"} />
                {enabled ? texts.factorOn(left) : texts.factorOff}
              </p>
              {enabled ? <Disable onDone={state.reload} /> : <Enable onDone={on} />}
            </>
          )}
        </Loading>
      )}
    </section>
  );
}

function Enable({ onDone }: { onDone: (recoveryCodes: string[]) => void }) {
  const words = useWords();
  const texts = accountWords.use();
  const [open, setOpen] = useState(false);
  const [setup, setSetup] = useState<Setup>();
  const close = () => {
    setOpen(false);
    setSetup(undefined);
  };
  const form = useForm({
    initial: { password: "" },
    send: (body) => talim.api.post("/auth/mfa/setup/", { body }),
    onDone: setSetup,
  });
  if (setup) return <Confirm setup={setup} onDone={onDone} close={close} />;
  if (!open) {
    return (
      <>
        <p class="quiet">{texts.factorHelp}</p>
        <button type="button" onClick={() => setOpen(true)}>
          {texts.factorEnable}
        </button>
      </>
    );
  }
  return (
    <Form of={form} word={words.form.next} label={texts.factor} close={close}>
      <TextField
        of={form}
        name="password"
        label={words.signIn.password}
        hint={texts.passwordWhy}
        type="password"
        autocomplete="current-password"
        maxLength={256}
        required
        autofocus
      />
    </Form>
  );
}

function Confirm({
  setup,
  onDone,
  close,
}: {
  setup: Setup;
  onDone: (recoveryCodes: string[]) => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = accountWords.use();
  const picture = useMemo(() => URL.createObjectURL(new Blob([setup.qr], { type: "image/svg+xml" })), [setup]);
  useEffect(() => () => URL.revokeObjectURL(picture), [picture]);
  const form = useForm({
    initial: { code: "" },
    send: ({ code }) => talim.api.post("/auth/mfa/confirm/", { body: { code: code.replace(/\s/g, "") } }),
    onDone: ({ recovery_codes }) => onDone(recovery_codes),
  });
  return (
    <Form of={form} word={texts.factorEnable} label={texts.factor} close={close}>
      <ol class="steps">
        <li>{texts.factorApp}</li>
        <li>
          {texts.factorScan}
          <p>
            <img class="qr" src={picture} alt={texts.factorQr} width="220" height="220" />
          </p>
          <p class="quiet">
            {texts.factorType} <code>{setup.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          </p>
        </li>
        <li>{texts.factorCode}</li>
      </ol>
      <TextField
        of={form}
        name="code"
        label={words.entry.code}
        autocomplete="one-time-code"
        inputMode="numeric"
        maxLength={12}
        required
      />
      <p class="quiet">{texts.factorEnds}</p>
    </Form>
  );
}

function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const texts = accountWords.use();
  const file = useMemo(() => URL.createObjectURL(new Blob([`${codes.join("\n")}\n`], { type: "text/plain" })), [codes]);
  useEffect(() => () => URL.revokeObjectURL(file), [file]);
  return (
    <div role="status">
      <p class="state">
        <Icon name="good" />
        {texts.factorOn(codes.length)}
      </p>
      <p>{texts.recoveryHelp}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <a class="button" href={file} download="talim-codes.txt">
          {texts.recoverySave}
        </a>
        <button type="button" class="main" onClick={done}>
          {texts.recoveryKept}
        </button>
      </div>
    </div>
  );
}

function Disable({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const texts = accountWords.use();
  const [open, setOpen] = useState(false);
  const form = useForm({
    initial: { password: "", code: "" },
    send: ({ password, code }) => talim.api.post("/auth/mfa/disable/", { body: { password, code: code.trim() } }),
    onDone: () => {
      showNotice(texts.factorDisabled);
      onDone();
    },
  });
  if (!open) {
    return (
      <button type="button" class="plain" onClick={() => setOpen(true)}>
        {texts.factorDisable}
      </button>
    );
  }
  return (
    <Form of={form} word={texts.factorDisable} label={texts.factorDisable} close={() => setOpen(false)}>
      <TextField
        of={form}
        name="password"
        label={words.signIn.password}
        type="password"
        autocomplete="current-password"
        maxLength={256}
        required
        autofocus
      />
      <TextField
        of={form}
        name="code"
        label={words.signIn.code}
        hint={words.signIn.codeHelp}
        autocomplete="one-time-code"
        maxLength={40}
        required
      />
    </Form>
  );
}
