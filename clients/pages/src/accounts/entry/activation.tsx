/** The first sign-in by an activation link: of an SMS, or of a QR code on paper. */

import { useState } from "preact/hooks";
import { usePersonPages } from "../../person-pages.ts";
import { useSignOutQuestion } from "../../sign-out.tsx";
import { signOut, talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { readFormField, useFormRequest } from "./form-request.ts";
import { clearHash, readHashValue } from "./link-token.ts";
import { ProofOffer, type NewAccount } from "./proof-offer.tsx";
import { PasswordField } from "./sign-in.tsx";

export function ActivationPage() {
  const texts = useWords().entry.activation;
  const [token] = useState(() => readHashValue("token"));
  const offer = useLoad(() => talim.api.post("/auth/activation/check/", { body: { token: token || "-" } }), [token]);
  const [account, setAccount] = useState<NewAccount>();
  const enter = () => location.assign("/app/");
  if (account) return <ProofOffer account={account} enter={enter} />;
  if (offer.error) {
    return (
      <>
        <Problem error={offer.error} />
        <p>{texts.over}</p>
        <ToSignIn />
      </>
    );
  }
  return (
    <Loading of={offer}>
      {({ centre, first_name, channel }) => (
        <PasswordForm
          token={token}
          greeting={texts.greeting(first_name, centre)}
          onDone={channel === "qr" ? setAccount : enter}
        />
      )}
    </Loading>
  );
}

interface PasswordFormProps {
  token: string;
  greeting: string;
  onDone: (account: NewAccount) => void;
}

function PasswordForm({ token, greeting, onDone }: PasswordFormProps) {
  const words = useWords();
  const texts = words.entry.activation;
  const { error, busy, run } = useFormRequest();
  const { ask, looking, question } = useSignOutQuestion(usePersonPages().findUnsentWork);
  const activate = (event: SubmitEvent) => {
    const password = readFormField(event, "password");
    ask(() =>
      run(async () => {
        const answer = await talim.api.post("/auth/activation/", { body: { token, password } });
        clearHash();
        if (talim.session.signedIn) await signOut();
        talim.session.begin(answer);
        onDone({ password, phone: answer.user.phone ?? "" });
      }),
    );
  };
  return (
    <form onSubmit={activate}>
      <p>{greeting}</p>
      <PasswordField label={words.entry.newPassword} use="new-password" />
      <p class="small quiet">{texts.help}</p>
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy || looking}>
        {busy ? words.loading : texts.go}
      </button>
      {question}
    </form>
  );
}

function ToSignIn() {
  const words = useWords();
  return (
    <p>
      <a href="/app/">{words.entry.toSignIn}</a>
    </p>
  );
}
