/** The recording of a question: each press counts as heard, where it may be heard so many times only. */

import { useRef, useState } from "preact/hooks";
import { resetAudioSession, startPlaybackSession } from "../../recording/audio-session.ts";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { takeWords } from "../../words/quizzes/take/index.ts";
import type { Question } from "./calls.ts";

interface RecordingProps {
  attempt: string;
  question: Question;
  isReadOnly: boolean;
  update: (fields: Partial<Question>) => void;
}

/** `ready`: it counts as heard, and the browser wants one more press before it sounds. */
type Phase = "still" | "coming" | "ready" | "playing";

export function Recording({ attempt, question: { place, plays_left: left }, isReadOnly, update }: RecordingProps) {
  const texts = takeWords.use();
  const audio = useRef<HTMLAudioElement>(null);
  const [phase, set] = useState<Phase>("still");
  const [error, fail] = useState<unknown>();
  const sound = async () => {
    startPlaybackSession();
    try {
      await audio.current?.play();
      set("playing");
    } catch {
      set("ready");
    }
  };
  const play = async () => {
    if (phase === "ready") return sound();
    set("coming");
    fail(undefined);
    try {
      const heard = await talim.api.post("/quizzes/attempts/{id}/answers/{place}/play/", { path: { id: attempt, place } });
      update({ plays_left: heard.plays_left });
      if (audio.current) audio.current.src = heard.url;
      await sound();
    } catch (reason) {
      set("still");
      fail(() => reason);
    }
  };
  const stop = () => {
    resetAudioSession();
    set("still");
  };
  const isUsedUp = left === 0 && phase !== "ready";
  return (
    <div class="quiz-recording">
      <audio ref={audio} onEnded={stop} onError={stop} />
      <Button off={isReadOnly || isUsedUp || phase === "coming" || phase === "playing"} onClick={() => void play()}>
        <Icon name="play" />
        {phase === "playing" ? texts.playing : phase === "ready" ? texts.listenNow : texts.listen}
      </Button>
      {left === null ? null : <span class="quiet">{texts.playsLeft(left)}</span>}
      {error ? <Problem error={error} here={texts.errors} /> : null}
    </div>
  );
}
