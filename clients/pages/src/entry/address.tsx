/** Proving that an address is one's own: by the link of a letter, or by a code that is asked for here. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { behind, forget } from "./letter.ts";
import { CodeField, digits, Done, LoginField } from "./parts.tsx";
import { typed, useWork } from "./work.ts";

type Way = { email: string } | { phone: string };

interface Asked {
  way: Way;
  minutes: number;
}

export function AddressPage() {
  const words = useWords();
  const [token, take] = useState(() => behind("token"));
  const [asked, ask] = useState<Asked>();
  const [done, finish] = useState(false);
  const anew = () => {
    forget();
    take("");
    ask(undefined);
  };
  const proved = () => {
    forget();
    finish(true);
  };
  if (done) return <Done text={words.entry.addressProved} />;
  if (token) return <ByLink token={token} proved={proved} anew={anew} />;
  return asked ? <ByCode asked={asked} proved={proved} anew={anew} /> : <Ask asked={ask} />;
}

/** By a tap, because programs that look through letters open their links. */
function ByLink({ token, proved, anew }: { token: string; proved: () => void; anew: () => void }) {
  const words = useWords();
  const { error, busy, begin } = useWork();
  const confirm = (event: SubmitEvent) => {
    event.preventDefault();
    begin(async () => {
      await talim.api.post("/auth/verify-email/", { body: { token } });
      proved();
    });
  };
  return (
    <form onSubmit={confirm}>
      <p>{words.entry.addressHelp}</p>
      {error ? (
        <>
          <Problem error={error} />
          <p>{words.entry.elsewhere}</p>
        </>
      ) : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : words.entry.confirm}
      </button>
      <button type="button" class="plain" onClick={anew}>
        {words.entry.another}
      </button>
    </form>
  );
}

function Ask({ asked }: { asked: (one: Asked) => void }) {
  const words = useWords();
  const { error, busy, begin } = useWork();
  const send = (event: SubmitEvent) => {
    const login = typed(event, "login").trim();
    const way: Way = login.includes("@") ? { email: login } : { phone: login };
    begin(async () => {
      const sent = await talim.api.post("/auth/verify-email/resend/", { body: way });
      asked({ way, minutes: Math.round(sent.expires_in / 60) });
    });
  };
  return (
    <form onSubmit={send}>
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

function ByCode({ asked, proved, anew }: { asked: Asked; proved: () => void; anew: () => void }) {
  const words = useWords();
  const { error, busy, begin } = useWork();
  const send = (event: SubmitEvent) => {
    const code = digits(typed(event, "code"));
    begin(async () => {
      await talim.api.post("/auth/verify-email/", { body: { ...asked.way, code } });
      proved();
    });
  };
  return (
    <form onSubmit={send}>
      <p role="status">{words.entry.sent(asked.minutes)}</p>
      <CodeField />
      {error ? (
        <>
          <Problem error={error} />
          <p>{words.entry.elsewhere}</p>
        </>
      ) : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : words.entry.confirm}
      </button>
      <button type="button" class="plain" onClick={anew}>
        {words.entry.another}
      </button>
    </form>
  );
}
