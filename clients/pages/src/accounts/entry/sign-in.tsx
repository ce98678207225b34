/** Sign in with login and password, then with the code of the second factor. */

import { useEffect, useId, useState } from "preact/hooks";
import { fetchCentre, type Centre } from "../../centre.ts";
import { CentreBrand } from "../../frame/centre-brand.tsx";
import { Link, path, replacePage } from "../../router.tsx";
import { completeSignIn, signOut, personError, talim } from "../../talim.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LanguageSwitch } from "../../ui/languages.tsx";
import { useLoad, type Loaded } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { buildSignUpAddress } from "./next-page.ts";

/** Signing in on a page of its own. While no user exists at all, it leads to the first run. */
export function SignInPage() {
  const words = useWords();
  const settings = useLoad(() => fetchCentre(true), []);
  const isFirstRun = settings.value?.first_run;
  useEffect(() => {
    if (isFirstRun) replacePage("first-run");
  }, [isFirstRun]);
  return (
    <main class="entry" id="content" tabIndex={-1}>
      <CentreBrand large />
      <h1>{words.signIn.title}</h1>
      <SignInForm />
      <p>
        <Link to="password-reset">{words.signIn.forgot}</Link>
      </p>
      <p>
        <Link to="child">{words.signIn.child}</Link>
      </p>
      <SignUpLink settings={settings} />
      <p>
        <Link to="support">{words.signIn.support}</Link>
      </p>
      <LanguageSwitch />
    </main>
  );
}

/**
 * Shown where the centre lets pupils sign up. When the settings fail to load it is shown too: the page itself asks
 * again.
 */
function SignUpLink({ settings: { value, error } }: { settings: Loaded<Centre> }) {
  const words = useWords();
  const isRegistrationOpen = value?.registration_open;
  if (isRegistrationOpen === false) return null;
  return (
    <p class={isRegistrationOpen || error ? undefined : "awaited"}>
      <a href={buildSignUpAddress(path.get())}>{words.signIn.signUp}</a>
    </p>
  );
}

/** A dialog over the page after the session ended. The page below stays as it is. */
export function SignInAgain() {
  const words = useWords();
  const startOver = () => void signOut().then(() => location.assign("/app/"));
  return (
    <Dialog label={words.signIn.again}>
      <p>{words.signIn.again}</p>
      <SignInForm />
      <p>
        <a href="/app/password-reset" target="_blank" rel="noopener">
          {words.signIn.forgot}
        </a>
      </p>
      <p>
        <a href="/app/child">{words.signIn.child}</a>
      </p>
      <button type="button" class="plain" onClick={startOver}>
        {words.signIn.notYou}
      </button>
    </Dialog>
  );
}

export function SignInForm() {
  const words = useWords();
  const id = useId();
  const [ticket, setTicket] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    personError.set(undefined);
    try {
      await work();
      if (personError.get()) throw personError.get();
    } catch (reason) {
      setError(() => reason);
    }
    setBusy(false);
  };
  /** Also clears the error: it belongs to the step before. */
  const changeTicket = (next: string) => {
    setTicket(next);
    setError(undefined);
  };
  const submitPassword = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void run(async () => {
      const answer = await talim.session.login(String(form.get("login")).trim(), String(form.get("password")));
      if ("mfa_ticket" in answer) changeTicket(answer.mfa_ticket);
      else await completeSignIn(answer);
    });
  };
  const submitCode = (event: SubmitEvent) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get("code")).replace(/\s/g, "");
    void run(async () => {
      const answer = await talim.api.post("/auth/login/mfa/", { body: { mfa_ticket: ticket, code } });
      await completeSignIn(talim.session.begin(answer));
    });
  };
  return ticket ? (
    <form key="code" onSubmit={submitCode}>
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
      <button type="button" class="plain" onClick={() => changeTicket("")}>
        {words.signIn.other}
      </button>
    </form>
  ) : (
    <form key="name" onSubmit={submitPassword}>
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

/** One function for all renders, so that the field gets the focus once. */
function focus(field: HTMLInputElement | null): void {
  field?.focus();
}

/** A password field with a button that shows the text. */
export function PasswordField({ label, use }: { label: string; use: "current-password" | "new-password" }) {
  const words = useWords();
  const id = useId();
  const [isVisible, setIsVisible] = useState(false);
  const field = { id, name: "password", autocomplete: use, maxLength: 256, required: true } as const;
  return (
    <>
      <label for={id}>{label}</label>
      <div class="beside">
        {isVisible ? <input {...field} key="field" type="text" /> : <input {...field} key="field" type="password" />}
        <button
          type="button"
          aria-label={words.signIn.show}
          aria-pressed={isVisible}
          onClick={() => setIsVisible(!isVisible)}
        >
          <Icon name="eye" />
        </button>
      </div>
    </>
  );
}
