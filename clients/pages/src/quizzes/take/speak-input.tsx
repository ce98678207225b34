/** An answer is spoken: record, hear it, record again. It is the answer as soon as the recording ends. */

import { useEffect } from "preact/hooks";
import { formatSeconds } from "../../format.ts";
import { PlayButton } from "../../pupil/play.tsx";
import { LevelMeter, useKeptFocus } from "../../pupil/recorder-parts.tsx";
import { isEmptyRecording, type StopReason } from "../../recording/recording-state.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useSettled } from "../../ui/settled.ts";
import { useWords } from "../../words/index.ts";
import { takeWords } from "../../words/quizzes/take/index.ts";
import { fetchFile, type Body } from "./calls.ts";
import { fileStore } from "./current-queue.ts";
import type { InputProps, KeptFiles } from "./input-props.ts";
import { useSpokenAnswer } from "./use-spoken-answer.ts";

type SpeakBody = Extract<Body, { kind: "speak" }>;

/** The longest answer (seconds) where the question does not say. */
const MAX_SECONDS = 120;

interface SpeakInputProps extends InputProps<SpeakBody> {
  kept: KeptFiles | undefined;
}

export function SpeakInput(props: SpeakInputProps) {
  const words = useWords();
  const { body, question, isReadOnly, kept, renew } = props;
  const { place, language, may_record: mayRecord } = question;
  return (
    <>
      {body.text && body.task !== "speaking" ? (
        <>
          <h3>{body.task === "repeat" ? words.task.repeat : words.task.read}</h3>
          <p class="reading" lang={language}>
            {body.text}
          </p>
        </>
      ) : null}
      {!mayRecord && !isReadOnly ? <ConsentMissing renew={renew} /> : <AnswerRecorder key={place} {...props} kept={kept} />}
    </>
  );
}

/** It is looked again when the learner comes back to the page, such as from a parent's phone. */
function ConsentMissing({ renew }: { renew: () => void }) {
  const words = useWords();
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && renew();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [renew]);
  return (
    <p class="notice" role="status">
      <Icon name="warning" />
      <span>{words.errors.consent_missing}</span>
    </p>
  );
}

function AnswerRecorder({ body, isReadOnly, kept, renew }: SpeakInputProps) {
  const words = useWords();
  const texts = takeWords.use();
  const maxSeconds = body.max_seconds ?? MAX_SECONDS;
  const { state, begin, end } = useSpokenAnswer(kept?.of, maxSeconds, (file) => kept?.change([file]));
  const section = useKeptFocus(state.phase === "asking" ? "idle" : state.phase);
  const isSettled = useSettled(state.phase);
  const file = kept?.files[0];
  const isAsking = state.phase === "asking";
  const say = (reason: StopReason) => (reason === "tooLong" ? texts.spokenLongest : words.recorder[reason]);
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
          <button type="button" class="main" onClick={end}>
            <Icon name="stop" />
            {words.recorder.stop}
          </button>
        </div>
      </section>
    );
  }
  return (
    <section class="recorder" aria-label={words.recorder.record} ref={section} tabIndex={-1}>
      {state.reason ? (
        <p class="notice bad" role="alert">
          <Icon name="warning" />
          {say(state.reason)}
        </p>
      ) : null}
      {file && isEmptyRecording(state) ? (
        <p class="notice" role="alert">
          <Icon name="warning" />
          {texts.spokenNoVoice}
        </p>
      ) : null}
      <p role="status">{isAsking ? words.recorder.asking : file && kept.isCut ? words.recorder.foundCut : ""}</p>
      <div class="buttons">
        {file ? (
          <PlayButton key={file.key} word={words.recorder.listen} fetch={() => (file.sent ? fetchFile(file.sent.url, renew) : fileStore.get(file.key))} />
        ) : null}
        {isReadOnly ? null : (
          <Button off={isAsking || !isSettled || !kept} class={file ? undefined : "main record"} onClick={begin}>
            <Icon name="microphone" />
            {file ? words.recorder.again : words.recorder.record}
          </Button>
        )}
      </div>
      {isReadOnly || file ? null : <p class="hint quiet">{texts.spokenLimit(formatSeconds(maxSeconds))}</p>}
    </section>
  );
}
