/** The recording of one homework in this tab: its state, its microphone, and its place on the device. */

import { newId } from "@talim/client";
import { requestPersistentStorage } from "../../persistent-storage.ts";
import { Store } from "../../store.ts";
import { talim } from "../../talim.ts";
import { keepScreenAwake } from "./wake-lock.ts";
import { Capture, CaptureError } from "./capture.ts";
import { MemoryRecordingStore } from "./memory-store.ts";
import type { StoredRecording } from "./recording-store.ts";
import { refreshMaxSeconds, getMaxSeconds } from "./max-duration.ts";
import { setMemoryOnly } from "./close-warning.ts";
import { recordingStore, runWithTabLock, getUploadState, startUpload } from "./upload-queue.ts";
import {
  isEmptyRecording,
  INITIAL_STATE,
  applyEvent,
  isLostOnClose,
  type RecordingEvent,
  type StopReason,
  type RecordingState,
} from "./recording-state.ts";

/** How often (ms) the wall is told that a pupil records. */
const PRESENCE_INTERVAL_MS = 4_000;
const recorders = new Map<string, Recorder>();

/** A recording that waits to be sent: its state on the screen, its stored row, and its sound if that is in memory. */
interface CurrentRecording {
  state: RecordingState;
  stored: StoredRecording;
  chunks: Blob[];
}

export class Recorder {
  readonly state = new Store<RecordingState>(INITIAL_STATE);
  /** The recording on the device; null when there is none. */
  readonly recording = new Store<StoredRecording | null>(null);
  /** The recording before it, or the one that the user swapped with it. */
  readonly otherRecording = new Store<CurrentRecording | null>(null);

  private capture: Capture | undefined;
  private chunks: Blob[] = [];
  private pendingWrites: Promise<void> = Promise.resolve();
  private releaseTabLock: (() => void) | undefined;
  /** Another tab holds this homework's recording; this tab waits for it. */
  private isWaitingForTab = false;
  /** Deleted by the user, who may still undo it, or sent while the device still has it. */
  private readonly finishedIds = new Set<string>();
  /** The page was left: a microphone that opens now is closed at once. */
  private isPageLeft = false;
  private presenceTimer: ReturnType<typeof setInterval> | undefined;
  private releaseWakeLock: (() => void) | undefined;

  private constructor(
    readonly person: string,
    readonly homework: string,
  ) {
    this.state.subscribe(() => this.updateCloseWarning());
    this.otherRecording.subscribe(() => this.updateCloseWarning());
  }

  /** The only recorder of a homework. It stays while other pages are open. */
  static forHomework(person: string, homework: string): Recorder {
    const name = `${person} ${homework}`;
    let recorder = recorders.get(name);
    if (!recorder) recorders.set(name, (recorder = new Recorder(person, homework)));
    return recorder;
  }

  /**
   * Call this when the page of the homework opens, and the returned function when it is left: that ends the recording.
   */
  open(): () => void {
    this.isPageLeft = false;
    return () => {
      this.isPageLeft = true;
      void this.end();
    };
  }

  /** Load a recording of an earlier visit or of another tab. */
  async restore(): Promise<void> {
    if (!["idle", "kept"].includes(this.state.get().phase)) return;
    void recordingStore.removeDiscarded().catch(() => undefined);
    const all = await recordingStore.listOf(this.person, this.homework).catch(() => []);
    if (!["idle", "kept"].includes(this.state.get().phase) || this.state.get().isDeviceFull) return;
    const recordings = all.filter(({ id }) => !this.finishedIds.has(id));
    const [newest] = recordings;
    const mine = recordings.find(({ id }) => id === this.recording.get()?.id);
    if (!newest) {
      const other = this.otherRecording.get();
      this.otherRecording.set(null);
      return this.show(other?.state.isDeviceFull ? other : null);
    }
    if (mine && [mine.id, this.otherRecording.get()?.stored.id].includes(newest.id)) {
      const isInterrupted = this.state.get().isInterrupted && mine.state !== "recording";
      if (isInterrupted) this.show(fromStored(mine));
      else this.recording.set(mine);
      return this.updateOther(recordings);
    }
    const showNewest = async () => {
      if (this.recording.get()?.id === newest.id) return;
      const other = this.otherRecording.get();
      this.show(other?.stored.id === newest.id ? other : fromStored(newest));
      this.updateOther(recordings);
    };
    await runWithTabLock(this.lockName, showNewest, () => this.waitForOtherTab());
  }

  /** Set the other recording, beside the one that is shown. */
  private updateOther(recordings: StoredRecording[]): void {
    const shownId = this.recording.get()?.id;
    const other = this.otherRecording.get();
    const isStored = other && (other.state.isDeviceFull || recordings.some(({ id }) => id === other.stored.id));
    if (isStored && other.stored.id !== shownId) return;
    const next = recordings.find(({ id }) => id !== shownId);
    this.otherRecording.set(next ? fromStored(next) : null);
  }

  /** Record. The earlier recording stays beside the new one until one of them is sent. */
  async start(): Promise<void> {
    const previous = this.getCurrent();
    this.dispatch({ type: "ask" });
    if (!(await this.acquireTabLock())) return this.waitForOtherTab();
    const [previousRecording, previousChunks] = [this.recording.get(), this.chunks];
    const listener = {
      onChunk: (data: Blob) => this.addChunk(data),
      onLevel: (level: number, seconds: number) => this.handleLevel(level, seconds),
      onLost: () => void this.end("unplugged"),
    };
    const cancelStart = (reason: StopReason | null) => {
      this.chunks = previousChunks;
      this.recording.set(previousRecording);
      this.releaseLock();
      this.dispatch({ type: "refused", why: reason });
    };
    this.chunks = [];
    this.recording.set(this.createRecording());
    let capture: Capture;
    try {
      capture = await Capture.start(listener);
    } catch (error) {
      return cancelStart(error instanceof CaptureError ? error.reason : "unsupported");
    }
    if (this.isPageLeft) {
      await capture.end();
      return cancelStart(null);
    }
    this.capture = capture;
    const stored = { ...this.createRecording(), ...this.recording.get(), type: capture.type };
    this.recording.set(stored);
    this.queueWrite(() => recordingStore.put(stored));
    this.dispatch({ type: "begun" });
    if (previous && !(isEmptyRecording(previous.state) && this.otherRecording.get())) this.otherRecording.set(previous);
    this.releaseWakeLock = keepScreenAwake();
    void refreshMaxSeconds();
    this.announcePresence();
    this.presenceTimer = setInterval(() => this.announcePresence(), PRESENCE_INTERVAL_MS);
  }

  pause(): void {
    this.capture?.pause();
    this.dispatch({ type: "pause" });
  }

  resume(): void {
    this.capture?.resume();
    this.dispatch({ type: "resume" });
  }

  /** End the recording and store its length. */
  async end(reason?: StopReason): Promise<void> {
    const { capture } = this;
    if (!capture) return;
    this.capture = undefined;
    clearInterval(this.presenceTimer);
    this.releaseWakeLock?.();
    await capture.end();
    this.dispatch({ type: "end", ...(reason ? { why: reason } : {}) });
    const isWhole = reason !== "unplugged" && !this.isPageLeft && !isEmptyRecording(this.state.get());
    await this.saveProgress({ state: "ended" });
    requestPersistentStorage();
    if (isWhole) await this.removeOthers();
    this.releaseLock();
  }

  /** Send the recording; from memory if the device is full. */
  async send(): Promise<void> {
    await this.pendingWrites;
    const recording = this.recording.get();
    if (!recording) return;
    const sound = new Blob(this.chunks, { type: recording.type });
    this.otherRecording.set(null);
    await this.removeOthers();
    const { isDeviceFull: full } = this.state.get();
    if (full) this.updateWarningWhenSent(recording.id);
    await startUpload(recording.id, full ? new MemoryRecordingStore(recording, sound, recordingStore) : undefined);
  }

  /** The file so far: from memory if it was recorded here, else from the device. */
  async file(): Promise<Blob | undefined> {
    const recording = this.recording.get();
    if (!recording) return undefined;
    return this.chunks.length ? new Blob(this.chunks, { type: recording.type }) : recordingStore.getFile(recording);
  }

  /** Swap the recording with the other one. */
  swap(): void {
    const [mine, other] = [this.getCurrent(), this.otherRecording.get()];
    if (!mine || !other || mine.state.phase !== "kept") return;
    this.otherRecording.set(mine);
    this.show(other);
  }

  /**
   * Take the recording off the screen and show the other one. Later visits do not load it. `back` restores it unless
   * another one has begun; `forget` deletes it.
   */
  discard(): { back: () => void; forget: () => void } {
    const [mine, other] = [this.getCurrent(), this.otherRecording.get()];
    let isFinished = false;
    const saveDropped = (at: number | null) => {
      if (mine)
        this.pendingWrites = this.pendingWrites
          .then(() => recordingStore.update(mine.stored.id, { dropped: at }))
          .catch(() => undefined);
    };
    this.otherRecording.set(null);
    this.show(other);
    if (mine) this.finishedIds.add(mine.stored.id);
    saveDropped(Date.now());
    const back = () => {
      const isUnchanged =
        ["idle", "kept"].includes(this.state.get().phase) && this.recording.get()?.id === other?.stored.id;
      if (isFinished || !isUnchanged) return;
      isFinished = true;
      if (mine) this.finishedIds.delete(mine.stored.id);
      saveDropped(null);
      this.otherRecording.set(other);
      this.show(mine);
    };
    const forget = () => {
      if (isFinished) return;
      isFinished = true;
      if (mine) void this.pendingWrites.then(() => recordingStore.remove(mine.stored.id)).catch(() => undefined);
    };
    return { back, forget };
  }

  /** The server has the recording. */
  markSent(): void {
    const recording = this.recording.get();
    if (recording) this.finishedIds.add(recording.id);
    this.chunks = [];
    this.recording.set(null);
    this.otherRecording.set(null);
    this.dispatch({ type: "dropped" });
  }

  /** What is shown now; null when nothing was recorded. */
  private getCurrent(): CurrentRecording | null {
    const recording = this.recording.get();
    return recording && { state: this.state.get(), stored: recording, chunks: this.chunks };
  }

  private show(current: CurrentRecording | null): void {
    this.chunks = current?.chunks ?? [];
    this.recording.set(current?.stored ?? null);
    this.state.set(current?.state ?? INITIAL_STATE);
  }

  /** Delete the recordings of this homework except the shown one and the other one. */
  private async removeOthers(): Promise<void> {
    const keptIds = [this.recording.get()?.id, this.otherRecording.get()?.stored.id];
    const all = await recordingStore.listOf(this.person, this.homework).catch(() => []);
    for (const recording of all)
      if (!keptIds.includes(recording.id)) await recordingStore.remove(recording.id).catch(() => undefined);
  }

  private get lockName(): string {
    return `talim.recording.${this.person}.${this.homework}`;
  }

  private createRecording(): StoredRecording {
    const [id, key] = [newId(), newId()];
    const fields = { person: this.person, homework: this.homework, begunAt: Date.now() };
    return { id, key, ...fields, type: "", seconds: 0, voiced: 0, state: "recording" };
  }

  private addChunk(data: Blob): void {
    const recording = this.recording.get();
    const index = this.chunks.push(data) - 1;
    if (!recording) return;
    this.queueWrite(() => recordingStore.addChunk(recording.id, index, data));
    void this.saveProgress({});
  }

  private handleLevel(level: number, seconds: number): void {
    this.dispatch({ type: "heard", level, seconds });
    if (this.state.get().seconds >= getMaxSeconds()) void this.end("tooLong");
  }

  private async saveProgress(fields: Partial<StoredRecording>): Promise<void> {
    const { seconds, voiced } = this.state.get();
    const recording = this.recording.get();
    if (!recording) return;
    const next = { ...recording, seconds, voiced, ...fields };
    this.recording.set(next);
    this.queueWrite(() => recordingStore.put(next));
    await this.pendingWrites;
  }

  /** Writes follow one another. Once the device is full nothing is written, so that the stored file has no hole. */
  private queueWrite(work: () => Promise<void>): void {
    const unlessFull = () => (this.state.get().isDeviceFull ? undefined : work());
    this.pendingWrites = this.pendingWrites.then(unlessFull).catch(() => this.dispatch({ type: "full" }));
  }

  private announcePresence(): void {
    if (this.state.get().phase === "recording") talim.realtime.present({ type: "recording", homework: this.homework });
  }

  private waitForOtherTab(): void {
    this.dispatch({ type: "ask" });
    this.dispatch({ type: "refused", why: "elsewhere" });
    if (this.isWaitingForTab) return;
    this.isWaitingForTab = true;
    void navigator.locks
      .request(this.lockName, () => undefined)
      .then(() => {
        this.isWaitingForTab = false;
        return this.restore();
      });
  }

  /** Hold this homework's recording for this tab; false when another tab holds it. */
  private acquireTabLock(): Promise<boolean> {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const holdLock = () =>
        new Promise<void>((release) => {
          this.releaseTabLock = release;
          resolve(true);
        });
      void runWithTabLock(this.lockName, holdLock, () => resolve(false));
    });
  }

  private releaseLock(): void {
    this.releaseTabLock?.();
    this.releaseTabLock = undefined;
  }

  private dispatch(event: RecordingEvent): void {
    this.state.set(applyEvent(this.state.get(), event));
  }

  /** The browser asks before it closes the page while sound is in memory only. */
  private updateCloseWarning(): void {
    const recording = this.recording.get();
    const isSent = recording !== null && getUploadState(recording.id).get().phase === "done";
    const isAtRisk = isLostOnClose(this.state.get()) || this.otherRecording.get()?.state.isDeviceFull === true;
    setMemoryOnly(this, isAtRisk && !isSent);
  }

  /** The upload may end while another page is open. */
  private updateWarningWhenSent(id: string): void {
    const stop = getUploadState(id).subscribe(({ phase }) => {
      if (phase !== "done") return;
      stop();
      this.updateCloseWarning();
    });
  }
}

/** The state of a recording from an earlier visit. */
function fromStored(stored: StoredRecording): CurrentRecording {
  const { seconds, voiced, state } = stored;
  const recordingState = applyEvent(INITIAL_STATE, { type: "found", seconds, voiced, cut: state === "recording" });
  return { state: recordingState, stored, chunks: [] };
}
