/** The teacher's last word on a homework: the mark that stands or another, a comment, a spoken one, once more. */

import { useEffect, useRef, useState } from "preact/hooks";
import { mark } from "../format.ts";
import { talim } from "../talim.ts";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import type { Attempt, Queued } from "./attempts.ts";
import { KEYS } from "./keys.ts";
import { VoiceNote } from "./voice-note.tsx";

export interface Decide {
  accept: () => void;
}

interface Props {
  one: Queued;
  attempt: Attempt;
  /** Where the keys find what the main button does. */
  handle: { current: Decide | null };
  skip: () => void;
  done: (accepted: boolean) => void;
}

export function Verdict({ one, attempt, handle, skip, done }: Props) {
  const words = useWords();
  const w = words.teacher.review;
  const [score, set] = useState("");
  const [comment, write] = useState("");
  const [voice, say] = useState<Blob | null>(null);
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const [hint, missing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const sent = useRef<{ of: Blob; id: string } | null>(null);

  const decide = async (decision: "accept" | "return") => {
    if (busy) return;
    const needed = decision === "accept" && attempt.score === null && !score;
    missing(needed);
    if (needed) return field.current?.focus();
    wait(true);
    fail(undefined);
    try {
      const path = { id: one.id };
      if (voice && sent.current?.of !== voice) {
        const { id } = await talim.api.post("/homework/{id}/review/voice/", { path, form: { file: voice } });
        sent.current = { of: voice, id };
      }
      const given = decision === "accept" && score ? { score: Number(score) } : {};
      const spoken = voice && sent.current ? { voice: sent.current.id } : {};
      const body = { decision, comment: comment.trim(), ...given, ...spoken };
      await talim.api.post("/homework/{id}/review/", { path, body });
      done(decision === "accept");
    } catch (reason) {
      fail(() => reason);
      wait(false);
    }
  };
  useEffect(() => {
    handle.current = { accept: () => void decide("accept") };
  });

  const stands = score || (attempt.score === null ? "" : mark(attempt.score));
  return (
    <form
      class="verdict"
      onSubmit={(event) => {
        event.preventDefault();
        void decide("accept");
      }}
    >
      <label for="score">{attempt.score === null ? w.mark : w.otherMark(mark(attempt.score))}</label>
      <input
        ref={field}
        id="score"
        type="number"
        inputMode="decimal"
        min={0}
        max={100}
        step={0.5}
        value={score}
        aria-invalid={hint}
        aria-describedby={hint ? "hint" : undefined}
        onInput={(event) => set(event.currentTarget.value)}
      />
      {hint ? (
        <p id="hint" role="alert">
          {w.needsMark}
        </p>
      ) : null}
      <label for="comment">{w.comment}</label>
      <textarea
        id="comment"
        rows={2}
        maxLength={2000}
        value={comment}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <VoiceNote said={voice} say={say} />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : stands ? w.accept(stands) : w.acceptPlain} <kbd aria-hidden="true">{KEYS.accept}</kbd>
      </button>
      <div class="buttons">
        <button type="button" disabled={busy} onClick={() => void decide("return")}>
          {w.return}
        </button>
        <button type="button" class="plain" disabled={busy} onClick={skip}>
          {w.actions.skip}
        </button>
      </div>
    </form>
  );
}
