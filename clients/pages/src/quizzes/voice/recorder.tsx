/** Record, hear it, record again: for spoken answers of quizzes and at the end of a placement test. */

import type { ComponentChildren } from "preact";
import { formatSeconds } from "../../format.ts";
import { PlayButton } from "../../homework/pupil/play.tsx";
import { LevelMeter, useKeptFocus } from "../../homework/pupil/recorder-parts.tsx";
import { isEmptyRecording } from "../../homework/recording/recording-state.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useSettled } from "../../ui/settled.ts";
import { useWords } from "../../words/index.ts";
import type { VoiceRecording } from "./use-recording.ts";

interface VoiceRecorderProps {
  recording: VoiceRecording;
  /** What was recorded, to be heard. */
  file: { key: string; fetch: () => Promise<Blob | undefined> } | undefined;
  isReadOnly?: boolean;
  /** It cannot record just now. */
  off?: boolean;
  /** What is said of the recording that is here. */
  found?: string;
  texts: {
    /** How long a recording may be. */
    limit: string;
    /** It ended because it is as long as it may be. */
    longest: string;
    noVoice: string;
  };
  /** More buttons while nothing is recorded. */
  children?: ComponentChildren;
}

export function VoiceRecorder({
  recording: { state, dropped, begin, end },
  file,
  isReadOnly = false,
  off = false,
  found = "",
  texts,
  children,
}: VoiceRecorderProps) {
  const words = useWords();
  const section = useKeptFocus(state.phase === "asking" ? "idle" : state.phase);
  const isSettled = useSettled(state.phase);
  const isAsking = state.phase === "asking";
  const reason = state.reason ?? dropped;
  if (state.phase === "recording") {
    return (
      <section class="recorder" aria-label={words.recorder.record} ref={section} tabIndex={-1}>
        <div class="running">
          <p role="status">
            <Icon name="microphone" />
            {words.recorder.recording}
          </p>
          <p class="clock" role="timer">
            {formatSeconds(state.seconds)}
          </p>
        </div>
        <LevelMeter level={state.level} label={words.recorder.level} />
        <p class="notice-place" role="alert">
          {state.quiet ? words.recorder.quiet : ""}
        </p>
        <div class="buttons">
          <Button off={!isSettled} class="main" onClick={end}>
            <Icon name="stop" />
            {words.recorder.stop}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section class="recorder" aria-label={words.recorder.record} ref={section} tabIndex={-1}>
      {reason ? (
        <p class="notice bad" role="alert">
          <Icon name="warning" />
          {reason === "tooLong" ? texts.longest : words.recorder[reason]}
        </p>
      ) : null}
      {file && isEmptyRecording(state) ? (
        <p class="notice" role="alert">
          <Icon name="warning" />
          {texts.noVoice}
        </p>
      ) : null}
      <p role="status">{isAsking ? words.recorder.asking : dropped ? words.recorder.found : found}</p>
      <div class="buttons">
        {file ? <PlayButton key={file.key} word={words.recorder.listen} fetch={file.fetch} /> : null}
        {isReadOnly ? null : (
          <Button off={isAsking || !isSettled || off} class={file ? undefined : "main record"} onClick={begin}>
            <Icon name="microphone" />
            {file ? words.recorder.again : words.recorder.record}
          </Button>
        )}
        {children}
      </div>
      {isReadOnly || file ? null : <p class="hint quiet">{texts.limit}</p>}
    </section>
  );
}
