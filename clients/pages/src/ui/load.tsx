/** What a page needs from the server: asked for once, again when the language changes, and whenever something happened. */

import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError, NetworkError } from "@talim/client";
import { expiredPerson, person } from "../talim.ts";
import { useStore } from "../store.ts";
import { getLanguage, useWords } from "../words/index.ts";
import { Icon } from "./icon.tsx";
import { RequestSequence } from "./request-sequence.ts";
import { Problem } from "./problem.tsx";

export interface Loaded<T> {
  value: T | undefined;
  /** The value answers what was asked before; what is asked now is on its way. */
  stale: boolean;
  error: unknown;
  /** Ask again; what is shown stays until the answer is there. */
  reload: () => void;
  /** Ask again unless an answer is on its way. */
  poll: () => void;
  /** Put an answer of another call in its place; what was asked before is older than that. */
  replace: (value: T) => void;
}

/** After so long (ms) a wait is said to be a long one. */
const SLOW_MS = 4_000;
/** How often (ms) is asked again where the server could not be reached. */
const RETRY_MS = 15_000;

/** `work` is done anew when one of `on` changes. */
export function useLoad<T>(work: () => Promise<T>, on: readonly unknown[]): Loaded<T> {
  const asked = useRef({ on, number: 0 });
  if (on.some((value, place) => value !== asked.current.on[place])) {
    asked.current = { on, number: asked.current.number + 1 };
  }
  const question = asked.current.number;
  const [held, setHeld] = useState<{ value: T; question: number } | undefined>();
  const [error, setError] = useState<unknown>();
  const present = useRef(work);
  present.current = work;
  useWords();
  const language = useStore(person)?.locale ?? getLanguage();
  const away = useStore(expiredPerson);
  const asks = useMemo(() => {
    const ask = async () => {
      const to = asked.current.number;
      return { value: await present.current(), question: to };
    };
    const take = (answer: { value: T; question: number }) => {
      setHeld(answer);
      setError(undefined);
    };
    const refused = (reason: unknown) => {
      const ended = reason instanceof ApiError && reason.status === 401;
      if (!ended) setError(() => reason);
    };
    return new RequestSequence(ask, take, refused);
  }, []);
  const again = useCallback(() => asks.refresh(), [asks]);
  const poll = useCallback(() => asks.poll(), [asks]);
  useEffect(() => {
    setError(undefined);
    asks.cancel();
    if (!away) asks.send();
  }, [question, language, away, asks]);
  useEffect(() => {
    if (error === undefined) return undefined;
    const timer = error instanceof NetworkError ? setTimeout(again, RETRY_MS) : undefined;
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [error, again]);
  useEffect(() => () => asks.cancel(), [asks]);
  const put = useCallback(
    (value: T) => {
      asks.cancel();
      setHeld({ value, question: asked.current.number });
    },
    [asks],
  );
  return {
    value: held?.value,
    stale: held !== undefined && held.question !== question,
    error,
    reload: again,
    poll,
    replace: put,
  };
}

/** Ask again so long (ms) after each answer; undefined: not any more. */
export function usePoll<T>({ value, error, poll }: Loaded<T>, every: number | undefined): void {
  useEffect(() => {
    if (every === undefined) return undefined;
    const timer = setInterval(poll, every);
    return () => clearInterval(timer);
  }, [value, error, poll, every]);
}

/**
 * The children once everything is there; before that a sign of waiting, or what went wrong and a button. What was asked
 * before is pale while the answer is on its way, and gone when none comes. Without a network it says that this needs
 * one: `useLoad` asks again by itself.
 */
export function Loading<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.value !== undefined && !(of.stale && of.error !== undefined)) {
    return <div aria-busy={of.stale}>{children(of.value)}</div>;
  }
  if (of.error === undefined) return <Waiting />;
  return <LoadProblem of={of} />;
}

/** Why there is no value: for want of a network, after which it comes by itself, or something else. */
export function LoadProblem({ of: { error, reload } }: { of: Pick<Loaded<unknown>, "error" | "reload"> }) {
  return isWithoutNetwork(error) ? <NeedsNetwork /> : <Problem error={error} again={reload} />;
}

/** Whether the server could not be asked because the device has no network. */
export function isWithoutNetwork(error: unknown): boolean {
  return error instanceof NetworkError && !navigator.onLine;
}

/** In the place of what only the server knows. */
export function NeedsNetwork() {
  const words = useWords();
  return (
    <p class="waiting" role="status">
      <Icon name="away" /> {words.needsNetwork}
    </p>
  );
}

/** A sign of waiting that says after a while that the network is slow. */
export function Waiting() {
  const words = useWords();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="waiting" role="status">
      {long ? words.slow : words.loading}
    </p>
  );
}
