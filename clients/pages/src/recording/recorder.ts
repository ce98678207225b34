/** A homework's recording in this tab: the take, its microphone, and its place on the device. */

import { newId } from "@talim/client";
import { Store } from "../store.ts";
import { talim } from "../talim.ts";
import { stayAwake } from "./awake.ts";
import { Capture, NoCapture } from "./capture.ts";
import { InHand } from "./in-hand.ts";
import type { Kept } from "./keep.ts";
import { learnLongest, longest } from "./longest.ts";
import { fleeting } from "./memory.ts";
import { keep, onlyHere, sendingOf, start } from "./sending.ts";
import { NOTHING, step, unsafe, type Happening, type Reason, type Take } from "./take.ts";

/** How often (ms) those who look on are told that somebody records. */
const PRESENT_MS = 4_000;
const all = new Map<string, Recorder>();

export class Recorder {
  readonly take = new Store<Take>(NOTHING);
  /** The recording on the device; null when there is none. */
  readonly kept = new Store<Kept | null>(null);

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
  }

  /** The one recorder of a homework: it lives on while other pages are open. */
  static of(person: string, homework: string): Recorder {
    const name = `${person} ${homework}`;
    let found = all.get(name);
    if (!found) all.set(name, (found = new Recorder(person, homework)));
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
    const there = await keep.of(this.person, this.homework).catch(() => []);
    const one = there.find(({ id }) => !this.done.has(id));
    if (!["idle", "kept"].includes(this.take.get().phase) || this.take.get().full) return;
    if (!one) {
      this.kept.set(null);
      return this.happen({ type: "dropped" });
    }
    if (one.id === this.kept.get()?.id) return this.kept.set(one);
    const look = async () => {
      this.pieces = [];
      this.kept.set(one);
      this.happen({ type: "dropped" });
      this.happen({ type: "found", seconds: one.seconds, voiced: one.voiced, cut: one.state === "recording" });
    };
    await onlyHere(this.lock, look, () => this.elsewhere());
  }

  /** Record; what was recorded before is kept until the new one has ended. */
  async begin(): Promise<void> {
    this.happen({ type: "ask" });
    if (!(await this.hold())) return this.elsewhere();
    const [before, pieces] = [this.kept.get(), this.pieces];
    const hearing = {
      piece: (data: Blob) => this.write(data),
      level: (level: number, seconds: number) => this.heard(level, seconds),
      lost: () => void this.end("unplugged"),
    };
    const without = (why: Reason | null) => {
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
      return without(error instanceof NoCapture ? error.why : "unsupported");
    }
    if (this.left) {
      await capture.end();
      return without(null);
    }
    this.capture = capture;
    const kept = { ...this.fresh(), ...this.kept.get(), type: capture.type };
    this.kept.set(kept);
    this.onDevice(() => keep.put(kept));
    this.happen({ type: "begun" });
    this.letSleep = stayAwake();
    void learnLongest();
    this.present();
    this.presence = setInterval(() => this.present(), PRESENT_MS);
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
  async end(why?: Reason): Promise<void> {
    const { capture } = this;
    if (!capture) return;
    this.capture = undefined;
    clearInterval(this.presence);
    this.letSleep?.();
    await capture.end();
    this.happen({ type: "end", ...(why ? { why } : {}) });
    await this.note({ state: "ended" });
    await this.clear();
    this.let();
  }

  /** Send it; what the device has no room for goes out from memory. */
  async send(): Promise<void> {
    await this.written;
    const kept = this.kept.get();
    if (!kept) return;
    const sound = new Blob(this.pieces, { type: kept.type });
    const { full } = this.take.get();
    if (full) this.guardUntilSent(kept.id);
    await start(kept.id, full ? new InHand(kept, sound, keep) : undefined);
  }

  /** The file so far: from memory when it was recorded here, else from the device. */
  async file(): Promise<Blob | undefined> {
    const kept = this.kept.get();
    if (!kept) return undefined;
    return this.pieces.length ? new Blob(this.pieces, { type: kept.type }) : keep.file(kept);
  }

  /** Take it from the screen; the answer brings it back. It is deleted by `forget`. */
  drop(): { back: () => void; forget: () => void } {
    const [take, kept] = [this.take.get(), this.kept.get()];
    this.take.set(NOTHING);
    this.kept.set(null);
    if (kept) this.done.add(kept.id);
    let undone = false;
    const back = () => {
      undone = true;
      if (kept) this.done.delete(kept.id);
      if (this.take.get().phase !== "idle") return;
      this.take.set(take);
      this.kept.set(kept);
    };
    return { back, forget: () => void (kept && !undone && keep.remove(kept.id).catch(() => undefined)) };
  }

  /** The server has it. */
  sent(): void {
    const kept = this.kept.get();
    if (kept) this.done.add(kept.id);
    this.pieces = [];
    this.kept.set(null);
    this.happen({ type: "dropped" });
  }

  /** Take away what was recorded for this homework before. */
  private async clear(): Promise<void> {
    const all = await keep.of(this.person, this.homework).catch(() => []);
    for (const one of all) if (one.id !== this.kept.get()?.id) await keep.remove(one.id).catch(() => undefined);
  }

  private get lock(): string {
    return `talim.recording.${this.person}.${this.homework}`;
  }

  private fresh(): Kept {
    const [id, key] = [newId(), newId()];
    const about = { person: this.person, homework: this.homework, begunAt: Date.now() };
    return { id, key, ...about, type: "", seconds: 0, voiced: 0, state: "recording" };
  }

  private write(data: Blob): void {
    const kept = this.kept.get();
    const place = this.pieces.push(data) - 1;
    if (!kept) return;
    this.onDevice(() => keep.add(kept.id, place, data));
    void this.note({});
  }

  private heard(level: number, seconds: number): void {
    this.happen({ type: "heard", level, seconds });
    if (this.take.get().seconds >= longest()) void this.end("tooLong");
  }

  private async note(fields: Partial<Kept>): Promise<void> {
    const { seconds, voiced } = this.take.get();
    const kept = this.kept.get();
    if (!kept) return;
    const next = { ...kept, seconds, voiced, ...fields };
    this.kept.set(next);
    this.onDevice(() => keep.put(next));
    await this.written;
  }

  /** After what was written before; once the device was full nothing more, so that what lies there has no hole. */
  private onDevice(work: () => Promise<void>): void {
    const unlessFull = () => (this.take.get().full ? undefined : work());
    this.written = this.written.then(unlessFull).catch(() => this.happen({ type: "full" }));
  }

  private present(): void {
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
      void onlyHere(this.lock, held, () => resolve(false));
    });
  }

  private let(): void {
    this.release?.();
    this.release = undefined;
  }

  private happen(happening: Happening): void {
    this.take.set(step(this.take.get(), happening));
  }

  /** The browser asks before it closes the page while some of this lies here only. */
  private guard(): void {
    const kept = this.kept.get();
    const arrived = kept !== null && sendingOf(kept.id).get().phase === "done";
    fleeting(this, unsafe(this.take.get()) && !arrived);
  }

  /** The server may have it while another page is open. */
  private guardUntilSent(id: string): void {
    const stop = sendingOf(id).watch(({ phase }) => {
      if (phase !== "done") return;
      stop();
      this.guard();
    });
  }
}
