/** A child's way in, on a device that an adult opened: the code, then the pictures. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { usePersonPages } from "../person-pages.ts";
import { useSignOutQuestion } from "../sign-out.tsx";
import { signOut, talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { readHashValue, clearHash } from "./link-token.ts";
import { SignInPicture, PICTURES, type PictureName } from "./pictures.tsx";
import { useFormRequest } from "./form-request.ts";

const CODE_DIGITS = 6;
const PICTURE_COUNT = 4;
/** So many wrong ones close the way in, until an adult opens a device again. */
const MAX_ATTEMPTS = 5;

/** Why nobody gets in here now: the device was not opened, its time is over or it was used, or it was tried too often. */
type ClosedReason = "notOpened" | "over" | "closed";

export function ChildSignInPage() {
  const [token, take] = useState(() => readHashValue("token"));
  useEffect(() => {
    const opened = () => take(readHashValue("token"));
    addEventListener("hashchange", opened);
    return () => removeEventListener("hashchange", opened);
  }, []);
  return token ? <ChildSignIn key={token} token={token} /> : <ClosedNotice why="notOpened" />;
}

/** By one opening of the device: the next one begins with nothing. */
function ChildSignIn({ token }: { token: string }) {
  const [why, close] = useState<ClosedReason>();
  const [code, type] = useState("");
  const [ready, go] = useState(false);
  const [inside, come] = useState(false);
  const tries = useRef(0);
  const { error, busy, begin } = useFormRequest();
  const { ask, looking, question } = useSignOutQuestion(usePersonPages().findUnsentWork);
  const end = (reason: ClosedReason) => {
    clearHash();
    close(reason);
  };
  const prove = (pictures: PictureName[]) =>
    begin(async () => {
      try {
        const answer = await talim.api.post("/auth/login/child/", { body: { token, code, pictures } });
        come(true);
        clearHash();
        if (talim.session.signedIn) await signOut();
        talim.session.begin(answer);
        location.assign("/app/");
      } catch (reason) {
        if (hasCode(reason, "token_invalid")) return end("over");
        if (hasCode(reason, "login_failed") && ++tries.current === MAX_ATTEMPTS) return end("closed");
        throw reason;
      }
    });
  const enter = (pictures: PictureName[]) => ask(() => prove(pictures));
  const again = () => {
    type("");
    go(false);
  };
  if (why) return <ClosedNotice why={why} />;
  if (!ready) return <CodePad code={code} type={type} further={() => go(true)} />;
  const last = tries.current === MAX_ATTEMPTS - 1;
  return (
    <>
      <PicturePad busy={busy || inside || looking} error={error} last={last} enter={enter} back={again} />
      {question}
    </>
  );
}

function hasCode(reason: unknown, code: string): boolean {
  return reason instanceof ApiError && reason.code === code;
}

/** Why, and what to do. */
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
  type: (code: string) => void;
  further: () => void;
}

/** Typed on keys of our own, which are larger than those of a phone; a keyboard does as well. */
function CodePad({ code, type, further }: CodeProps) {
  const words = useWords();
  const w = words.entry.child;
  const [short, tell] = useState(false);
  const press = (digit: string) => type((code + digit).slice(0, CODE_DIGITS));
  const next = (event: SubmitEvent) => {
    event.preventDefault();
    if (code.length < CODE_DIGITS) return tell(true);
    further();
  };
  return (
    <form onSubmit={next} noValidate>
      <label for="code">{w.code}</label>
      <input
        id="code"
        class="digits"
        inputMode="none"
        autocomplete="off"
        value={code}
        onInput={(event) => type((event.currentTarget.value = cleanCode(event.currentTarget.value)))}
        autofocus
      />
      <div class="pad" role="group" aria-label={w.keys}>
        {[..."1234567890"].map((digit) => (
          <button type="button" key={digit} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" class="plain" onClick={() => type(code.slice(0, -1))} disabled={!code}>
          {w.back}
        </button>
      </div>
      {short ? <p role="alert">{w.sixDigits}</p> : null}
      <button type="submit" class="main">
        {w.further}
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
  /** One more wrong try closes it. */
  last: boolean;
  enter: (pictures: PictureName[]) => void;
  back: () => void;
}

function PicturePad({ busy, error, last, enter, back }: PicturesProps) {
  const words = useWords();
  const w = words.entry.child;
  const [chosen, choose] = useState<PictureName[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    if (hasCode(error, "login_failed")) choose([]);
  }, [error]);
  const tap = (picture: PictureName) => choose([...chosen, picture].slice(0, PICTURE_COUNT));
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    enter(chosen);
  };
  const full = chosen.length === PICTURE_COUNT;
  return (
    <form onSubmit={send}>
      <h2 ref={title} tabIndex={-1}>
        {w.pictures}
      </h2>
      {hasCode(error, "login_failed") ? (
        <div class="notice bad" role="alert">
          <Icon name="warning" />
          <div>
            <p>{w.wrong}</p>
            {last ? <p>{w.last}</p> : null}
          </div>
        </div>
      ) : error ? (
        <Problem error={error} />
      ) : null}
      <ol class="slots" aria-hidden="true">
        {Array.from({ length: PICTURE_COUNT }, (_, place) => {
          const picture = chosen[place];
          return <li key={place}>{picture ? <SignInPicture of={picture} /> : place + 1}</li>;
        })}
      </ol>
      <p class="unseen" role="status">
        {chosen.length ? w.chosen(chosen.length, chosen.map((name) => w.names[name]).join(", ")) : ""}
      </p>
      <div class="pictures" role="group" aria-label={w.pictures}>
        {PICTURES.map((picture) => (
          <button type="button" key={picture} disabled={busy} onClick={() => tap(picture)}>
            <SignInPicture of={picture} />
            {w.names[picture]}
          </button>
        ))}
      </div>
      <div class="enter">
        <button type="button" disabled={busy || !chosen.length} onClick={() => choose(chosen.slice(0, -1))}>
          {w.back}
        </button>
        <button type="submit" class="main" disabled={busy || !full}>
          {busy ? words.loading : w.enter}
        </button>
      </div>
      <button type="button" class="plain" disabled={busy} onClick={back}>
        {w.otherCode}
      </button>
    </form>
  );
}
