/** Set a new password: by the link in the e-mail, or by a code that this page requests. */

import { talim } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { useLinkToken } from "./link-token.ts";
import { RequestCodeForm, ConfirmCodeForm, keepDigits, DoneNotice } from "./form-parts.tsx";
import { PasswordField } from "./sign-in.tsx";
import { readFormField } from "./form-request.ts";

export function PasswordPage() {
  const words = useWords();
  const { token, sentCode, done, setSentCode, startAgain, finish } = useLinkToken();
  const setPassword = async (event: SubmitEvent) => {
    const password = readFormField(event, "password");
    const proof = sentCode ? { login: sentCode.login, code: keepDigits(readFormField(event, "code")) } : { token };
    await talim.api.post("/auth/password-reset/confirm/", { body: { ...proof, password } });
    finish();
  };
  if (done) return <DoneNotice text={words.entry.passwordSet} />;
  if (!token && !sentCode) {
    const send = (login: string) => talim.api.post("/auth/password-reset/", { body: { login } });
    return <RequestCodeForm help={words.entry.passwordHelp} send={send} onSent={setSentCode} />;
  }
  return (
    <ConfirmCodeForm sentCode={sentCode} word={words.entry.setPassword} confirm={setPassword} startAgain={startAgain}>
      <PasswordField label={words.entry.newPassword} use="new-password" />
    </ConfirmCodeForm>
  );
}
