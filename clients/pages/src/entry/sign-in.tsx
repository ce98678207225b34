/** The way in: name and password, then a code for who has a second factor. */

import { useId, useState } from "preact/hooks";
import { Link } from "../router.tsx";
import { completeSignIn, signOut, personError, talim } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { LanguageSwitch } from "../ui/languages.tsx";
import { useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";

/** The whole page for who is not signed in. */
export function SignInPage() {
  const words = useWords();
  return (
    <main class="entry" id="content" tabIndex={-1}>
      <h1>{words.signIn.title}</h1>
      <SignInForm />
      <p>
        <Link to="password-reset">{words.entry.forgot}</Link>
      </p>
      <p>
        <Link to="child">{words.entry.child.link}</Link>
      </p>
      <SignUpLink />
      <LanguageSwitch />
    </main>
  );
}

/** For who has no account yet, where the centre lets them make one; where that cannot be heard, its page asks again. */
function SignUpLink() {
  const words = useWords();
  const { value, error } = useLoad(() => talim.api.get("/settings/public/"), []);
  const open = value?.registration_open;
  if (open === false) return null;
  return (
    <p class={open || error ? undefined : "awaited"}>
      <Link to="sign-up">{words.entry.signUp.link}</Link>
    </p>
  );
}

/** Over the page of who was signed in a moment ago; what they were doing goes on behind it. */
export function SignInAgain() {
  const words = useWords();
  const begin = () => void signOut().then(() => location.assign("/app/"));
  return (
    <Dialog label={words.signIn.again}>
      <p>{words.signIn.again}</p>
      <SignInForm />
      <p>
        <a href="/app/password-reset" target="_blank" rel="noopener">
          {words.entry.forgot}
        </a>
      </p>
      <p>
        <a href="/app/child">{words.entry.child.link}</a>
      </p>
      <button type="button" class="plain" onClick={begin}>
        {words.signIn.notYou}
      </button>
    </Dialog>
  );
}

function SignInForm() {
  const words = useWords();
  const id = useId();
  const [ticket, take] = useState("");
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    wait(true);
    fail(undefined);
    personError.set(undefined);
    try {
      await work();
      if (personError.get()) throw personError.get();
    } catch (reason) {
      fail(() => reason);
    }
    wait(false);
  };
  /** What was wrong with another code, or with another name, is no word on this one. */
  const ask = (next: string) => {
    take(next);
    fail(undefined);
  };
  const enter = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void attempt(async () => {
      const who = await talim.session.login(String(form.get("login")).trim(), String(form.get("password")));
      if ("mfa_ticket" in who) ask(who.mfa_ticket);
      else await completeSignIn(who);
    });
  };
  const prove = (event: SubmitEvent) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get("code")).replace(/\s/g, "");
    void attempt(async () => {
      const answer = await talim.api.post("/auth/login/mfa/", { body: { mfa_ticket: ticket, code } });
      await completeSignIn(talim.session.begin(answer));
    });
  };
  return ticket ? (
    <form key="code" onSubmit={prove}>
      <label for={id}>{words.signIn.code}</label>
      <input
        id={id}
        name="code"
        autocomplete="one-time-code"
        inputMode="text"
        required
        ref={focus}
        aria-describedby={`${id}-help`}
      />
      <p id={`${id}-help`} class="small quiet">
        {words.signIn.codeHelp}
      </p>
      {error ? <Problem error={error} here={{ login_failed: words.signIn.codeWrong }} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {words.signIn.check}
      </button>
      <button type="button" class="plain" onClick={() => ask("")}>
        {words.signIn.other}
      </button>
    </form>
  ) : (
    <form key="name" onSubmit={enter}>
      <label for={id}>{words.signIn.login}</label>
      <input id={id} name="login" autocomplete="username" autocapitalize="none" spellcheck={false} required />
      <PasswordField label={words.signIn.password} use="current-password" />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : words.signIn.go}
      </button>
    </form>
  );
}

/** The same function each time, so that the focus is given once. */
function focus(field: HTMLInputElement | null): void {
  field?.focus();
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, use }: { label: string; use: "current-password" | "new-password" }) {
  const words = useWords();
  const id = useId();
  const [seen, show] = useState(false);
  const field = { id, name: "password", autocomplete: use, maxLength: 256, required: true } as const;
  return (
    <>
      <label for={id}>{label}</label>
      <div class="beside">
        {seen ? <input {...field} key="field" type="text" /> : <input {...field} key="field" type="password" />}
        <button type="button" aria-label={words.signIn.show} aria-pressed={seen} onClick={() => show(!seen)}>
          <Icon name="eye" />
        </button>
      </div>
    </>
  );
}
