/** A child's way in, on a device that an adult opened: the code, then the pictures. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { leftOf } from "../app.tsx";
import { useLeaving } from "../sign-out.tsx";
import { leave, talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { behind, forget } from "./letter.ts";
import { Drawing, PICTURES, type PictureName } from "./pictures.tsx";
import { useWork } from "./work.ts";

const DIGITS = 6;
const COUNT = 4;
/** So many wrong ones close the way in, until an adult opens a device again. */
const TRIES = 5;

/** Why nobody gets in here now: the device was not opened, its time is over or it was used, or it was tried too often. */
type Shut = "notOpened" | "over" | "closed";

export function ChildPage() {
  const [token, take] = useState(() => behind("token"));
  useEffect(() => {
    const opened = () => take(behind("token"));
    addEventListener("hashchange", opened);
    return () => removeEventListener("hashchange", opened);
  }, []);
  return token ? <WayIn key={token} token={token} /> : <Closed why="notOpened" />;
}

/** By one opening of the device: the next one begins with nothing. */
function WayIn({ token }: { token: string }) {
  const [why, close] = useState<Shut>();
  const [code, type] = useState("");
  const [ready, go] = useState(false);
  const [inside, come] = useState(false);
  const tries = useRef(0);
  const { error, busy, begin } = useWork();
  const { ask, looking, question } = useLeaving(leftOf);
  const end = (reason: Shut) => {
    forget();
    close(reason);
  };
  const prove = (pictures: PictureName[]) =>
    begin(async () => {
      try {
        const answer = await talim.api.post("/auth/login/child/", { body: { token, code, pictures } });
        come(true);
        forget();
        if (talim.session.signedIn) await leave();
        talim.session.begin(answer);
        location.assign("/app/");
      } catch (reason) {
        if (is(reason, "token_invalid")) return end("over");
        if (is(reason, "login_failed") && ++tries.current === TRIES) return end("closed");
        throw reason;
      }
    });
  const enter = (pictures: PictureName[]) => ask(() => prove(pictures));
  const again = () => {
    type("");
    go(false);
  };
  if (why) return <Closed why={why} />;
  if (!ready) return <Code code={code} type={type} further={() => go(true)} />;
  const last = tries.current === TRIES - 1;
  return (
    <>
      <Pictures busy={busy || inside || looking} error={error} last={last} enter={enter} back={again} />
      {question}
    </>
  );
}

function is(reason: unknown, code: string): boolean {
  return reason instanceof ApiError && reason.code === code;
}

/** Why, and what to do. */
function Closed({ why }: { why: Shut }) {
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
function Code({ code, type, further }: CodeProps) {
  const words = useWords();
  const w = words.entry.child;
  const [short, tell] = useState(false);
  const press = (digit: string) => type((code + digit).slice(0, DIGITS));
  const next = (event: SubmitEvent) => {
    event.preventDefault();
    if (code.length < DIGITS) return tell(true);
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
        onInput={(event) => type((event.currentTarget.value = cleaned(event.currentTarget.value)))}
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

function cleaned(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, DIGITS);
}

interface PicturesProps {
  busy: boolean;
  error: unknown;
  /** One more wrong try closes it. */
  last: boolean;
  enter: (pictures: PictureName[]) => void;
  back: () => void;
}

function Pictures({ busy, error, last, enter, back }: PicturesProps) {
  const words = useWords();
  const w = words.entry.child;
  const [chosen, choose] = useState<PictureName[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    if (is(error, "login_failed")) choose([]);
  }, [error]);
  const tap = (one: PictureName) => choose([...chosen, one].slice(0, COUNT));
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    enter(chosen);
  };
  const full = chosen.length === COUNT;
  return (
    <form onSubmit={send}>
      <h2 ref={title} tabIndex={-1}>
        {w.pictures}
      </h2>
      {is(error, "login_failed") ? (
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
        {Array.from({ length: COUNT }, (_, place) => {
          const one = chosen[place];
          return <li key={place}>{one ? <Drawing of={one} /> : place + 1}</li>;
        })}
      </ol>
      <p class="unseen" role="status">
        {chosen.length ? w.chosen(chosen.length, chosen.map((one) => w.names[one]).join(", ")) : ""}
      </p>
      <div class="pictures" role="group" aria-label={w.pictures}>
        {PICTURES.map((one) => (
          <button type="button" key={one} disabled={busy} onClick={() => tap(one)}>
            <Drawing of={one} />
            {w.names[one]}
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
