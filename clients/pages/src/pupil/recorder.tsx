/** The recorder on the screen. */

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { clockOffset, getServerTime } from "../clock.ts";
import { formatSeconds } from "../format.ts";
import { useWorkInProgress } from "../work-in-progress.ts";
import { Recorder } from "../recording/recorder.ts";
import { getUploadState, startUpload, type UploadState } from "../recording/upload-queue.ts";
import { isEmptyRecording, type RecordingState } from "../recording/recording-state.ts";
import type { RetryReason } from "../recording/retry.ts";
import { Store, useStore } from "../store.ts";
import type { Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { hideNotice, showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords, type Words } from "../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { PlayButton } from "./play.tsx";

const IDLE_UPLOAD = new Store<UploadState>({ phase: "idle" });

/** `shut`: why nothing can be submitted now; what was recorded stays, to be heard and deleted. */
export function RecorderPanel({
  homework,
  me,
  shut,
  sent,
  again,
}: {
  homework: Homework;
  me: Person;
  shut: string | null;
  sent: () => void;
  again: () => void;
}) {
  const recorder = Recorder.forHomework(me.id, homework.id);
  const words = useWords();
  const take = useStore(recorder.state);
  const stored = useStore(recorder.recording);
  const sending = useStore(stored ? getUploadState(stored.id) : IDLE_UPLOAD);
  const passed = useHasPassed(homework.due_at);
  useWorkInProgress(!["idle", "kept"].includes(take.phase));
  useEffect(() => void recorder.restore(), [recorder, homework]);
  useEffect(() => recorder.open(), [recorder]);
  useEffect(() => {
    if (stored?.state === "sending" && sending.phase === "idle") void startUpload(stored.id);
  }, [stored?.id, stored?.state]);
  useEffect(() => {
    if (sending.phase === "gone") {
      showNotice(words.errors.not_found);
      void recorder.restore();
      again();
    }
    if (sending.phase !== "done") return;
    recorder.markSent();
    sent();
  }, [sending.phase]);
  const resting = sending.phase === "idle" || sending.phase === "failed";
  const section = useKeptFocus(!resting ? "sending" : take.phase === "paused" ? "recording" : take.phase);
  if (shut && take.phase === "idle") return null;
  if (passed && homework.assignment.late_policy === "refuse" && take.phase === "idle") {
    return (
      <p class="notice">
        <Icon name="clock" />
        {words.errors.deadline_passed}
      </p>
    );
  }
  return (
    <section class="recorder" aria-label={words.recorder.record} ref={section} tabIndex={-1}>
      {passed && take.phase !== "idle" ? (
        <p class="notice" role="status">
          <Icon name="clock" />
          {words.task.passed[homework.assignment.late_policy]}
        </p>
      ) : null}
      {resting ? (
        <RecorderSteps recorder={recorder} take={take} words={words} shut={shut !== null} />
      ) : (
        <UploadStatus sending={sending} words={words} />
      )}
      {shut && resting ? (
        <div class="notice" role="status">
          <Icon name="warning" />
          <div>
            <p>{shut}</p>
            {take.phase === "kept" ? <p>{words.errors.kept}</p> : null}
          </div>
        </div>
      ) : sending.phase === "failed" ? (
        <Problem error={sending.error} kept here={words.recorder.errors} />
      ) : null}
    </section>
  );
}

/**
 * Each step takes away the button that was pressed. A keyboard that stood in the recorder goes to the main button of the
 * next step, to the recorder where there is none, and to the page when the recorder goes.
 */
function useKeptFocus(step: string): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null);
  const holds = () => section.current?.contains(document.activeElement) ?? false;
  const held = holds();
  useLayoutEffect(() => {
    if (held) focusElement(section.current?.querySelector<HTMLElement>("button.main") ?? section.current);
  }, [step]);
  useLayoutEffect(() => () => void (holds() && focusElement(null)), []);
  return section;
}

function focusElement(place: HTMLElement | null): void {
  (place ?? document.getElementById("content"))?.focus({ preventScroll: true });
}

/** `shut`: what is recorded cannot be sent, and nothing can be recorded in its place. */
function RecorderSteps({ recorder, take, words, shut }: { recorder: Recorder; take: RecordingState; words: Words; shut: boolean }) {
  const w = words.recorder;
  const other = useStore(recorder.otherRecording);
  const begin = () => {
    hideNotice();
    void recorder.start();
  };
  const send = () => {
    hideNotice();
    void recorder.send();
  };
  const trouble = take.reason ? (
    <p class="notice bad" role="alert">
      <Icon name="warning" />
      {w[take.reason]}
    </p>
  ) : null;
  const full = take.isDeviceFull ? (
    <p class="notice bad" role="alert">
      <Icon name="warning" />
      {w.full}
    </p>
  ) : null;
  const asking = take.phase === "asking";
  if (take.phase === "idle" || asking) {
    return (
      <>
        {trouble}
        <button type="button" class="main record" onClick={asking ? undefined : begin} aria-disabled={asking}>
          <Icon name="microphone" />
          {w.record}
        </button>
        <p role="status">{asking ? w.asking : ""}</p>
      </>
    );
  }
  if (take.phase === "kept") {
    return (
      <>
        {trouble}
        {full}
        <p role="status">{take.isRestored ? (take.isInterrupted ? w.foundCut : w.found) : isEmptyRecording(take) || shut ? "" : w.kept}</p>
        {isEmptyRecording(take) ? (
          <p class="notice" role="alert">
            <Icon name="warning" />
            {w.noVoice}
          </p>
        ) : null}
        <div class="buttons">
          <PlayButton
            key={recorder.recording.get()?.id ?? ""}
            word={`${w.listen} (${formatSeconds(take.seconds)})`}
            fetch={() => recorder.file()}
          />
          {shut ? null : (
            <>
              <button type="button" class={isEmptyRecording(take) ? "main" : ""} onClick={begin}>
                <Icon name="microphone" />
                {w.again}
              </button>
              <button type="button" class={isEmptyRecording(take) ? "" : "main"} onClick={send}>
                <Icon name="send" />
                {isEmptyRecording(take) ? w.sendAnyway : w.send}
              </button>
            </>
          )}
          {other ? (
            <button type="button" onClick={() => recorder.swap()}>
              {w.other(formatSeconds(other.state.seconds))}
            </button>
          ) : null}
          <button type="button" class="plain" onClick={() => discardRecording(recorder, words)}>
            {w.drop}
          </button>
        </div>
      </>
    );
  }
  const paused = take.phase === "paused";
  return (
    <>
      {full}
      <div class="running">
        <p role="status">
          <Icon name={paused ? "pause" : "microphone"} />
          {paused ? w.paused : w.recording}
        </p>
        <p class="clock" role="timer">
          {formatSeconds(take.seconds)}
        </p>
      </div>
      <LevelMeter level={take.level} label={w.level} />
      <p class="notice-place" role="alert">
        {take.quiet ? w.quiet : ""}
      </p>
      <div class="buttons">
        <button type="button" onClick={() => (paused ? recorder.resume() : recorder.pause())}>
          <Icon name={paused ? "microphone" : "pause"} />
          {paused ? w.resume : w.pause}
        </button>
        <button type="button" class="main" onClick={() => void recorder.end()}>
          <Icon name="stop" />
          {w.stop}
        </button>
      </div>
    </>
  );
}

/** Loudness as people hear it: by its logarithm. */
function LevelMeter({ level, label }: { level: number; label: string }) {
  const shown = Math.max(0, Math.min(100, Math.round(100 + 20 * Math.log10(Math.max(level, 0.0001)) * 1.6)));
  return <meter class="level" min={0} max={100} low={30} optimum={70} value={shown} aria-label={label} />;
}

function UploadStatus({ sending, words }: { sending: UploadState; words: Words }) {
  const w = words.recorder;
  if (sending.phase === "sending") {
    const percent = Math.round(sending.fraction * 100);
    const word = percent ? w.sending(percent) : w.sendingWhole;
    return (
      <>
        <p role="status">{word}</p>
        <progress max={100} {...(percent ? { value: percent } : {})} aria-label={word} />
      </>
    );
  }
  const waits: Record<RetryReason, string> = { network: w.waitingNetwork, server: w.waitingServer, signIn: w.waitingSignIn };
  return (
    <p role="status">
      {sending.phase === "waiting" ? waits[sending.for] : sending.phase === "elsewhere" ? w.sendingElsewhere : ""}
    </p>
  );
}

function discardRecording(recorder: Recorder, words: Words): void {
  const { back, forget } = recorder.discard();
  const over = () => {
    removeEventListener("pagehide", over);
    forget();
  };
  addEventListener("pagehide", over);
  showNotice(words.recorder.dropped, { label: words.recorder.undo, run: back, onClose: over });
}

/** Whether this moment is over; told when it passes. */
function useHasPassed(due: string | null): boolean {
  const wrong = useStore(clockOffset);
  const left = due ? Date.parse(due) - getServerTime() : Infinity;
  const [passed, pass] = useState(left <= 0);
  useEffect(() => {
    pass(left <= 0);
    if (left <= 0 || left > 2 ** 31) return undefined;
    const timer = setTimeout(() => pass(true), left);
    return () => clearTimeout(timer);
  }, [due, wrong]);
  return passed;
}
