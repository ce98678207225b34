/** The points that a person gives for an answer, and words for the learner. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { getDraft, saveDraft } from "../../drafts.ts";
import { formatScore } from "../../format.ts";
import { SavedComments } from "../../grading/comments/saved-comments.tsx";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { readPoints } from "./points.ts";

type Marked = Answer<"/quizzes/answers/{id}/mark/", "post">;

const MAX_COMMENT = 5000;

/** What the keys of the marking do to the form that is open. */
export interface MarkHandle {
  setPoints: (points: number) => void;
  save: () => void;
}

interface MarkFormProps {
  answer: string;
  points: number;
  /** The mark that stands, and its words. */
  mark: number | null;
  comment: string;
  /** The percent of the points that the speech engine gives. */
  proposal?: number | undefined;
  /** The word on the button. */
  word?: string;
  handle?: { current: MarkHandle | null };
  onDone: (marked: Marked) => void;
}

export function MarkForm({ answer, points, mark, comment: said, proposal, word, handle, onDone }: MarkFormProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const draft = `quiz-mark.${answer}`;
  const [typed, setTyped] = useState(() => ({
    mark: mark === null ? "" : String(mark),
    comment: said,
    ...getDraft(draft),
  }));
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const field = useRef<HTMLInputElement>(null);
  const write = (more: Partial<typeof typed>) => {
    const next = { ...typed, ...more };
    setTyped(next);
    setMissing(false);
    saveDraft(draft, next);
  };
  const save = async () => {
    if (busy) return;
    const given = readPoints(typed.mark, points);
    if (given === undefined) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      const marked = await retryAfterSignIn(() =>
        talim.api.post("/quizzes/answers/{id}/mark/", {
          path: { id: answer },
          body: { mark: given, comment: typed.comment },
        }),
      );
      saveDraft(draft, null);
      onDone(marked);
    } catch (reason) {
      setError(() => reason);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (!handle) return undefined;
    handle.current = { setPoints: (given) => write({ mark: String(given) }), save: () => void save() };
    return () => void (handle.current = null);
  });
  return (
    <form
      class="verdict"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {proposal === undefined ? null : (
        <p class="buttons">
          <span>{texts.engineGives(formatScore(proposal))}</span>
          <button type="button" onClick={() => write({ mark: String(getShare(proposal, points)) })}>
            {texts.takeOver(formatScore(getShare(proposal, points)))}
          </button>
        </p>
      )}
      <label>
        {texts.pointsOf(formatScore(points))}
        <input
          ref={field}
          class="number"
          inputMode="decimal"
          maxLength={8}
          value={typed.mark}
          aria-invalid={missing}
          onInput={(event) => write({ mark: event.currentTarget.value })}
        />
      </label>
      {missing ? (
        <p class="wrong" role="alert">
          {texts.wrongPoints(formatScore(points))}
        </p>
      ) : null}
      <label>
        {texts.comment}
        <textarea
          rows={3}
          maxLength={MAX_COMMENT}
          value={typed.comment}
          onInput={(event) => write({ comment: event.currentTarget.value })}
        />
      </label>
      <SavedComments text={typed.comment} maxLength={MAX_COMMENT} change={(text) => write({ comment: text })} />
      {error ? <Problem error={error} /> : null}
      <div class="buttons">
        <Button type="submit" class="main" off={busy}>
          {busy ? words.loading : (word ?? words.form.save)}
        </Button>
      </div>
    </form>
  );
}

/** A percent of the points, with two decimals. */
function getShare(percent: number, points: number): number {
  return Math.round(percent * points) / 100;
}
