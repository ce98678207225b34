/** The teacher's last word on a homework: the mark that stands or another, a comment, a spoken one, once more. */

import { ApiError, newId } from "@talim/client";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { getDraft, saveDraft } from "../../drafts.ts";
import { describeError } from "../../errors.ts";
import { formatScore } from "../../format.ts";
import { SavedComments } from "../../grading/comments/saved-comments.tsx";
import { RubricChoice, type RubricHandle } from "../../grading/rubrics/rubric-choice.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";
import { setMemoryOnly } from "../recording/close-warning.ts";
import { person, talim } from "../../talim.ts";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import type { ReviewedHomework } from "./attempts.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { KEY_LABELS } from "./keys.ts";
import { saveVoiceComment, getVoiceComment } from "./voice-comments.ts";
import { VoiceCommentRecorder } from "./voice-comment-recorder.tsx";

const MAX_COMMENT = 2000;

export interface ReviewHandle {
  accept: () => void;
  skip: () => void;
}

interface Props {
  homework: ReviewedHomework;
  /**
   * The attempt that is before her: what she types is kept for it, and is not there with another one later. Where another
   * one takes its place, her word stays and her mark goes.
   */
  attempt: string;
  /** The newest attempt that the page knows of. */
  known: string;
  /** Puts the one before her that came after it. */
  newer: () => void;
  /** The mark that stands when she gives none of her own. */
  standing: number | null;
  /** A correction is on its way: the mark that stands follows. */
  changing: boolean;
  /** Rejects when a correction that is on its way fails; the page says so itself. */
  corrected: () => Promise<void>;
  /** Where the keys find what the buttons do. */
  handle: { current: ReviewHandle | null };
  skip: () => void;
  /** `here`: she still has it before her. */
  done: (accepted: boolean, here: boolean) => void;
}

export function ReviewForm({
  homework,
  attempt,
  known,
  newer,
  standing,
  changing,
  corrected,
  handle,
  skip,
  done,
}: Props) {
  const words = useWords();
  const w = words.teacher.review;
  const draft = `review.${attempt}`;
  const about = useRef(draft);
  /** Under which names it is kept: of this attempt, and of those that were before her in its place. */
  const drafts = useRef(new Set([draft]));
  const [typed, setTyped] = useState(() => ({ score: "", comment: "", ...getDraft(draft) }));
  const { score, comment } = typed;
  const [mine] = useState(() => ({ person: person.get()?.id ?? "", homework: homework.id }));
  const [voice, setVoice] = useState(() => getVoiceComment(mine));
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [speaking, setSpeaking] = useState(false);
  const [hint, setHint] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const sent = useRef<{ of: Blob; id: string } | null>(null);
  const tried = useRef<{ as: string; key: string } | null>(null);
  const decided = useRef(false);
  const rubric = useRef<RubricHandle | null>(null);
  const seen = useRef(true);
  useEffect(() => () => void (seen.current = false), []);
  useWorkInProgress(speaking || voice !== null);
  useEffect(() => {
    const begun = { ...mine };
    setMemoryOnly(begun, speaking);
    return () => setMemoryOnly(begun, false);
  }, [mine, speaking]);

  const write = (field: Partial<typeof typed>) => {
    const next = { ...typed, ...field };
    setTyped(next);
    saveDraft(draft, next.score || next.comment ? next : null);
  };
  useLayoutEffect(() => {
    if (about.current === draft) return;
    about.current = draft;
    drafts.current.add(draft);
    setError(undefined);
    setHint("");
    if (comment) write({ score: "" });
    else setTyped({ score: "", comment: "", ...getDraft(draft) });
  }, [draft]);
  const say = (spoken: Blob | null) => {
    if (decided.current) return;
    saveVoiceComment(mine, spoken);
    setVoice(spoken);
  };

  const decide = async (decision: "accept" | "return") => {
    if (busy) return;
    if (speaking) return showNotice(w.speaking);
    const mark = readScore(score);
    const lacking = mark === undefined ? w.wrongMark : standing === null && mark === null ? w.needsMark : "";
    setHint(decision === "accept" ? lacking : "");
    if (decision === "accept" && lacking) return field.current?.focus();
    setBusy(true);
    setError(undefined);
    const lost = (reason: unknown) =>
      showNotice(words.teacher.notDone(homework.student.full_name, describeError(reason, words).text));
    try {
      await corrected();
      await rubric.current?.save();
    } catch (reason) {
      if (!seen.current) lost(reason);
      return setBusy(false);
    }
    try {
      const path = { id: homework.id };
      if (voice && sent.current?.of !== voice) {
        const { id } = await retryAfterSignIn(() =>
          talim.api.post("/homework/{id}/review/voice/", { path, form: { file: voice } }),
        );
        sent.current = { of: voice, id };
      }
      const given = decision === "accept" && typeof mark === "number" ? { score: mark } : {};
      const spoken = voice && sent.current ? { voice: sent.current.id } : {};
      const body = { decision, comment: comment.trim(), attempt: known, ...given, ...spoken };
      const as = JSON.stringify(body);
      if (tried.current?.as !== as) tried.current = { as, key: newId() };
      const idempotencyKey = tried.current.key;
      await retryAfterSignIn(() => talim.api.post("/homework/{id}/review/", { path, body, idempotencyKey }));
      for (const name of drafts.current) saveDraft(name, null);
      saveVoiceComment(mine, null);
      decided.current = true;
      done(decision === "accept", seen.current);
    } catch (reason) {
      if (!seen.current) return lost(reason);
      setError(() => reason);
      setBusy(false);
    }
  };
  const leave = () => {
    if (busy) return;
    if (speaking) showNotice(w.speaking);
    else skip();
  };
  useLayoutEffect(() => {
    handle.current = { accept: () => void decide("accept"), skip: leave };
  });

  const me = person.get();
  const canUseRubrics = me && ["grading.see", "grading.write"].every((needed) => hasPermission(me, needed));
  const isWrong = readScore(score) === undefined;
  const wrong = hint || (isWrong && isTooHigh(score) ? w.wrongMark : "");
  const stands = isWrong ? "" : score.trim() || (standing === null || changing ? "" : formatScore(standing));
  return (
    <form
      class="verdict"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void decide("accept");
      }}
    >
      {canUseRubrics ? (
        <RubricChoice
          homework={homework.id}
          handle={rubric}
          takeMark={(mark) => {
            setHint("");
            write({ score: mark });
          }}
        />
      ) : null}
      <div class="field">
        <label for="score">{standing === null ? w.mark : w.otherMark(formatScore(standing))}</label>
        <input
          ref={field}
          id="score"
          inputMode="decimal"
          maxLength={8}
          autocomplete="off"
          value={score}
          aria-invalid={wrong !== ""}
          aria-describedby={wrong ? "hint" : undefined}
          onInput={(event) => {
            setHint("");
            write({ score: event.currentTarget.value });
          }}
        />
        {wrong ? (
          <p id="hint" class="wrong" role="alert">
            {wrong}
          </p>
        ) : null}
      </div>
      <label for="comment">{w.comment}</label>
      <textarea
        id="comment"
        rows={2}
        maxLength={MAX_COMMENT}
        value={comment}
        onInput={(event) => write({ comment: event.currentTarget.value })}
      />
      <SavedComments text={comment} maxLength={MAX_COMMENT} change={(text) => write({ comment: text })} />
      <VoiceCommentRecorder said={voice} say={say} speaking={setSpeaking} busy={busy} />
      {error ? <Problem error={error} /> : null}
      {error instanceof ApiError && error.code === "newer_attempt" ? (
        <button type="button" onClick={newer}>
          {w.newer}
        </button>
      ) : null}
      <button type="submit" class="main" disabled={busy || speaking}>
        {busy ? words.loading : stands ? w.accept(stands) : w.acceptPlain}{" "}
        <kbd aria-hidden="true">{KEY_LABELS.accept}</kbd>
      </button>
      <div class="buttons">
        <button type="button" disabled={busy || speaking} onClick={() => void decide("return")}>
          {w.return}
        </button>
        <button type="button" class="plain" disabled={busy || speaking} onClick={leave}>
          {w.actions.skip}
        </button>
      </div>
    </form>
  );
}

/** More typing does not make it a score: it is said at once. */
function isTooHigh(typed: string): boolean {
  return Number(typed.trim().replace(",", ".")) > 100;
}

/**
 * The score that was typed, with a point or a comma: null for none, undefined where it is no score. The field takes text:
 * a browser empties a field of numbers while "-" alone stands in it, and "-5" became 5.
 */
export function readScore(typed: string): number | null | undefined {
  const text = typed.trim().replace(",", ".");
  if (!text) return null;
  const score = /^\d{1,3}(\.\d)?$/.test(text) ? Number(text) : NaN;
  return score <= 100 && Number.isInteger(score * 2) ? score : undefined;
}
