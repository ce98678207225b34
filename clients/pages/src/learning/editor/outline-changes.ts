/** The outline of a course while it is ordered: shown at once, sent one after the other. */

import { useEffect, useRef, useState } from "preact/hooks";
import { describeError } from "../../errors.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { talim } from "../../talim.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useLoad, type Loaded } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import type { CourseDraft, DraftModule } from "./data.ts";

export interface EditedOutline {
  loaded: Loaded<CourseDraft>;
  /** Put the answer of another act in its place. */
  replace: (draft: CourseDraft) => void;
  order: (update: (modules: DraftModule[]) => DraftModule[]) => void;
}

export function useOutline(course: string): EditedOutline {
  const words = useWords();
  const path = { id: course };
  const loaded = useLoad(() => talim.api.get("/courses/courses/{id}/draft/", { path }), [course]);
  const [, draw] = useState(0);
  const shown = useRef<DraftModule[] | undefined>(undefined);
  const wanted = useRef<DraftModule[] | undefined>(undefined);
  const sending = useRef(false);
  const present = useRef(loaded.value);
  useEffect(() => void (present.current = loaded.value), [loaded.value]);
  const replace = (draft: CourseDraft) => {
    present.current = draft;
    shown.current = undefined;
    loaded.replace(draft);
  };
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      while (wanted.current && present.current) {
        const modules = wanted.current.map(({ id, lessons }) => ({ id, lessons: lessons.map((lesson) => lesson.id) }));
        wanted.current = undefined;
        const { revision } = present.current;
        const draft = await retryAfterSignIn(() =>
          talim.api.put("/courses/courses/{id}/outline/", { path, body: { revision, modules } }),
        );
        present.current = draft;
        if (!wanted.current) replace(draft);
      }
    } catch (error) {
      wanted.current = undefined;
      shown.current = undefined;
      showNotice(describeError(error, words).text);
      draw((n) => n + 1);
      loaded.reload();
    } finally {
      sending.current = false;
    }
  };
  const order: EditedOutline["order"] = (update) => {
    const before = shown.current ?? loaded.value?.modules;
    if (!before) return;
    shown.current = wanted.current = update(before);
    draw((n) => n + 1);
    void send();
  };
  const value = loaded.value && shown.current ? { ...loaded.value, modules: shown.current } : loaded.value;
  return { loaded: { ...loaded, value }, replace, order };
}
