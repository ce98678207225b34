/** Parts that the public forms share. */

import type { ComponentChildren } from "preact";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { readFormField, useFormRequest } from "./form-request.ts";

/** Where a code was sent, and for how many minutes it is valid. */
export interface SentCode {
  login: string;
  minutes: number;
}

interface RequestCodeFormProps {
  help?: string;
  /** Sends the code; resolves with the seconds for which it is valid. */
  send: (login: string) => Promise<{ expires_in: number }>;
  onSent: (sentCode: SentCode) => void;
}

/** Asks for the address that gets an e-mail or SMS with a code. */
export function RequestCodeForm({ help, send, onSent }: RequestCodeFormProps) {
  const words = useWords();
  const { error, busy, run } = useFormRequest();
  const requestCode = (event: SubmitEvent) => {
    const login = readFormField(event, "login").trim();
    run(async () => onSent({ login, minutes: Math.round((await send(login)).expires_in / 60) }));
  };
  return (
    <form onSubmit={requestCode}>
      {help ? <p>{help}</p> : null}
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

interface ConfirmCodeFormProps {
  /** Set when this page requested a code: the user types it. */
  sentCode?: SentCode | undefined;
  word: string;
  /** Shown below an error. */
  hint?: string;
  confirm: (event: SubmitEvent) => Promise<void>;
  startAgain: () => void;
  children?: ComponentChildren;
}

/** The form behind a link or a code, with a button to request another one. */
export function ConfirmCodeForm({ sentCode, word, hint, confirm, startAgain, children }: ConfirmCodeFormProps) {
  const words = useWords();
  const { error, busy, run } = useFormRequest();
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    run(() => confirm(event));
  };
  return (
    <form onSubmit={send}>
      {sentCode ? (
        <>
          <p role="status">{words.entry.sent(sentCode.minutes)}</p>
          <CodeField />
        </>
      ) : null}
      {children}
      {error ? (
        <>
          <Problem error={error} />
          {hint ? <p>{hint}</p> : null}
        </>
      ) : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : word}
      </button>
      <button type="button" class="plain" onClick={startAgain}>
        {words.entry.another}
      </button>
    </form>
  );
}

/** The success message, with a button that loads the sign-in page anew; after it one is at `next`. */
export function DoneNotice({ text, next = "" }: { text: string; next?: string }) {
  const words = useWords();
  const goToSignIn = (event: SubmitEvent) => {
    event.preventDefault();
    location.assign(`/app/${next}`);
  };
  return (
    <form onSubmit={goToSignIn}>
      <p role="status">{text}</p>
      <button type="submit" class="main">
        {words.entry.toSignIn}
      </button>
    </form>
  );
}

/** The e-mail or phone that a user signs in with. */
export function LoginField() {
  const words = useWords();
  return (
    <>
      <label for="login">{words.signIn.login}</label>
      <input
        id="login"
        name="login"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        maxLength={254}
        required
      />
    </>
  );
}

/** The first and last name of a new user. */
export function NameFields() {
  const texts = useWords().entry;
  return (
    <>
      <label for="first">{texts.firstName}</label>
      <input id="first" name="first" autocomplete="given-name" maxLength={80} required />
      <label for="last">{texts.lastName}</label>
      <input id="last" name="last" autocomplete="family-name" maxLength={80} />
    </>
  );
}

/** The six digits of an e-mail. */
export function CodeField() {
  const words = useWords();
  return (
    <>
      <label for="code">{words.entry.code}</label>
      <input id="code" name="code" autocomplete="one-time-code" inputMode="numeric" required autofocus />
    </>
  );
}

/** Remove the spaces that people type between digits. */
export function keepDigits(typed: string): string {
  return typed.replace(/\s/g, "");
}
