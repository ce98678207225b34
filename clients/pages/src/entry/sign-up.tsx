/** Signing up, where the centre lets pupils do so by themselves: who one is, then the code that came. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { getLanguage, useWords } from "../words/index.ts";
import { removePendingSignUp, savePendingSignUp, getPendingSignUp, toContactAddress, type PendingSignUp } from "./pending-sign-up.ts";
import { CodeField, keepDigits, DoneNotice, LoginField, NameFields } from "./form-parts.tsx";
import { PasswordField } from "./sign-in.tsx";
import { readFormField, useFormRequest } from "./form-request.ts";

export function SignUpPage() {
  const words = useWords();
  const w = words.entry.signUp;
  const centre = useLoad(() => talim.api.get("/settings/public/"), []);
  const [begun, go] = useState(getPendingSignUp);
  const [done, finish] = useState(false);
  const anew = () => {
    removePendingSignUp();
    go(undefined);
  };
  const proved = () => {
    removePendingSignUp();
    finish(true);
  };
  if (done) return <DoneNotice text={w.done} />;
  if (begun) return <VerifyCode begun={begun} proved={proved} anew={anew} />;
  return (
    <Loading of={centre}>
      {({ registration_open }) =>
        registration_open ? (
          <SignUpForm begun={go} />
        ) : (
          <>
            <p>{w.closed}</p>
            <p>
              <a href="/app/">{words.entry.toSignIn}</a>
            </p>
          </>
        )
      }
    </Loading>
  );
}

function SignUpForm({ begun }: { begun: (signUp: PendingSignUp) => void }) {
  const words = useWords();
  const w = words.entry;
  const { error, busy, begin } = useFormRequest();
  const send = (event: SubmitEvent) => {
    const [first_name = "", last_name = "", login = ""] = ["first", "last", "login"].map((name) =>
      readFormField(event, name).trim(),
    );
    const password = readFormField(event, "password");
    const way = toContactAddress(login);
    begin(async () => {
      const body = { first_name, last_name, password, locale: getLanguage(), ...way };
      const sent = await talim.api.post("/auth/register/student/", { body });
      if (!sent) return;
      const pending = { way, ticket: sent.ticket, minutes: Math.round(sent.expires_in / 60), at: Date.now() };
      savePendingSignUp(pending);
      begun(pending);
    });
  };
  return (
    <form onSubmit={send}>
      <p>{w.signUp.help}</p>
      <NameFields />
      <LoginField />
      <PasswordField label={w.newPassword} use="new-password" />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : w.signUp.go}
      </button>
      <p>
        <a href="/app/">{w.toSignIn}</a>
      </p>
    </form>
  );
}

function VerifyCode({ begun, proved, anew }: { begun: PendingSignUp; proved: () => void; anew: () => void }) {
  const words = useWords();
  const w = words.entry;
  const { way, ticket, minutes } = begun;
  const { error, busy, begin } = useFormRequest();
  const send = (event: SubmitEvent) => {
    const code = keepDigits(readFormField(event, "code"));
    begin(async () => {
      await talim.api.post("/auth/verify-email/", { body: { ...way, code, ticket } });
      proved();
    });
  };
  const another = () =>
    begin(async () => {
      await talim.api.post("/auth/verify-email/resend/", { body: { ...way, ticket } });
      showNotice(w.signUp.again);
    });
  return (
    <form onSubmit={send}>
      <p role="status">{w.signUp.sent("email" in way ? way.email : way.phone, minutes)}</p>
      <CodeField />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : w.signUp.prove}
      </button>
      <button type="button" class="plain" disabled={busy} onClick={another}>
        {w.another}
      </button>
      <button type="button" class="plain" onClick={anew}>
        {w.signUp.anew}
      </button>
    </form>
  );
}
