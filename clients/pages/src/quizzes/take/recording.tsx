/** The recording of a question: each press counts as heard, where it may be heard so many times only. */

import { useRef, useState } from "preact/hooks";
import { NetworkError } from "@talim/client";
import { resetAudioSession, startPlaybackSession } from "../../homework/recording/audio-session.ts";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { takeWords } from "./words/index.ts";
import type { Question } from "./calls.ts";

interface RecordingProps {
  attempt: string;
  question: Question;
  isReadOnly: boolean;
  update: (fields: Partial<Question>) => void;
}

/** `ready`: it counts as heard, and the browser wants one more press before it sounds; `failed`: it did not load. */
type Phase = "still" | "coming" | "ready" | "playing" | "failed";

export function Recording({
  attempt,
  question: { place, plays_left: left, plays_used: used },
  isReadOnly,
  update,
}: RecordingProps) {
  const texts = takeWords.use();
  const audio = useRef<HTMLAudioElement>(null);
  const [phase, setPhase] = useState<Phase>("still");
  const [error, setError] = useState<unknown>();
  const sound = async () => {
    startPlaybackSession();
    try {
      await audio.current?.play();
      setPhase("playing");
    } catch (reason) {
      setPhase(reason instanceof DOMException && reason.name === "NotAllowedError" ? "ready" : "failed");
    }
  };
  const play = async () => {
    if (phase === "ready") return sound();
    // What was counted and did not load is asked for again: it is not counted twice.
    const isAgain = phase === "failed";
    const number = isAgain ? used : used + 1;
    setPhase("coming");
    setError(undefined);
    try {
      const heard = await talim.api.post("/quizzes/attempts/{id}/answers/{place}/play/", {
        path: { id: attempt, place },
        body: { number },
      });
      update({ plays_left: heard.plays_left, plays_used: heard.plays_used });
      if (audio.current) audio.current.src = heard.url;
      await sound();
    } catch (reason) {
      setPhase(isAgain && reason instanceof NetworkError ? "failed" : "still");
      setError(() => reason);
    }
  };
  const stop = (next: Phase) => {
    resetAudioSession();
    setPhase(next);
  };
  const isUsedUp = left === 0 && phase !== "ready" && phase !== "failed";
  return (
    <div class="quiz-recording">
      <audio ref={audio} onEnded={() => stop("still")} onError={() => stop("failed")} />
      <Button off={isReadOnly || isUsedUp || phase === "coming" || phase === "playing"} onClick={() => void play()}>
        <Icon name="play" />
        {phase === "playing" ? texts.playing : phase === "ready" ? texts.listenNow : texts.listen}
      </Button>
      {left === null ? null : <span class="quiet">{texts.playsLeft(left)}</span>}
      <p role="alert">{phase === "failed" ? texts.soundFailed : ""}</p>
      {error ? <Problem error={error} here={texts.errors} /> : null}
    </div>
  );
}
