/** What a quiz asks while it is put together: shown at once, sent one after the other. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, newId, type Answer } from "@talim/client";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { talim } from "../../talim.ts";
import { useLoad, type Loaded } from "../../ui/load.tsx";
import type { Quiz } from "./quiz-data.ts";

type Row = Answer<"/quizzes/{id}/questions/", "get">[number];

/** A question, or a number of questions at random from a bank; `id` is this page's own. */
export type Place = Omit<Row, "position"> & { id: string };

export interface EditedPlaces {
  loaded: Loaded<Row[]>;
  places: Place[];
  /** Why the last change did not go through; what is shown then is not what the server has. */
  error: unknown;
  change: (places: Place[]) => void;
  /** Send again what did not go through. */
  sendAgain: () => void;
  /** Forget what did not go through. */
  reload: () => void;
}

export function usePlaces(quiz: Quiz, onSaved: (quiz: Quiz) => void): EditedPlaces {
  const path = { id: quiz.id };
  const loaded = useLoad(() => talim.api.get("/quizzes/{id}/questions/", { path }), [quiz.id]);
  const [places, setPlaces] = useState<Place[]>([]);
  const [error, setError] = useState<unknown>();
  const revision = useRef(quiz.revision);
  revision.current = Math.max(revision.current, quiz.revision);
  const wanted = useRef<Place[] | undefined>(undefined);
  const sending = useRef(false);
  useEffect(() => {
    if (loaded.value && !wanted.current && !sending.current)
      setPlaces(loaded.value.map(({ position: _, ...row }) => ({ ...row, id: newId() })));
  }, [loaded.value]);
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    let sent: Place[] | undefined;
    try {
      while (wanted.current) {
        sent = wanted.current;
        const body = {
          revision: revision.current,
          places: sent.map(({ question, bank, tag, draw, points }) => ({ question, bank, tag, draw, points })),
        };
        wanted.current = undefined;
        const saved = await retryAfterSignIn(() => talim.api.put("/quizzes/{id}/questions/", { path, body }));
        revision.current = saved.revision;
        setError(undefined);
        onSaved(saved);
      }
    } catch (reason) {
      wanted.current ??= sent;
      setError(() => reason);
    } finally {
      sending.current = false;
    }
  };
  const change = (next: Place[]) => {
    setPlaces(next);
    wanted.current = next;
    void send();
  };
  const again = useRef(send);
  again.current = send;
  useEffect(() => {
    const online = () => void again.current();
    addEventListener("online", online);
    return () => removeEventListener("online", online);
  }, []);
  const reload = () => {
    wanted.current = undefined;
    setError(undefined);
    loaded.reload();
  };
  return { loaded, places, error, change, sendAgain: () => void send(), reload };
}

/** Whether somebody else changed the quiz meanwhile. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}

/** Whether the server found something wrong: the same places would be refused again. */
export function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status === 422;
}
