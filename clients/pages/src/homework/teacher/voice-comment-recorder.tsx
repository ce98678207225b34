/**
 * A spoken comment: say it, hear it, say it again. Who goes to another page in the middle has said what was said so far.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatSeconds } from "../../format.ts";
import { PlayButton } from "../pupil/play.tsx";
import { Capture, CaptureError } from "../recording/capture.ts";
import { getFileExtension } from "../recording/formats.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";

/** A comment is no longer than this (ms). */
const MAX_MS = 120_000;

type Phase = "idle" | "asking" | "recording";

interface Props {
  said: Blob | null;
  say: (voice: Blob | null) => void;
  /** Told when a comment is begun, and when it is there or did not come. */
  speaking: (begun: boolean) => void;
  /** What was said is being sent. */
  busy: boolean;
}

export function VoiceCommentRecorder({ said, say, speaking, busy }: Props) {
  const words = useWords();
  const w = words.teacher.review;
  const [phase, setPhase] = useState<Phase>("idle");
  const [trouble, setTrouble] = useState("");
  const [seconds, setSeconds] = useState(0);
  const capture = useRef<Capture | null>(null);
  const pieces = useRef<Blob[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const gone = useRef(false);

  const go = (next: Phase) => {
    setPhase(next);
    speaking(next !== "idle");
  };
  /** `why` it ended without her. */
  const end = async (why?: "unplugged" | "tooLong") => {
    clearTimeout(timer.current);
    const present = capture.current;
    capture.current = null;
    if (!present) return;
    await present.end();
    const { type } = present;
    if (pieces.current.length) say(new File(pieces.current, `comment.${getFileExtension(type)}`, { type }));
    if (gone.current) return;
    if (why) setTrouble(words.recorder[why]);
    go("idle");
  };
  const begin = async () => {
    go("asking");
    setTrouble("");
    setSeconds(0);
    pieces.current = [];
    const hearing = {
      onChunk: (data: Blob) => void pieces.current.push(data),
      onLevel: (_: number, passed: number) => setSeconds((before) => before + passed),
      onLost: () => void end("unplugged"),
    };
    try {
      capture.current = await Capture.start(hearing);
    } catch (reason) {
      setTrouble(words.recorder[reason instanceof CaptureError ? reason.reason : "busy"]);
      return go("idle");
    }
    if (gone.current) return void end();
    timer.current = setTimeout(() => void end("tooLong"), MAX_MS);
    go("recording");
  };
  useEffect(
    () => () => {
      gone.current = true;
      void end();
    },
    [],
  );

  return (
    <div class="buttons">
      {phase === "idle" ? (
        <button type="button" disabled={busy} onClick={() => void begin()}>
          <Icon name="microphone" />
          {said ? w.sayAgain : w.say}
        </button>
      ) : (
        <button type="button" aria-pressed="true" aria-disabled={phase === "asking"} onClick={() => void end()}>
          <Icon name="stop" />
          {phase === "asking" ? words.recorder.asking : `${w.stopSaying} · ${formatSeconds(seconds)}`}
        </button>
      )}
      {said && phase === "idle" ? (
        <>
          <PlayButton key={said.size} word={words.recorder.listen} fetch={() => Promise.resolve(said)} />
          <button type="button" class="plain" disabled={busy} onClick={() => say(null)}>
            {w.unsay}
          </button>
        </>
      ) : null}
      {trouble ? <p role="alert">{trouble}</p> : null}
    </div>
  );
}
