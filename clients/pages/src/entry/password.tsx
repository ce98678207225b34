/** A new password: by the link of a letter, or by a code that is asked for here. */

import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { useLetter } from "./letter.ts";
import { Ask, Confirm, digits, Done } from "./parts.tsx";
import { Password } from "./sign-in.tsx";
import { typed } from "./work.ts";

export function PasswordPage() {
  const words = useWords();
  const { token, asked, done, ask, anew, finish } = useLetter();
  const set = async (event: SubmitEvent) => {
    const password = typed(event, "password");
    const by = asked ? { login: asked.login, code: digits(typed(event, "code")) } : { token };
    await talim.api.post("/auth/password-reset/confirm/", { body: { ...by, password } });
    finish();
  };
  if (done) return <Done text={words.entry.passwordSet} />;
  if (!token && !asked) {
    const send = (login: string) => talim.api.post("/auth/password-reset/", { body: { login } });
    return <Ask help={words.entry.passwordHelp} send={send} asked={ask} />;
  }
  return (
    <Confirm asked={asked} word={words.entry.setPassword} confirm={set} anew={anew}>
      <Password label={words.entry.newPassword} use="new-password" />
    </Confirm>
  );
}
