/** A homework's recording in this tab: the take, its microphone, and its place on the device. */

import { newId } from "@talim/client";
import { requestPersistentStorage } from "../persistent-storage.ts";
import { Store } from "../store.ts";
import { talim } from "../talim.ts";
import { keepScreenAwake } from "./wake-lock.ts";
import { Capture, CaptureError } from "./capture.ts";
import { MemoryRecordingStore } from "./memory-store.ts";
import type { StoredRecording } from "./recording-store.ts";
import { refreshMaxSeconds, getMaxSeconds } from "./max-duration.ts";
import { setMemoryOnly } from "./close-warning.ts";
import { recordingStore, runWithTabLock, getUploadState, startUpload } from "./upload-queue.ts";
import { isEmptyRecording, INITIAL_STATE, applyEvent, isLostOnClose, type RecordingEvent, type StopReason, type RecordingState } from "./recording-state.ts";

/** How often (ms) those who look on are told that somebody records. */
const PRESENCE_INTERVAL_MS = 4_000;
const recorders = new Map<string, Recorder>();

/** A recording that waits to be sent: what the screen shows of it, where it lies, and its sound where memory has that. */
interface CurrentRecording {
  state: RecordingState;
  stored: StoredRecording;
  chunks: Blob[];
}

export class Recorder {
  readonly state = new Store<RecordingState>(INITIAL_STATE);
  /** The recording on the device; null when there is none. */
  readonly recording = new Store<StoredRecording | null>(null);
  /** The one that was recorded before it, or was put aside for that one. */
  readonly otherRecording = new Store<CurrentRecording | null>(null);

  private capture: Capture | undefined;
  private chunks: Blob[] = [];
  private pendingWrites: Promise<void> = Promise.resolve();
  private releaseTabLock: (() => void) | undefined;
  /** Another tab has this homework's recording, and its end is waited for. */
  private isWaitingForTab = false;
  /** Deleted by the person, be it that they can still be brought back; or sent, be it that the device still has it. */
  private readonly finishedIds = new Set<string>();
  /** The page was left: a microphone that comes now is let go of. */
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

  /** The one recorder of a homework: it lives on while other pages are open. */
  static forHomework(person: string, homework: string): Recorder {
    const name = `${person} ${homework}`;
    let recorder = recorders.get(name);
    if (!recorder) recorders.set(name, (recorder = new Recorder(person, homework)));
    return recorder;
  }

  /** The page of the homework is open; the answer ends what runs when it is left. */
  open(): () => void {
    this.isPageLeft = false;
    return () => {
      this.isPageLeft = true;
      void this.end();
    };
  }

  /** Look for a recording from an earlier visit, or of another tab. */
  async restore(): Promise<void> {
    if (!["idle", "kept"].includes(this.state.get().phase)) return;
    void recordingStore.removeDiscarded().catch(() => undefined);
    const lying = await recordingStore.listOf(this.person, this.homework).catch(() => []);
    if (!["idle", "kept"].includes(this.state.get().phase) || this.state.get().isDeviceFull) return;
    const there = lying.filter(({ id }) => !this.finishedIds.has(id));
    const [newest] = there;
    const mine = there.find(({ id }) => id === this.recording.get()?.id);
    if (!newest) {
      const other = this.otherRecording.get();
      this.otherRecording.set(null);
      return this.show(other?.state.isDeviceFull ? other : null);
    }
    if (mine && [mine.id, this.otherRecording.get()?.stored.id].includes(newest.id)) {
      const isInterrupted = this.state.get().isInterrupted && mine.state !== "recording";
      if (isInterrupted) this.show(fromStored(mine));
      else this.recording.set(mine);
      return this.updateOther(there);
    }
    const look = async () => {
      if (this.recording.get()?.id === newest.id) return;
      const other = this.otherRecording.get();
      this.show(other?.stored.id === newest.id ? other : fromStored(newest));
      this.updateOther(there);
    };
    await runWithTabLock(this.lockName, look, () => this.waitForOtherTab());
  }

  /** Which of these lies beside the one that is shown. */
  private updateOther(there: StoredRecording[]): void {
    const mine = this.recording.get()?.id;
    const other = this.otherRecording.get();
    const still = other && (other.state.isDeviceFull || there.some(({ id }) => id === other.stored.id));
    if (still && other.stored.id !== mine) return;
    const next = there.find(({ id }) => id !== mine);
    this.otherRecording.set(next ? fromStored(next) : null);
  }

  /** Record; what was recorded before is kept beside the new one until one of them is sent. */
  async start(): Promise<void> {
    const former = this.getCurrent();
    this.dispatch({ type: "ask" });
    if (!(await this.acquireTabLock())) return this.waitForOtherTab();
    const [before, pieces] = [this.recording.get(), this.chunks];
    const hearing = {
      onChunk: (data: Blob) => this.addChunk(data),
      onLevel: (level: number, seconds: number) => this.handleLevel(level, seconds),
      onLost: () => void this.end("unplugged"),
    };
    const without = (why: StopReason | null) => {
      this.chunks = pieces;
      this.recording.set(before);
      this.releaseLock();
      this.dispatch({ type: "refused", why });
    };
    this.chunks = [];
    this.recording.set(this.createRecording());
    let capture: Capture;
    try {
      capture = await Capture.start(hearing);
    } catch (error) {
      return without(error instanceof CaptureError ? error.reason : "unsupported");
    }
    if (this.isPageLeft) {
      await capture.end();
      return without(null);
    }
    this.capture = capture;
    const stored = { ...this.createRecording(), ...this.recording.get(), type: capture.type };
    this.recording.set(stored);
    this.queueWrite(() => recordingStore.put(stored));
    this.dispatch({ type: "begun" });
    if (former && !(isEmptyRecording(former.state) && this.otherRecording.get())) this.otherRecording.set(former);
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

  /** End it, and write down how long it is. */
  async end(why?: StopReason): Promise<void> {
    const { capture } = this;
    if (!capture) return;
    this.capture = undefined;
    clearInterval(this.presenceTimer);
    this.releaseWakeLock?.();
    await capture.end();
    this.dispatch({ type: "end", ...(why ? { why } : {}) });
    const isWhole = why !== "unplugged" && !this.isPageLeft && !isEmptyRecording(this.state.get());
    await this.saveProgress({ state: "ended" });
    requestPersistentStorage();
    if (isWhole) await this.removeOthers();
    this.releaseLock();
  }

  /** Send it; what the device has no room for goes out from memory. */
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

  /** The file so far: from memory when it was recorded here, else from the device. */
  async file(): Promise<Blob | undefined> {
    const recording = this.recording.get();
    if (!recording) return undefined;
    return this.chunks.length ? new Blob(this.chunks, { type: recording.type }) : recordingStore.getFile(recording);
  }

  /** Take the other recording in place of this one, which becomes the other. */
  swap(): void {
    const [mine, other] = [this.getCurrent(), this.otherRecording.get()];
    if (!mine || !other || mine.state.phase !== "kept") return;
    this.otherRecording.set(mine);
    this.show(other);
  }

  /**
   * Take it from the screen, where the other one comes in its place, and have every visit from now on look past it;
   * `back` brings it back unless another one has begun, `forget` deletes it.
   */
  discard(): { back: () => void; forget: () => void } {
    const [mine, other] = [this.getCurrent(), this.otherRecording.get()];
    let over = false;
    const dropped = (at: number | null) => {
      if (mine) this.pendingWrites = this.pendingWrites.then(() => recordingStore.update(mine.stored.id, { dropped: at })).catch(() => undefined);
    };
    this.otherRecording.set(null);
    this.show(other);
    if (mine) this.finishedIds.add(mine.stored.id);
    dropped(Date.now());
    const back = () => {
      const untouched = ["idle", "kept"].includes(this.state.get().phase) && this.recording.get()?.id === other?.stored.id;
      if (over || !untouched) return;
      over = true;
      if (mine) this.finishedIds.delete(mine.stored.id);
      dropped(null);
      this.otherRecording.set(other);
      this.show(mine);
    };
    const forget = () => {
      if (over) return;
      over = true;
      if (mine) void this.pendingWrites.then(() => recordingStore.remove(mine.stored.id)).catch(() => undefined);
    };
    return { back, forget };
  }

  /** The server has it. */
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

  /** Take away what was recorded for this homework, but for this one and the other. */
  private async removeOthers(): Promise<void> {
    const stay = [this.recording.get()?.id, this.otherRecording.get()?.stored.id];
    const all = await recordingStore.listOf(this.person, this.homework).catch(() => []);
    for (const recording of all) if (!stay.includes(recording.id)) await recordingStore.remove(recording.id).catch(() => undefined);
  }

  private get lockName(): string {
    return `talim.recording.${this.person}.${this.homework}`;
  }

  private createRecording(): StoredRecording {
    const [id, key] = [newId(), newId()];
    const about = { person: this.person, homework: this.homework, begunAt: Date.now() };
    return { id, key, ...about, type: "", seconds: 0, voiced: 0, state: "recording" };
  }

  private addChunk(data: Blob): void {
    const recording = this.recording.get();
    const place = this.chunks.push(data) - 1;
    if (!recording) return;
    this.queueWrite(() => recordingStore.addChunk(recording.id, place, data));
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

  /** After what was written before; once the device was full nothing more, so that what lies there has no hole. */
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
    void navigator.locks.request(this.lockName, () => undefined).then(() => {
      this.isWaitingForTab = false;
      return this.restore();
    });
  }

  /** Hold this homework's recording for this tab; false when another one has it. */
  private acquireTabLock(): Promise<boolean> {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const held = () =>
        new Promise<void>((let_) => {
          this.releaseTabLock = let_;
          resolve(true);
        });
      void runWithTabLock(this.lockName, held, () => resolve(false));
    });
  }

  private releaseLock(): void {
    this.releaseTabLock?.();
    this.releaseTabLock = undefined;
  }

  private dispatch(happening: RecordingEvent): void {
    this.state.set(applyEvent(this.state.get(), happening));
  }

  /** The browser asks before it closes the page while some of this lies here only. */
  private updateCloseWarning(): void {
    const recording = this.recording.get();
    const arrived = recording !== null && getUploadState(recording.id).get().phase === "done";
    const lies = isLostOnClose(this.state.get()) || this.otherRecording.get()?.state.isDeviceFull === true;
    setMemoryOnly(this, lies && !arrived);
  }

  /** The server may have it while another page is open. */
  private updateWarningWhenSent(id: string): void {
    const stop = getUploadState(id).subscribe(({ phase }) => {
      if (phase !== "done") return;
      stop();
      this.updateCloseWarning();
    });
  }
}

/** A recording of an earlier visit. */
function fromStored(stored: StoredRecording): CurrentRecording {
  const { seconds, voiced, state } = stored;
  const take = applyEvent(INITIAL_STATE, { type: "found", seconds, voiced, cut: state === "recording" });
  return { state: take, stored: stored, chunks: [] };
}
