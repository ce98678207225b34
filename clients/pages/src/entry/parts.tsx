/** What the pages of letters share. */

import { useWords } from "../words/index.ts";

/** It is done: what now holds, and the way to the sign-in, where the pages begin anew. */
export function Done({ text }: { text: string }) {
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
export function digits(typed: string): string {
  return typed.replace(/\s/g, "");
}
