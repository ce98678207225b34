/** What a page needs from the server: asked for once, again when the language changes, and whenever something happened. */

import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { interrupted, person } from "../talim.ts";
import { useStore } from "../store.ts";
import { useWords } from "../words/index.ts";
import { Problem } from "./problem.tsx";

export interface Loaded<T> {
  value: T | undefined;
  error: unknown;
  /** Ask again; what is shown stays until the answer is there. */
  again: () => void;
  /** Put an answer of another call in its place. */
  put: (value: T) => void;
}

/** `work` is done anew when one of `on` changes. */
export function useLoad<T>(work: () => Promise<T>, on: readonly unknown[]): Loaded<T> {
  const [value, put] = useState<T | undefined>();
  const [error, fail] = useState<unknown>();
  const turn = useRef(0);
  const present = useRef(work);
  present.current = work;
  const language = useStore(person)?.locale;
  const away = useStore(interrupted);
  const again = useCallback(() => {
    const mine = ++turn.current;
    present.current().then(
      (found) => {
        if (mine !== turn.current) return;
        put(() => found);
        fail(undefined);
      },
      (reason: unknown) => {
        const ended = reason instanceof ApiError && reason.status === 401;
        if (mine === turn.current && !ended) fail(() => reason);
      },
    );
  }, []);
  useEffect(() => {
    if (!away) again();
  }, [...on, language, away, again]);
  useEffect(() => {
    if (error === undefined) return undefined;
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [error, again]);
  useEffect(() => () => void turn.current++, []);
  return { value, error, again, put: useCallback((next: T) => put(() => next), []) };
}

/** The children once everything is there; before that a sign of waiting, or what went wrong and a button. */
export function Loading<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const words = useWords();
  const [long, late] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => late(true), 4000);
    return () => clearTimeout(timer);
  }, []);
  if (of.value !== undefined) return <>{children(of.value)}</>;
  if (of.error !== undefined) return <Problem error={of.error} again={of.again} />;
  return (
    <p class="waiting" role="status">
      {long ? words.slow : words.loading}
    </p>
  );
}
