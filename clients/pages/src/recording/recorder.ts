/** A homework's recording in this tab: the take, its microphone, and its place on the device. */

import { Store } from "../store.ts";
import { talim } from "../talim.ts";
import { Capture, NoCapture } from "./capture.ts";
import type { Kept } from "./keep.ts";
import { keep, onlyHere } from "./sending.ts";
import { LONGEST, NOTHING, step, type Happening, type Reason, type Take } from "./take.ts";

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
  private presence: ReturnType<typeof setInterval> | undefined;

  private constructor(
    private readonly person: string,
    private readonly homework: string,
  ) {}

  /** The one recorder of a homework: it lives on while other pages are open. */
  static of(person: string, homework: string): Recorder {
    const name = `${person} ${homework}`;
    let found = all.get(name);
    if (!found) all.set(name, (found = new Recorder(person, homework)));
    return found;
  }

  /** Look for a recording from an earlier visit, or of another tab. */
  async find(): Promise<void> {
    if (!["idle", "kept"].includes(this.take.get().phase)) return;
    const one = (await keep.of(this.person).catch(() => [])).find((each) => each.homework === this.homework);
    if (!one) {
      this.kept.set(null);
      return this.happen({ type: "dropped" });
    }
    if (one.id === this.kept.get()?.id) return this.kept.set(one);
    const look = async () => {
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
    const before = this.kept.get();
    const hearing = {
      piece: (data: Blob) => this.write(data),
      level: (level: number, seconds: number) => this.heard(level, seconds),
      lost: () => void this.end("unplugged"),
    };
    try {
      this.pieces = [];
      this.kept.set(this.fresh());
      this.capture = await Capture.begin(hearing);
    } catch (error) {
      this.kept.set(before);
      this.let();
      return this.happen({ type: "refused", why: error instanceof NoCapture ? error.why : "unsupported" });
    }
    const kept = { ...this.fresh(), ...this.kept.get(), type: this.capture.type };
    this.kept.set(kept);
    this.written = this.written.then(() => keep.put(kept)).catch(() => this.happen({ type: "full" }));
    this.happen({ type: "begun" });
    this.present();
    this.presence = setInterval(() => this.present(), PRESENT_MS);
    this.replaced = before;
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
    await capture.end();
    this.happen({ type: "end", ...(why ? { why } : {}) });
    await this.note({ state: "ended" });
    if (this.replaced) await keep.remove(this.replaced.id).catch(() => undefined);
    this.replaced = null;
    this.let();
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
    let undone = false;
    const back = () => {
      undone = true;
      this.take.set(take);
      this.kept.set(kept);
    };
    return { back, forget: () => void (kept && !undone && keep.remove(kept.id).catch(() => undefined)) };
  }

  /** The server has it. */
  sent(): void {
    this.pieces = [];
    this.kept.set(null);
    this.happen({ type: "dropped" });
  }

  /** All written pieces stand on the device, or in memory and on the screen that there is no room. */
  async settled(): Promise<void> {
    await this.written;
  }

  private replaced: Kept | null = null;

  private get lock(): string {
    return `talim.recording.${this.person}.${this.homework}`;
  }

  private fresh(): Kept {
    const [id, key] = [crypto.randomUUID(), crypto.randomUUID()];
    const about = { person: this.person, homework: this.homework, begunAt: Date.now() };
    return { id, key, ...about, type: "", seconds: 0, voiced: 0, state: "recording" };
  }

  private write(data: Blob): void {
    const kept = this.kept.get();
    const place = this.pieces.push(data) - 1;
    if (!kept) return;
    const full = () => this.happen({ type: "full" });
    this.written = this.written.then(() => keep.add(kept.id, place, data)).catch(full);
    void this.note({});
  }

  private heard(level: number, seconds: number): void {
    this.happen({ type: "heard", level, seconds });
    if (this.take.get().seconds >= LONGEST) void this.end("tooLong");
  }

  private async note(fields: Partial<Kept>): Promise<void> {
    const { seconds, voiced } = this.take.get();
    const kept = this.kept.get();
    if (!kept) return;
    const next = { ...kept, seconds, voiced, ...fields };
    this.kept.set(next);
    this.written = this.written.then(() => keep.put(next)).catch(() => this.happen({ type: "full" }));
    await this.written;
  }

  private present(): void {
    if (this.take.get().phase === "recording") talim.realtime.present({ type: "recording", homework: this.homework });
  }

  private elsewhere(): void {
    this.happen({ type: "ask" });
    this.happen({ type: "refused", why: "elsewhere" });
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
}
