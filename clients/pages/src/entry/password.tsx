/** A new password: by the link of a letter, or by a code that is asked for here. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { behind, forget } from "./letter.ts";
import { CodeField, digits, Done, LoginField } from "./parts.tsx";
import { Password } from "./sign-in.tsx";
import { typed, useWork } from "./work.ts";

interface Asked {
  login: string;
  minutes: number;
}

export function PasswordPage() {
  const words = useWords();
  const [token, take] = useState(() => behind("token"));
  const [asked, ask] = useState<Asked>();
  const [done, finish] = useState(false);
  const anew = () => {
    forget();
    take("");
    ask(undefined);
  };
  const set = () => {
    forget();
    finish(true);
  };
  if (done) return <Done text={words.entry.passwordSet} />;
  return token || asked ? <Choose token={token} asked={asked} set={set} anew={anew} /> : <Ask asked={ask} />;
}

function Ask({ asked }: { asked: (one: Asked) => void }) {
  const words = useWords();
  const { error, busy, begin } = useWork();
  const send = (event: SubmitEvent) => {
    const login = typed(event, "login").trim();
    begin(async () => {
      const sent = await talim.api.post("/auth/password-reset/", { body: { login } });
      asked({ login, minutes: Math.round(sent.expires_in / 60) });
    });
  };
  return (
    <form onSubmit={send}>
      <p>{words.entry.passwordHelp}</p>
      <LoginField />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : words.entry.send}
      </button>
      <p>
        <a href="/app/">{words.entry.toSignIn}</a>
      </p>
    </form>
  );
}

function Choose({
  token,
  asked,
  set,
  anew,
}: {
  token: string;
  asked: Asked | undefined;
  set: () => void;
  anew: () => void;
}) {
  const words = useWords();
  const { error, busy, begin } = useWork();
  const send = (event: SubmitEvent) => {
    const password = typed(event, "password");
    const by = asked ? { login: asked.login, code: digits(typed(event, "code")) } : { token };
    begin(async () => {
      await talim.api.post("/auth/password-reset/confirm/", { body: { ...by, password } });
      set();
    });
  };
  return (
    <form onSubmit={send}>
      {asked ? (
        <>
          <p role="status">{words.entry.sent(asked.minutes)}</p>
          <CodeField />
        </>
      ) : null}
      <Password label={words.entry.newPassword} use="new-password" />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : words.entry.setPassword}
      </button>
      <button type="button" class="plain" onClick={anew}>
        {words.entry.another}
      </button>
    </form>
  );
}
