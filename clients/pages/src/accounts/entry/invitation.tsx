/** Accept an invitation: by the link in an e-mail, or by the code of an SMS. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { Problem } from "../../ui/problem.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { readHashValue, clearHash } from "./link-token.ts";
import { keepDigits, DoneNotice, NameFields } from "./form-parts.tsx";
import { PasswordField } from "./sign-in.tsx";
import { readFormField, useFormRequest } from "./form-request.ts";

export function InvitationPage() {
  const words = useWords();
  const texts = words.entry;
  const [token] = useState(() => readHashValue("token"));
  const [done, setDone] = useState(false);
  const { error, busy, run } = useFormRequest();
  const join = (event: SubmitEvent) => {
    const [first_name = "", last_name = ""] = ["first", "last"].map((name) => readFormField(event, name).trim());
    const password = readFormField(event, "password");
    const invitation = token || keepDigits(readFormField(event, "invitation"));
    run(async () => {
      await talim.api.post("/auth/register/", {
        body: { first_name, last_name, password, invitation, locale: getLanguage() },
      });
      clearHash();
      setDone(true);
    });
  };
  if (done) return <DoneNotice text={texts.joined} />;
  return (
    <form onSubmit={join}>
      <p>{texts.invitationHelp}</p>
      {token ? null : (
        <>
          <label for="invitation">{texts.invitationCode}</label>
          <input
            id="invitation"
            name="invitation"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={100}
            required
          />
        </>
      )}
      <NameFields />
      <PasswordField label={texts.newPassword} use="new-password" />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : texts.join}
      </button>
    </form>
  );
}
