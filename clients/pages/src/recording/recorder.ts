/** A homework's recording in this tab: the take, its microphone, and its place on the device. */

import { newId } from "@talim/client";
import { requestPersistentStorage } from "../lasting.ts";
import { Store } from "../store.ts";
import { talim } from "../talim.ts";
import { keepScreenAwake } from "./awake.ts";
import { Capture, CaptureError } from "./capture.ts";
import { MemoryRecordingStore } from "./in-hand.ts";
import type { StoredRecording } from "./keep.ts";
import { refreshMaxSeconds, getMaxSeconds } from "./longest.ts";
import { setMemoryOnly } from "./memory.ts";
import { recordingStore, runWithTabLock, getUploadState, startUpload } from "./sending.ts";
import { isEmptyRecording, INITIAL_STATE, applyEvent, isLostOnClose, type RecordingEvent, type StopReason, type RecordingState } from "./take.ts";

/** How often (ms) those who look on are told that somebody records. */
const PRESENCE_INTERVAL_MS = 4_000;
const recorders = new Map<string, Recorder>();

/** A recording that waits to be sent: what the screen shows of it, where it lies, and its sound where memory has that. */
interface CurrentRecording {
  take: RecordingState;
  kept: StoredRecording;
  pieces: Blob[];
}

export class Recorder {
  readonly take = new Store<RecordingState>(INITIAL_STATE);
  /** The recording on the device; null when there is none. */
  readonly kept = new Store<StoredRecording | null>(null);
  /** The one that was recorded before it, or was put aside for that one. */
  readonly other = new Store<CurrentRecording | null>(null);

  private capture: Capture | undefined;
  private pieces: Blob[] = [];
  private written: Promise<void> = Promise.resolve();
  private release: (() => void) | undefined;
  /** Another tab has this homework's recording, and its end is waited for. */
  private waits = false;
  /** Deleted by the person, be it that they can still be brought back; or sent, be it that the device still has it. */
  private readonly done = new Set<string>();
  /** The page was left: a microphone that comes now is let go of. */
  private left = false;
  private presence: ReturnType<typeof setInterval> | undefined;
  private letSleep: (() => void) | undefined;

  private constructor(
    readonly person: string,
    readonly homework: string,
  ) {
    this.take.watch(() => this.guard());
    this.other.watch(() => this.guard());
  }

  /** The one recorder of a homework: it lives on while other pages are open. */
  static of(person: string, homework: string): Recorder {
    const name = `${person} ${homework}`;
    let found = recorders.get(name);
    if (!found) recorders.set(name, (found = new Recorder(person, homework)));
    return found;
  }

  /** The page of the homework is open; the answer ends what runs when it is left. */
  open(): () => void {
    this.left = false;
    return () => {
      this.left = true;
      void this.end();
    };
  }

  /** Look for a recording from an earlier visit, or of another tab. */
  async find(): Promise<void> {
    if (!["idle", "kept"].includes(this.take.get().phase)) return;
    void recordingStore.tidy().catch(() => undefined);
    const lying = await recordingStore.of(this.person, this.homework).catch(() => []);
    if (!["idle", "kept"].includes(this.take.get().phase) || this.take.get().full) return;
    const there = lying.filter(({ id }) => !this.done.has(id));
    const [newest] = there;
    const mine = there.find(({ id }) => id === this.kept.get()?.id);
    if (!newest) {
      const other = this.other.get();
      this.other.set(null);
      return this.show(other?.take.full ? other : null);
    }
    if (mine && [mine.id, this.other.get()?.kept.id].includes(newest.id)) {
      const whole = this.take.get().cut && mine.state !== "recording";
      if (whole) this.show(fromStored(mine));
      else this.kept.set(mine);
      return this.lookAside(there);
    }
    const look = async () => {
      if (this.kept.get()?.id === newest.id) return;
      const other = this.other.get();
      this.show(other?.kept.id === newest.id ? other : fromStored(newest));
      this.lookAside(there);
    };
    await runWithTabLock(this.lock, look, () => this.elsewhere());
  }

  /** Which of these lies beside the one that is shown. */
  private lookAside(there: StoredRecording[]): void {
    const mine = this.kept.get()?.id;
    const other = this.other.get();
    const still = other && (other.take.full || there.some(({ id }) => id === other.kept.id));
    if (still && other.kept.id !== mine) return;
    const next = there.find(({ id }) => id !== mine);
    this.other.set(next ? fromStored(next) : null);
  }

  /** Record; what was recorded before is kept beside the new one until one of them is sent. */
  async begin(): Promise<void> {
    const former = this.present();
    this.happen({ type: "ask" });
    if (!(await this.hold())) return this.elsewhere();
    const [before, pieces] = [this.kept.get(), this.pieces];
    const hearing = {
      piece: (data: Blob) => this.write(data),
      level: (level: number, seconds: number) => this.heard(level, seconds),
      lost: () => void this.end("unplugged"),
    };
    const without = (why: StopReason | null) => {
      this.pieces = pieces;
      this.kept.set(before);
      this.let();
      this.happen({ type: "refused", why });
    };
    this.pieces = [];
    this.kept.set(this.fresh());
    let capture: Capture;
    try {
      capture = await Capture.begin(hearing);
    } catch (error) {
      return without(error instanceof CaptureError ? error.why : "unsupported");
    }
    if (this.left) {
      await capture.end();
      return without(null);
    }
    this.capture = capture;
    const kept = { ...this.fresh(), ...this.kept.get(), type: capture.type };
    this.kept.set(kept);
    this.onDevice(() => recordingStore.put(kept));
    this.happen({ type: "begun" });
    if (former && !(isEmptyRecording(former.take) && this.other.get())) this.other.set(former);
    this.letSleep = keepScreenAwake();
    void refreshMaxSeconds();
    this.tell();
    this.presence = setInterval(() => this.tell(), PRESENCE_INTERVAL_MS);
  }

  pause(): void {
    this.capture?.pause();
    this.happen({ type: "pause" });
  }

  resume(): void {
    this.capture?.resume();
    this.happen({ type: "resume" });
  }

  /** End it, and write down how long it is. */
  async end(why?: StopReason): Promise<void> {
    const { capture } = this;
    if (!capture) return;
    this.capture = undefined;
    clearInterval(this.presence);
    this.letSleep?.();
    await capture.end();
    this.happen({ type: "end", ...(why ? { why } : {}) });
    const whole = why !== "unplugged" && !this.left && !isEmptyRecording(this.take.get());
    await this.note({ state: "ended" });
    requestPersistentStorage();
    if (whole) await this.clear();
    this.let();
  }

  /** Send it; what the device has no room for goes out from memory. */
  async send(): Promise<void> {
    await this.written;
    const kept = this.kept.get();
    if (!kept) return;
    const sound = new Blob(this.pieces, { type: kept.type });
    this.other.set(null);
    await this.clear();
    const { full } = this.take.get();
    if (full) this.guardUntilSent(kept.id);
    await startUpload(kept.id, full ? new MemoryRecordingStore(kept, sound, recordingStore) : undefined);
  }

  /** The file so far: from memory when it was recorded here, else from the device. */
  async file(): Promise<Blob | undefined> {
    const kept = this.kept.get();
    if (!kept) return undefined;
    return this.pieces.length ? new Blob(this.pieces, { type: kept.type }) : recordingStore.file(kept);
  }

  /** Take the other recording in place of this one, which becomes the other. */
  swap(): void {
    const [mine, other] = [this.present(), this.other.get()];
    if (!mine || !other || mine.take.phase !== "kept") return;
    this.other.set(mine);
    this.show(other);
  }

  /**
   * Take it from the screen, where the other one comes in its place, and have every visit from now on look past it;
   * `back` brings it back unless another one has begun, `forget` deletes it.
   */
  drop(): { back: () => void; forget: () => void } {
    const [mine, other] = [this.present(), this.other.get()];
    let over = false;
    const dropped = (at: number | null) => {
      if (mine) this.written = this.written.then(() => recordingStore.change(mine.kept.id, { dropped: at })).catch(() => undefined);
    };
    this.other.set(null);
    this.show(other);
    if (mine) this.done.add(mine.kept.id);
    dropped(Date.now());
    const back = () => {
      const untouched = ["idle", "kept"].includes(this.take.get().phase) && this.kept.get()?.id === other?.kept.id;
      if (over || !untouched) return;
      over = true;
      if (mine) this.done.delete(mine.kept.id);
      dropped(null);
      this.other.set(other);
      this.show(mine);
    };
    const forget = () => {
      if (over) return;
      over = true;
      if (mine) void this.written.then(() => recordingStore.remove(mine.kept.id)).catch(() => undefined);
    };
    return { back, forget };
  }

  /** The server has it. */
  sent(): void {
    const kept = this.kept.get();
    if (kept) this.done.add(kept.id);
    this.pieces = [];
    this.kept.set(null);
    this.other.set(null);
    this.happen({ type: "dropped" });
  }

  /** What is shown now; null when nothing was recorded. */
  private present(): CurrentRecording | null {
    const kept = this.kept.get();
    return kept && { take: this.take.get(), kept, pieces: this.pieces };
  }

  private show(one: CurrentRecording | null): void {
    this.pieces = one?.pieces ?? [];
    this.kept.set(one?.kept ?? null);
    this.take.set(one?.take ?? INITIAL_STATE);
  }

  /** Take away what was recorded for this homework, but for this one and the other. */
  private async clear(): Promise<void> {
    const stay = [this.kept.get()?.id, this.other.get()?.kept.id];
    const all = await recordingStore.of(this.person, this.homework).catch(() => []);
    for (const one of all) if (!stay.includes(one.id)) await recordingStore.remove(one.id).catch(() => undefined);
  }

  private get lock(): string {
    return `talim.recording.${this.person}.${this.homework}`;
  }

  private fresh(): StoredRecording {
    const [id, key] = [newId(), newId()];
    const about = { person: this.person, homework: this.homework, begunAt: Date.now() };
    return { id, key, ...about, type: "", seconds: 0, voiced: 0, state: "recording" };
  }

  private write(data: Blob): void {
    const kept = this.kept.get();
    const place = this.pieces.push(data) - 1;
    if (!kept) return;
    this.onDevice(() => recordingStore.add(kept.id, place, data));
    void this.note({});
  }

  private heard(level: number, seconds: number): void {
    this.happen({ type: "heard", level, seconds });
    if (this.take.get().seconds >= getMaxSeconds()) void this.end("tooLong");
  }

  private async note(fields: Partial<StoredRecording>): Promise<void> {
    const { seconds, voiced } = this.take.get();
    const kept = this.kept.get();
    if (!kept) return;
    const next = { ...kept, seconds, voiced, ...fields };
    this.kept.set(next);
    this.onDevice(() => recordingStore.put(next));
    await this.written;
  }

  /** After what was written before; once the device was full nothing more, so that what lies there has no hole. */
  private onDevice(work: () => Promise<void>): void {
    const unlessFull = () => (this.take.get().full ? undefined : work());
    this.written = this.written.then(unlessFull).catch(() => this.happen({ type: "full" }));
  }

  private tell(): void {
    if (this.take.get().phase === "recording") talim.realtime.present({ type: "recording", homework: this.homework });
  }

  private elsewhere(): void {
    this.happen({ type: "ask" });
    this.happen({ type: "refused", why: "elsewhere" });
    if (this.waits) return;
    this.waits = true;
    void navigator.locks.request(this.lock, () => undefined).then(() => {
      this.waits = false;
      return this.find();
    });
  }

  /** Hold this homework's recording for this tab; false when another one has it. */
  private hold(): Promise<boolean> {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const held = () =>
        new Promise<void>((let_) => {
          this.release = let_;
          resolve(true);
        });
      void runWithTabLock(this.lock, held, () => resolve(false));
    });
  }

  private let(): void {
    this.release?.();
    this.release = undefined;
  }

  private happen(happening: RecordingEvent): void {
    this.take.set(applyEvent(this.take.get(), happening));
  }

  /** The browser asks before it closes the page while some of this lies here only. */
  private guard(): void {
    const kept = this.kept.get();
    const arrived = kept !== null && getUploadState(kept.id).get().phase === "done";
    const lies = isLostOnClose(this.take.get()) || this.other.get()?.take.full === true;
    setMemoryOnly(this, lies && !arrived);
  }

  /** The server may have it while another page is open. */
  private guardUntilSent(id: string): void {
    const stop = getUploadState(id).watch(({ phase }) => {
      if (phase !== "done") return;
      stop();
      this.guard();
    });
  }
}

/** A recording of an earlier visit. */
function fromStored(kept: StoredRecording): CurrentRecording {
  const { seconds, voiced, state } = kept;
  const take = applyEvent(INITIAL_STATE, { type: "found", seconds, voiced, cut: state === "recording" });
  return { take, kept, pieces: [] };
}
