/** A stream for as long as a page is open, and whether the socket is there that it comes by. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { EventFrame, Events, Kind, Stream } from "@talim/client";
import { useStore } from "../store.ts";
import { expiredPerson, talim } from "../talim.ts";

/** How long (ms) the socket may be away before it is said: mostly it is back at once. */
const OFFLINE_DELAY_MS = 2_000;
/** When (ms) after a state was taken whole is asked: the first view comes first, and not everybody asks at once. */
const [LEAST_MS, SPREAD_MS] = [1_000, 2_000];

/** The stream; another one after somebody has signed in again over the page, undefined before there is one. */
export function useStream<K extends Exclude<Kind, "user">>(kind: K, id: string | undefined): Stream<K> | undefined {
  const away = useStore(expiredPerson);
  const [stream, setStream] = useState<Stream<K>>();
  useEffect(() => {
    if (!id || away) return undefined;
    const mine = talim.realtime.subscribe(kind, id);
    setStream(mine);
    return () => talim.realtime.unsubscribe(mine);
  }, [kind, id, away]);
  return stream;
}

/** Hear of each change, and that there is a state: a page may have asked before the stream began. The answer stops that. */
export function onStreamChange<K extends Kind>(stream: Stream<K>, heard: () => void): () => void {
  if (stream.state !== undefined) heard();
  return stream.onChange(heard);
}

/**
 * Hear of these events, and without one of each state that is taken whole: of what happened before it no event comes, as
 * before the socket was open. `types` is the same object each time.
 */
export function useEvents<T extends keyof Events, K extends Kind>(
  stream: Stream<K> | undefined,
  types: readonly T[],
  heard: (event?: EventFrame<T>) => void,
): void {
  const present = useRef(heard);
  present.current = heard;
  useEffect(() => {
    if (!stream) return undefined;
    const stops = types.map((type) => stream.on(type, (event) => present.current(event)));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isComplete = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          present.current();
        },
        LEAST_MS + Math.random() * SPREAD_MS,
      );
    };
    const stop = stream.onSnapshot(isComplete);
    if (stream.kind !== "user" && stream.state !== undefined) isComplete();
    return () => {
      clearTimeout(timer);
      [...stops, stop].forEach((stopOne) => stopOne());
    };
  }, [stream, types]);
}

export interface ConnectionLoss {
  /** When (ms) something came last; undefined when nothing did while this page was open. */
  lastHeardAt: number | undefined;
  /** It does not end by itself. */
  stopped: boolean;
}

/** Undefined while the socket is open, and in the first moments without it. */
export function useConnectionLoss(): ConnectionLoss | undefined {
  const { realtime } = talim;
  const [status, setStatus] = useState(realtime.status);
  const [late, setLate] = useState(false);
  const was = useRef(false);
  const open = status === "open";
  useEffect(() => {
    setStatus(realtime.status);
    return realtime.onStatus((next) => setStatus(next));
  }, []);
  useEffect(() => {
    if (open) {
      was.current = true;
      return undefined;
    }
    const timer = setTimeout(() => setLate(true), OFFLINE_DELAY_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [open]);
  return late && !open
    ? { lastHeardAt: was.current ? realtime.heardAt : undefined, stopped: status === "stopped" }
    : undefined;
}
