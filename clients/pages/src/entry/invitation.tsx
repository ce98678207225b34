/** Joining by an invitation: by the link of a letter, or by the code of an SMS. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Problem } from "../ui/problem.tsx";
import { language, useWords } from "../words/index.ts";
import { behind, forget } from "./letter.ts";
import { digits, Done, Names } from "./parts.tsx";
import { Password } from "./sign-in.tsx";
import { typed, useWork } from "./work.ts";

export function InvitationPage() {
  const words = useWords();
  const w = words.entry;
  const [token] = useState(() => behind("token"));
  const [done, finish] = useState(false);
  const { error, busy, begin } = useWork();
  const join = (event: SubmitEvent) => {
    const [first_name = "", last_name = ""] = ["first", "last"].map((name) => typed(event, name).trim());
    const password = typed(event, "password");
    const invitation = token || digits(typed(event, "invitation"));
    begin(async () => {
      await talim.api.post("/auth/register/", {
        body: { first_name, last_name, password, invitation, locale: language() },
      });
      forget();
      finish(true);
    });
  };
  if (done) return <Done text={w.joined} />;
  return (
    <form onSubmit={join}>
      <p>{w.invitationHelp}</p>
      {token ? null : (
        <>
          <label for="invitation">{w.invitationCode}</label>
          <input id="invitation" name="invitation" autocapitalize="characters" spellcheck={false} maxLength={100} required />
        </>
      )}
      <Names />
      <Password label={w.newPassword} use="new-password" />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : w.join}
      </button>
    </form>
  );
}
