/** A child signs in on a device that an adult opened: first the code, then the pictures. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { usePersonPages } from "../../person-pages.ts";
import { useSignOutQuestion } from "../../sign-out.tsx";
import { signOut, talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { readHashValue, clearHash } from "./link-token.ts";
import { SignInPicture, PICTURES, type PictureName } from "./pictures.tsx";
import { useFormRequest } from "./form-request.ts";

const CODE_DIGITS = 6;
const PICTURE_COUNT = 4;
/** After so many wrong tries the sign-in is closed until an adult opens a device again. */
const MAX_ATTEMPTS = 5;

/** Why nobody can sign in: the device was not opened, its time is over or it was used, or there were too many tries. */
type ClosedReason = "notOpened" | "over" | "closed";

export function ChildSignInPage() {
  const [token, setToken] = useState(() => readHashValue("token"));
  useEffect(() => {
    const readToken = () => setToken(readHashValue("token"));
    addEventListener("hashchange", readToken);
    return () => removeEventListener("hashchange", readToken);
  }, []);
  return token ? <ChildSignIn key={token} token={token} /> : <ClosedNotice why="notOpened" />;
}

/** The sign-in for one opening of the device. The next opening starts with an empty form. */
function ChildSignIn({ token }: { token: string }) {
  const [closedReason, setClosedReason] = useState<ClosedReason>();
  const [code, setCode] = useState("");
  const [codeEntered, setCodeEntered] = useState(false);
  const [signedIn, setSignedIn] = useState(false);
  const tries = useRef(0);
  const { error, busy, run } = useFormRequest();
  const { ask, looking, question } = useSignOutQuestion(usePersonPages().findUnsentWork);
  const closeSignIn = (reason: ClosedReason) => {
    clearHash();
    setClosedReason(reason);
  };
  const signIn = (pictures: PictureName[]) =>
    run(async () => {
      try {
        const answer = await talim.api.post("/auth/login/child/", { body: { token, code, pictures } });
        setSignedIn(true);
        clearHash();
        if (talim.session.signedIn) await signOut();
        talim.session.begin(answer);
        location.assign("/app/");
      } catch (reason) {
        if (hasCode(reason, "token_invalid")) return closeSignIn("over");
        if (hasCode(reason, "login_failed") && ++tries.current === MAX_ATTEMPTS) return closeSignIn("closed");
        throw reason;
      }
    });
  const submit = (pictures: PictureName[]) => ask(() => signIn(pictures));
  const restart = () => {
    setCode("");
    setCodeEntered(false);
  };
  if (closedReason) return <ClosedNotice why={closedReason} />;
  if (!codeEntered) return <CodePad code={code} setCode={setCode} onNext={() => setCodeEntered(true)} />;
  const isLastTry = tries.current === MAX_ATTEMPTS - 1;
  return (
    <>
      <PicturePad
        busy={busy || signedIn || looking}
        error={error}
        isLastTry={isLastTry}
        onEnter={submit}
        onBack={restart}
      />
      {question}
    </>
  );
}

function hasCode(reason: unknown, code: string): boolean {
  return reason instanceof ApiError && reason.code === code;
}

/** The reason, and what to do. */
function ClosedNotice({ why }: { why: ClosedReason }) {
  const words = useWords();
  return (
    <>
      <p class="notice" role="status">
        <Icon name="door" />
        {words.entry.child[why]}
      </p>
      <p>{words.entry.child.howOpened}</p>
      <p>
        <a href="/app/">{words.entry.toSignIn}</a>
      </p>
    </>
  );
}

interface CodeProps {
  code: string;
  setCode: (code: string) => void;
  onNext: () => void;
}

/** Has its own keys, which are larger than those of a phone. A keyboard works too. */
function CodePad({ code, setCode, onNext }: CodeProps) {
  const words = useWords();
  const texts = words.entry.child;
  const [isIncomplete, setIsIncomplete] = useState(false);
  const press = (digit: string) => setCode((code + digit).slice(0, CODE_DIGITS));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (code.length < CODE_DIGITS) return setIsIncomplete(true);
    onNext();
  };
  return (
    <form onSubmit={submit} noValidate>
      <label for="code">{texts.code}</label>
      <input
        id="code"
        class="digits"
        inputMode="none"
        autocomplete="off"
        value={code}
        onInput={(event) => setCode((event.currentTarget.value = cleanCode(event.currentTarget.value)))}
        autofocus
      />
      <div class="pad" role="group" aria-label={texts.keys}>
        {[..."1234567890"].map((digit) => (
          <button type="button" key={digit} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" class="plain" onClick={() => setCode(code.slice(0, -1))} disabled={!code}>
          {texts.back}
        </button>
      </div>
      {isIncomplete ? <p role="alert">{texts.sixDigits}</p> : null}
      <button type="submit" class="main">
        {texts.further}
      </button>
    </form>
  );
}

function cleanCode(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, CODE_DIGITS);
}

interface PicturesProps {
  busy: boolean;
  error: unknown;
  /** The next wrong try closes the sign-in. */
  isLastTry: boolean;
  onEnter: (pictures: PictureName[]) => void;
  onBack: () => void;
}

function PicturePad({ busy, error, isLastTry, onEnter, onBack }: PicturesProps) {
  const words = useWords();
  const texts = words.entry.child;
  const [chosen, setChosen] = useState<PictureName[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    if (hasCode(error, "login_failed")) setChosen([]);
  }, [error]);
  const addPicture = (picture: PictureName) => setChosen([...chosen, picture].slice(0, PICTURE_COUNT));
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    onEnter(chosen);
  };
  const isComplete = chosen.length === PICTURE_COUNT;
  return (
    <form onSubmit={send}>
      <h2 ref={title} tabIndex={-1}>
        {texts.pictures}
      </h2>
      {hasCode(error, "login_failed") ? (
        <div class="notice bad" role="alert">
          <Icon name="warning" />
          <div>
            <p>{texts.wrong}</p>
            {isLastTry ? <p>{texts.last}</p> : null}
          </div>
        </div>
      ) : error ? (
        <Problem error={error} />
      ) : null}
      <ol class="slots" aria-hidden="true">
        {Array.from({ length: PICTURE_COUNT }, (_, index) => {
          const picture = chosen[index];
          return <li key={index}>{picture ? <SignInPicture of={picture} /> : index + 1}</li>;
        })}
      </ol>
      <p class="unseen" role="status">
        {chosen.length ? texts.chosen(chosen.length, chosen.map((name) => texts.names[name]).join(", ")) : ""}
      </p>
      <div class="pictures" role="group" aria-label={texts.pictures}>
        {PICTURES.map((picture) => (
          <button type="button" key={picture} disabled={busy} onClick={() => addPicture(picture)}>
            <SignInPicture of={picture} />
            {texts.names[picture]}
          </button>
        ))}
      </div>
      <div class="enter">
        <button type="button" disabled={busy || !chosen.length} onClick={() => setChosen(chosen.slice(0, -1))}>
          {texts.back}
        </button>
        <button type="submit" class="main" disabled={busy || !isComplete}>
          {busy ? words.loading : texts.enter}
        </button>
      </div>
      <button type="button" class="plain" disabled={busy} onClick={onBack}>
        {texts.otherCode}
      </button>
    </form>
  );
}
