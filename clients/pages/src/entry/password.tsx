/** A new password: by the link of a letter, or by a code that is asked for here. */

import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { useLinkToken } from "./link-token.ts";
import { RequestCodeForm, ConfirmCodeForm, keepDigits, DoneNotice } from "./form-parts.tsx";
import { PasswordField } from "./sign-in.tsx";
import { readFormField } from "./form-request.ts";

export function PasswordPage() {
  const words = useWords();
  const { token, asked, done, ask, anew, finish } = useLinkToken();
  const set = async (event: SubmitEvent) => {
    const password = readFormField(event, "password");
    const by = asked ? { login: asked.login, code: keepDigits(readFormField(event, "code")) } : { token };
    await talim.api.post("/auth/password-reset/confirm/", { body: { ...by, password } });
    finish();
  };
  if (done) return <DoneNotice text={words.entry.passwordSet} />;
  if (!token && !asked) {
    const send = (login: string) => talim.api.post("/auth/password-reset/", { body: { login } });
    return <RequestCodeForm help={words.entry.passwordHelp} send={send} asked={ask} />;
  }
  return (
    <ConfirmCodeForm asked={asked} word={words.entry.setPassword} confirm={set} anew={anew}>
      <PasswordField label={words.entry.newPassword} use="new-password" />
    </ConfirmCodeForm>
  );
}
