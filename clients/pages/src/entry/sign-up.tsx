/** Signing up, where the centre lets pupils do so by themselves: who one is, then the code that came. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { tell } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { language, useWords } from "../words/index.ts";
import { drop, keep, waiting, wayOf, type Begun } from "./begun.ts";
import { CodeField, digits, Done, LoginField, Names } from "./parts.tsx";
import { Password } from "./sign-in.tsx";
import { typed, useWork } from "./work.ts";

export function SignUpPage() {
  const words = useWords();
  const w = words.entry.signUp;
  const centre = useLoad(() => talim.api.get("/settings/public/"), []);
  const [begun, go] = useState(waiting);
  const [done, finish] = useState(false);
  const anew = () => {
    drop();
    go(undefined);
  };
  const proved = () => {
    drop();
    finish(true);
  };
  if (done) return <Done text={w.done} />;
  if (begun) return <Prove begun={begun} proved={proved} anew={anew} />;
  return (
    <Loading of={centre}>
      {({ registration_open }) =>
        registration_open ? (
          <Form begun={go} />
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

function Form({ begun }: { begun: (one: Begun) => void }) {
  const words = useWords();
  const w = words.entry;
  const { error, busy, begin } = useWork();
  const send = (event: SubmitEvent) => {
    const [first_name = "", last_name = "", login = ""] = ["first", "last", "login"].map((name) =>
      typed(event, name).trim(),
    );
    const password = typed(event, "password");
    const way = wayOf(login);
    begin(async () => {
      const body = { first_name, last_name, password, locale: language(), ...way };
      const sent = await talim.api.post("/auth/register/student/", { body });
      if (!sent) return;
      const one = { way, ticket: sent.ticket, minutes: Math.round(sent.expires_in / 60), at: Date.now() };
      keep(one);
      begun(one);
    });
  };
  return (
    <form onSubmit={send}>
      <p>{w.signUp.help}</p>
      <Names />
      <LoginField />
      <Password label={w.newPassword} use="new-password" />
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

function Prove({ begun, proved, anew }: { begun: Begun; proved: () => void; anew: () => void }) {
  const words = useWords();
  const w = words.entry;
  const { way, ticket, minutes } = begun;
  const { error, busy, begin } = useWork();
  const send = (event: SubmitEvent) => {
    const code = digits(typed(event, "code"));
    begin(async () => {
      await talim.api.post("/auth/verify-email/", { body: { ...way, code, ticket } });
      proved();
    });
  };
  const another = () =>
    begin(async () => {
      await talim.api.post("/auth/verify-email/resend/", { body: { ...way, ticket } });
      tell(w.signUp.again);
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
