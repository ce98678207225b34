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
  /** Forget what did not go through. */
  reload: () => void;
}

export function usePlaces(quiz: Quiz, onSaved: (quiz: Quiz) => void): EditedPlaces {
  const path = { id: quiz.id };
  const loaded = useLoad(() => talim.api.get("/quizzes/{id}/questions/", { path }), [quiz.id]);
  const [places, show] = useState<Place[]>([]);
  const [error, fail] = useState<unknown>();
  const revision = useRef(quiz.revision);
  revision.current = Math.max(revision.current, quiz.revision);
  const wanted = useRef<Place[] | undefined>(undefined);
  const sending = useRef(false);
  useEffect(() => {
    if (loaded.value && !wanted.current && !sending.current) show(loaded.value.map(({ position: _, ...row }) => ({ ...row, id: newId() })));
  }, [loaded.value]);
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      while (wanted.current) {
        const body = { revision: revision.current, places: wanted.current.map(({ question, bank, tag, draw, points }) => ({ question, bank, tag, draw, points })) };
        wanted.current = undefined;
        const saved = await retryAfterSignIn(() => talim.api.put("/quizzes/{id}/questions/", { path, body }));
        revision.current = saved.revision;
        fail(undefined);
        onSaved(saved);
      }
    } catch (reason) {
      wanted.current = undefined;
      fail(() => reason);
    } finally {
      sending.current = false;
    }
  };
  const change = (next: Place[]) => {
    show(next);
    wanted.current = next;
    void send();
  };
  const reload = () => {
    fail(undefined);
    loaded.reload();
  };
  return { loaded, places, error, change, reload };
}

/** Whether somebody else changed the quiz meanwhile. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}
