/** A button that does one thing on the server: once, after a question where it cannot be undone, and says what went wrong. */

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { useWords } from "../words/index.ts";
import { Button } from "./button.tsx";
import { Dialog, DialogButtons } from "./dialog.tsx";
import { Problem } from "./problem.tsx";

interface ActButtonProps<R> {
  word: string;
  /** `key` is the idempotency key: the same for a try after a lost answer. */
  act: (key: string) => Promise<R>;
  onDone: (result: R) => void;
  /** Asked first; for money, erasure, and what many people are told. */
  question?: ComponentChildren;
  class?: string;
  off?: boolean;
  here?: Record<string, string>;
}

export function ActButton<R>({ word, act, onDone, question, class: name, off = false, here }: ActButtonProps<R>) {
  const words = useWords();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const acting = useRef(false);
  const key = useRef(newId());
  const run = async () => {
    if (acting.current) return;
    acting.current = true;
    setBusy(true);
    setError(undefined);
    try {
      const result = await retryAfterSignIn(() => act(key.current));
      key.current = newId();
      setAsked(false);
      onDone(result);
    } catch (reason) {
      setError(() => reason);
    } finally {
      acting.current = false;
      setBusy(false);
    }
  };
  const problem = error ? <Problem error={error} {...(here ? { here } : {})} /> : null;
  return (
    <>
      <Button class={name} off={off || busy} onClick={() => (question ? setAsked(true) : void run())}>
        {busy && !asked ? words.loading : word}
      </Button>
      {asked ? (
        <Dialog label={word} close={() => setAsked(false)}>
          <div>{question}</div>
          {problem}
          <DialogButtons word={word} busy={busy} main go={() => void run()} close={() => setAsked(false)} />
        </Dialog>
      ) : (
        problem
      )}
    </>
  );
}
