/** The microphone for a spoken answer: what is said is on the device at once, and is the answer when the recording ends. */

import { useEffect, useReducer, useRef } from "preact/hooks";
import { newId } from "@talim/client";
import { Capture, CaptureError } from "../../recording/capture.ts";
import { setUnsaved } from "../../recording/close-warning.ts";
import { getFileExtension } from "../../recording/formats.ts";
import { getMaxSeconds, refreshMaxSeconds } from "../../recording/max-duration.ts";
import { applyEvent, INITIAL_STATE, type RecordingState, type StopReason } from "../../recording/recording-state.ts";
import { runWithTabLock } from "../../recording/upload-queue.ts";
import { keepScreenAwake } from "../../recording/wake-lock.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";
import type { PendingFile } from "./answer-queue.ts";
import { fileStore } from "./current-queue.ts";
import type { AnswerPlace, StoredFile } from "./file-store.ts";

/** Ends the recording that runs on this page. */
let endRunning: (() => Promise<void>) | undefined;

/** End the recording that runs, if one does. What was said so far is the answer. */
export async function endRecording(): Promise<void> {
  await endRunning?.();
}

/** Hold the recording of this answer for this tab; undefined when another tab does. */
export function lockRecording({ person, attempt, place }: AnswerPlace): Promise<(() => void) | undefined> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const hold = () => new Promise<void>((release) => resolve(release));
    void runWithTabLock(`talim.quiz-recording.${person}.${attempt}.${place}`, hold, () => resolve(undefined));
  });
}

export interface SpokenAnswer {
  state: RecordingState;
  begin: () => void;
  end: () => void;
}

/** `keep`: told of a recording that has ended. A page that is left ends it too. */
export function useSpokenAnswer(of: AnswerPlace | undefined, maxSeconds: number, keep: (file: PendingFile) => void): SpokenAnswer {
  const [state, dispatch] = useReducer(applyEvent, INITIAL_STATE);
  const present = useRef(keep);
  present.current = keep;
  const isGone = useRef(false);
  const end = useRef<() => Promise<void>>(undefined);
  useWorkInProgress(state.phase === "recording");
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      void end.current?.();
    };
  }, []);
  const begin = async () => {
    if (!of) return;
    dispatch({ type: "ask" });
    await endRecording();
    const release = await lockRecording(of);
    if (!release) return dispatch({ type: "refused", why: "elsewhere" });
    const session = new RecordingSession(of, Math.min(maxSeconds, getMaxSeconds()), dispatch, (file) => present.current(file));
    try {
      await session.start();
    } catch (error) {
      release();
      return dispatch({ type: "refused", why: error instanceof CaptureError ? error.reason : "unsupported" });
    }
    endRunning = end.current = () => session.end();
    void session.ended.then(release);
    if (isGone.current) return void session.end();
    dispatch({ type: "begun" });
    void refreshMaxSeconds();
  };
  return { state, begin: () => void begin(), end: () => void end.current?.() };
}

class RecordingSession {
  readonly ended: Promise<void>;
  private readonly chunks: Blob[] = [];
  private readonly file: StoredFile;
  private capture: Capture | undefined;
  private seconds = 0;
  private ending: Promise<void> | undefined;
  private tellEnded: () => void = () => {};
  private releaseScreen: () => void = () => {};

  constructor(
    of: AnswerPlace,
    private readonly maxSeconds: number,
    private readonly dispatch: (event: Parameters<typeof applyEvent>[1]) => void,
    private readonly keep: (file: PendingFile) => void,
  ) {
    this.file = { ...of, key: newId(), name: "", type: "", begunAt: Date.now(), isWhole: false };
    this.ended = new Promise((resolve) => (this.tellEnded = resolve));
  }

  async start(): Promise<void> {
    this.capture = await Capture.start({
      onChunk: (data) => fileStore.addPiece(this.file.key, this.chunks.push(data) - 1, data),
      onLevel: (level, seconds) => this.hear(level, seconds),
      onLost: () => void this.end("unplugged"),
    });
    const { type } = this.capture;
    Object.assign(this.file, { type, name: `recording.${getFileExtension(type)}` });
    fileStore.begin({ ...this.file });
    setUnsaved(this, true);
    this.releaseScreen = keepScreenAwake();
  }

  /** `why` it ended without the learner. */
  end(why?: StopReason): Promise<void> {
    return (this.ending ??= this.finish(why));
  }

  private hear(level: number, seconds: number): void {
    this.seconds += seconds;
    this.dispatch({ type: "heard", level, seconds });
    if (this.seconds >= this.maxSeconds) void this.end("tooLong");
  }

  private async finish(why?: StopReason): Promise<void> {
    await this.capture?.end();
    this.releaseScreen();
    this.dispatch({ type: "end", ...(why ? { why } : {}) });
    const { key, name, type } = this.file;
    const whole = new Blob(this.chunks, { type });
    if (whole.size) {
      await fileStore.finish(this.file, whole);
      this.keep({ key, name, type, size: whole.size });
    } else await fileStore.remove([key]);
    setUnsaved(this, false);
    this.tellEnded();
  }
}

/**
 * Make the answers of recordings that a page left in the middle when it was closed; `canTake` says whether nothing else
 * was answered there. `keep` is told of each.
 */
export async function takeUnfinished(person: string, attempt: string, canTake: (place: number) => boolean, keep: (place: number, file: PendingFile) => Promise<void>): Promise<void> {
  for (const { place } of await fileStore.listUnfinished(person, attempt)) {
    const release = await lockRecording({ person, attempt, place });
    if (!release) continue;
    // What another tab has ended by now is its answer.
    const file = (await fileStore.listUnfinished(person, attempt)).find((one) => one.place === place);
    const data = file && (await fileStore.get(file.key));
    if (file && data?.size && canTake(place)) {
      await fileStore.finish(file, data);
      await keep(place, { key: file.key, name: file.name, type: file.type, size: data.size });
    } else if (file) await fileStore.remove([file.key]);
    release();
  }
}
