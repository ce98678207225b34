/** The recorder on the screen. */

import { useEffect, useState } from "preact/hooks";
import { clockOffset, getServerTime } from "../../clock.ts";
import { formatSeconds } from "../../format.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";
import { Recorder } from "../recording/recorder.ts";
import { getUploadState, startUpload, type UploadState } from "../recording/upload-queue.ts";
import { isEmptyRecording, type RecordingState } from "../recording/recording-state.ts";
import type { RetryReason } from "../recording/retry.ts";
import { Store, useStore } from "../../store.ts";
import type { Person } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { hideNotice, showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useSettled } from "../../ui/settled.ts";
import { useWords, type Words } from "../../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { PlayButton } from "./play.tsx";
import { LevelMeter, useKeptFocus } from "./recorder-parts.tsx";

const IDLE_UPLOAD = new Store<UploadState>({ phase: "idle" });

/** `closedReason`: why nothing can be submitted now. A recording stays, to be heard and deleted. */
export function RecorderPanel({
  homework,
  me,
  closedReason,
  onSent,
  reload,
}: {
  homework: Homework;
  me: Person;
  closedReason: string | null;
  onSent: () => void;
  reload: () => void;
}) {
  const recorder = Recorder.forHomework(me.id, homework.id);
  const words = useWords();
  const state = useStore(recorder.state);
  const stored = useStore(recorder.recording);
  const upload = useStore(stored ? getUploadState(stored.id) : IDLE_UPLOAD);
  const passed = useHasPassed(homework.due_at);
  useWorkInProgress(!["idle", "kept"].includes(state.phase));
  useEffect(() => void recorder.restore(), [recorder, homework]);
  useEffect(() => recorder.open(), [recorder]);
  useEffect(() => {
    if (stored?.state === "sending" && upload.phase === "idle") void startUpload(stored.id);
  }, [stored?.id, stored?.state]);
  useEffect(() => {
    if (upload.phase === "gone") {
      showNotice(words.errors.not_found);
      void recorder.restore();
      reload();
    }
    if (upload.phase !== "done") return;
    recorder.markSent();
    onSent();
  }, [upload.phase]);
  const isIdle = upload.phase === "idle" || upload.phase === "failed";
  const section = useKeptFocus(!isIdle ? "sending" : state.phase === "paused" ? "recording" : state.phase);
  if (closedReason && state.phase === "idle") return null;
  if (passed && homework.assignment.late_policy === "refuse" && state.phase === "idle") {
    return (
      <p class="notice">
        <Icon name="clock" />
        {words.errors.deadline_passed}
      </p>
    );
  }
  return (
    <section class="recorder" aria-label={words.recorder.record} ref={section} tabIndex={-1}>
      {passed && state.phase !== "idle" ? (
        <p class="notice" role="status">
          <Icon name="clock" />
          {words.task.passed[homework.assignment.late_policy]}
        </p>
      ) : null}
      {isIdle ? (
        <RecorderSteps recorder={recorder} state={state} words={words} isClosed={closedReason !== null} />
      ) : (
        <UploadStatus upload={upload} words={words} />
      )}
      {closedReason && isIdle ? (
        <div class="notice" role="status">
          <Icon name="warning" />
          <div>
            <p>{closedReason}</p>
            {state.phase === "kept" ? <p>{words.errors.kept}</p> : null}
          </div>
        </div>
      ) : upload.phase === "failed" ? (
        <Problem error={upload.error} kept here={words.recorder.errors} />
      ) : null}
    </section>
  );
}

/** `isClosed`: the recording cannot be sent, and nothing new can be recorded. */
function RecorderSteps({
  recorder,
  state,
  words,
  isClosed,
}: {
  recorder: Recorder;
  state: RecordingState;
  words: Words;
  isClosed: boolean;
}) {
  const texts = words.recorder;
  const other = useStore(recorder.otherRecording);
  const isSettled = useSettled(state.phase);
  const startRecording = () => {
    hideNotice();
    void recorder.start();
  };
  const send = () => {
    hideNotice();
    void recorder.send();
  };
  const problem = state.reason ? (
    <p class="notice bad" role="alert">
      <Icon name="warning" />
      {texts[state.reason]}
    </p>
  ) : null;
  const deviceFull = state.isDeviceFull ? (
    <p class="notice bad" role="alert">
      <Icon name="warning" />
      {texts.full}
    </p>
  ) : null;
  const asking = state.phase === "asking";
  if (state.phase === "idle" || asking) {
    return (
      <>
        {problem}
        <button type="button" class="main record" onClick={asking ? undefined : startRecording} aria-disabled={asking}>
          <Icon name="microphone" />
          {texts.record}
        </button>
        <p role="status">{asking ? texts.asking : ""}</p>
      </>
    );
  }
  if (state.phase === "kept") {
    return (
      <>
        {problem}
        {deviceFull}
        <p role="status">
          {state.isRestored
            ? state.isInterrupted
              ? texts.foundCut
              : texts.found
            : isEmptyRecording(state) || isClosed
              ? ""
              : texts.kept}
        </p>
        {isEmptyRecording(state) ? (
          <p class="notice" role="alert">
            <Icon name="warning" />
            {texts.noVoice}
          </p>
        ) : null}
        <div class="buttons">
          <PlayButton
            key={recorder.recording.get()?.id ?? ""}
            word={`${texts.listen} (${formatSeconds(state.seconds)})`}
            fetch={() => recorder.file()}
          />
          {isClosed ? null : (
            <>
              <Button off={!isSettled} class={isEmptyRecording(state) ? "main" : ""} onClick={startRecording}>
                <Icon name="microphone" />
                {texts.again}
              </Button>
              <Button off={!isSettled} class={isEmptyRecording(state) ? "" : "main"} onClick={send}>
                <Icon name="send" />
                {isEmptyRecording(state) ? texts.sendAnyway : texts.send}
              </Button>
            </>
          )}
          {other ? (
            <button type="button" onClick={() => recorder.swap()}>
              {texts.other(formatSeconds(other.state.seconds))}
            </button>
          ) : null}
          <Button off={!isSettled} class="plain" onClick={() => discardRecording(recorder, words)}>
            {texts.drop}
          </Button>
        </div>
      </>
    );
  }
  const paused = state.phase === "paused";
  return (
    <>
      {deviceFull}
      <div class="running">
        <p role="status">
          <Icon name={paused ? "pause" : "microphone"} />
          {paused ? texts.paused : texts.recording}
        </p>
        <p class="clock" role="timer">
          {formatSeconds(state.seconds)}
        </p>
      </div>
      <LevelMeter level={state.level} label={texts.level} />
      <p class="notice-place" role="alert">
        {state.quiet ? texts.quiet : ""}
      </p>
      <div class="buttons">
        <button type="button" onClick={() => (paused ? recorder.resume() : recorder.pause())}>
          <Icon name={paused ? "microphone" : "pause"} />
          {paused ? texts.resume : texts.pause}
        </button>
        <button type="button" class="main" onClick={() => void recorder.end()}>
          <Icon name="stop" />
          {texts.stop}
        </button>
      </div>
    </>
  );
}

function UploadStatus({ upload, words }: { upload: UploadState; words: Words }) {
  const texts = words.recorder;
  if (upload.phase === "sending") {
    const percent = Math.round(upload.fraction * 100);
    const status = percent ? texts.sending(percent) : texts.sendingWhole;
    return (
      <>
        <p role="status">{status}</p>
        <progress max={100} {...(percent ? { value: percent } : {})} aria-label={status} />
      </>
    );
  }
  const waits: Record<RetryReason, string> = {
    network: texts.waitingNetwork,
    server: texts.waitingServer,
    signIn: texts.waitingSignIn,
  };
  return (
    <p role="status">
      {upload.phase === "waiting" ? waits[upload.for] : upload.phase === "elsewhere" ? texts.sendingElsewhere : ""}
    </p>
  );
}

function discardRecording(recorder: Recorder, words: Words): void {
  const { back: restore, forget } = recorder.discard();
  const finish = () => {
    removeEventListener("pagehide", finish);
    forget();
  };
  addEventListener("pagehide", finish);
  showNotice(words.recorder.dropped, { label: words.recorder.undo, run: restore, onClose: finish });
}

/** Whether this moment has passed; renders again when it passes. */
function useHasPassed(due: string | null): boolean {
  const offset = useStore(clockOffset);
  const remainingMs = due ? Date.parse(due) - getServerTime() : Infinity;
  const [passed, setPassed] = useState(remainingMs <= 0);
  useEffect(() => {
    setPassed(remainingMs <= 0);
    if (remainingMs <= 0 || remainingMs > 2 ** 31) return undefined;
    const timer = setTimeout(() => setPassed(true), remainingMs);
    return () => clearTimeout(timer);
  }, [due, offset]);
  return passed;
}
