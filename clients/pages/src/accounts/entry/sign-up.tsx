/** Sign-up of pupils, where the centre allows it: first the form, then the code that was sent. */

import { useState } from "preact/hooks";
import { fetchCentre } from "../../centre.ts";
import { talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import {
  removePendingSignUp,
  savePendingSignUp,
  getPendingSignUp,
  toContactAddress,
  type PendingSignUp,
} from "./pending-sign-up.ts";
import { CodeField, keepDigits, DoneNotice, LoginField, NameFields } from "./form-parts.tsx";
import { readNextPage } from "./next-page.ts";
import { PasswordField } from "./sign-in.tsx";
import { readFormField, useFormRequest } from "./form-request.ts";

export function SignUpPage() {
  const words = useWords();
  const texts = words.entry.signUp;
  const settings = useLoad(() => fetchCentre(true), []);
  const [pending, setPending] = useState(getPendingSignUp);
  const [next] = useState(() => getPendingSignUp()?.next ?? readNextPage());
  const [done, setDone] = useState(false);
  const startAgain = () => {
    removePendingSignUp();
    setPending(undefined);
  };
  const finish = () => {
    removePendingSignUp();
    setDone(true);
  };
  if (done) return <DoneNotice text={texts.done} next={next} />;
  if (pending) return <VerifyCode pending={pending} onVerified={finish} startAgain={startAgain} />;
  return (
    <Loading of={settings}>
      {({ registration_open }) =>
        registration_open ? (
          <SignUpForm onSent={setPending} />
        ) : (
          <>
            <p>{texts.closed}</p>
            <p>
              <a href="/app/">{words.entry.toSignIn}</a>
            </p>
          </>
        )
      }
    </Loading>
  );
}

function SignUpForm({ onSent }: { onSent: (signUp: PendingSignUp) => void }) {
  const words = useWords();
  const texts = words.entry;
  const { error, busy, run } = useFormRequest();
  const send = (event: SubmitEvent) => {
    const [first_name = "", last_name = "", login = ""] = ["first", "last", "login"].map((name) =>
      readFormField(event, name).trim(),
    );
    const password = readFormField(event, "password");
    const address = toContactAddress(login);
    run(async () => {
      const body = { first_name, last_name, password, locale: getLanguage(), ...address };
      const answer = await talim.api.post("/auth/register/student/", { body });
      if (!answer) return;
      const pending = {
        way: address,
        ticket: answer.ticket,
        minutes: Math.round(answer.expires_in / 60),
        at: Date.now(),
        next: readNextPage(),
      };
      savePendingSignUp(pending);
      onSent(pending);
    });
  };
  return (
    <form onSubmit={send}>
      <p>{texts.signUp.help}</p>
      <NameFields />
      <LoginField />
      <PasswordField label={texts.newPassword} use="new-password" />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : texts.signUp.go}
      </button>
      <p>
        <a href="/app/invitation">{texts.haveInvitation}</a>
      </p>
      <p>
        <a href={`/app/${readNextPage()}`}>{texts.toSignIn}</a>
      </p>
    </form>
  );
}

function VerifyCode({
  pending,
  onVerified,
  startAgain,
}: {
  pending: PendingSignUp;
  onVerified: () => void;
  startAgain: () => void;
}) {
  const words = useWords();
  const texts = words.entry;
  const { way: address, ticket, minutes } = pending;
  const { error, busy, run } = useFormRequest();
  const send = (event: SubmitEvent) => {
    const code = keepDigits(readFormField(event, "code"));
    run(async () => {
      await talim.api.post("/auth/verify-email/", { body: { ...address, code, ticket } });
      onVerified();
    });
  };
  const resendCode = () =>
    run(async () => {
      await talim.api.post("/auth/verify-email/resend/", { body: { ...address, ticket } });
      showNotice(texts.signUp.again);
    });
  return (
    <form onSubmit={send}>
      <p role="status">{texts.signUp.sent("email" in address ? address.email : address.phone, minutes)}</p>
      <CodeField />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : texts.signUp.prove}
      </button>
      <button type="button" class="plain" disabled={busy} onClick={resendCode}>
        {texts.another}
      </button>
      <button type="button" class="plain" onClick={startAgain}>
        {texts.signUp.anew}
      </button>
    </form>
  );
}
