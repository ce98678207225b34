/** What the pages of letters share. */

import type { ComponentChildren } from "preact";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { readFormField, useFormRequest } from "./form-request.ts";

/** Whom a code was sent to, and for how many minutes it holds. */
export interface SentCode {
  login: string;
  minutes: number;
}

interface RequestCodeFormProps {
  help?: string;
  /** Has the server send it; answers for how many seconds it holds. */
  send: (login: string) => Promise<{ expires_in: number }>;
  asked: (sentCode: SentCode) => void;
}

/** Asks whom a letter or an SMS is to be sent to. */
export function RequestCodeForm({ help, send, asked }: RequestCodeFormProps) {
  const words = useWords();
  const { error, busy, begin } = useFormRequest();
  const ask = (event: SubmitEvent) => {
    const login = readFormField(event, "login").trim();
    begin(async () => asked({ login, minutes: Math.round((await send(login)).expires_in / 60) }));
  };
  return (
    <form onSubmit={ask}>
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
  /** Set where a code was asked for here: it is typed in. */
  asked?: SentCode | undefined;
  word: string;
  /** Said beside what fails. */
  hint?: string;
  confirm: (event: SubmitEvent) => Promise<void>;
  anew: () => void;
  children?: ComponentChildren;
}

/** What the link of a letter or the code leads to, and the way to another one. */
export function ConfirmCodeForm({ asked, word, hint, confirm, anew, children }: ConfirmCodeFormProps) {
  const words = useWords();
  const { error, busy, begin } = useFormRequest();
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    begin(() => confirm(event));
  };
  return (
    <form onSubmit={send}>
      {asked ? (
        <>
          <p role="status">{words.entry.sent(asked.minutes)}</p>
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
      <button type="button" class="plain" onClick={anew}>
        {words.entry.another}
      </button>
    </form>
  );
}

/** It is done: what now holds, and the way to the sign-in, where the pages begin anew. */
export function DoneNotice({ text }: { text: string }) {
  const words = useWords();
  const begin = (event: SubmitEvent) => {
    event.preventDefault();
    location.assign("/app/");
  };
  return (
    <form onSubmit={begin}>
      <p role="status">{text}</p>
      <button type="submit" class="main">
        {words.entry.toSignIn}
      </button>
    </form>
  );
}

/** The address that somebody signs in with. */
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

/** What somebody new is called. */
export function NameFields() {
  const w = useWords().entry;
  return (
    <>
      <label for="first">{w.firstName}</label>
      <input id="first" name="first" autocomplete="given-name" maxLength={80} required />
      <label for="last">{w.lastName}</label>
      <input id="last" name="last" autocomplete="family-name" maxLength={80} />
    </>
  );
}

/** The six digits of a letter. */
export function CodeField() {
  const words = useWords();
  return (
    <>
      <label for="code">{words.entry.code}</label>
      <input id="code" name="code" autocomplete="one-time-code" inputMode="numeric" required autofocus />
    </>
  );
}

/** Digits as they were meant: people type spaces between them. */
export function keepDigits(typed: string): string {
  return typed.replace(/\s/g, "");
}
