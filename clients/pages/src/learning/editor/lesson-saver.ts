/**
 * Saves a lesson while it is written: a moment after each change, one request at a time. What the server does not have
 * yet is kept on the device. When somebody else saved the lesson meanwhile, nothing is sent until one has chosen.
 */

import { ApiError } from "@talim/client";
import { Store } from "../../store.ts";
import type { DraftBlock } from "./data.ts";

export interface LessonText {
  title: string;
  blocks: DraftBlock[];
}

/** `kept`: it lies on the device and is sent later. `refused`: it lies on the device until it is corrected. */
export type SaveState =
  { state: "saved" | "waiting" | "saving" | "kept" } | { state: "refused"; error: ApiError } | { state: "conflict" };

interface Saved {
  revision: number;
}

export interface SaverWork {
  send: (revision: number, text: LessonText) => Promise<Saved>;
  /** On the device. */
  keep: (revision: number, text: LessonText) => Promise<unknown>;
  forget: () => Promise<unknown>;
}

/** How long (ms) a pause in writing is before it is saved. */
const PAUSE_MS = 1_000;
/** How often (ms) is tried again where the server could not be reached. */
const RETRY_MS = 15_000;

export class LessonSaver {
  readonly state = new Store<SaveState>({ state: "saved" });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private changes = 0;
  private sending: Promise<void> | undefined;

  constructor(
    private readonly work: SaverWork,
    private text: LessonText,
    private revision: number,
    private readonly pause = PAUSE_MS,
  ) {}

  /** It was changed to this. */
  change(text: LessonText): void {
    this.text = text;
    this.changes += 1;
    if (this.state.get().state === "conflict") return;
    if (!this.sending) this.state.set({ state: "waiting" });
    this.schedule(this.pause);
  }

  /** Send what was not sent yet, now. It resolves when the server has it or it is known why not. */
  async flush(): Promise<SaveState["state"]> {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (this.isUnsent()) await this.save();
    return this.state.get().state;
  }

  /** The text was written on this revision; another one stands on the server. */
  conflict(): void {
    clearTimeout(this.timer);
    this.state.set({ state: "conflict" });
  }

  /** This text is to stand in place of that revision. */
  settle(text: LessonText, revision: number): void {
    this.revision = revision;
    this.state.set({ state: "waiting" });
    this.change(text);
    void this.flush();
  }

  /** This revision of the server holds the text that is here. */
  accept(revision: number, text = this.text): void {
    this.revision = revision;
    this.text = text;
    this.state.set({ state: "saved" });
    void this.work.forget();
  }

  /** The same text stands on the server with another revision. */
  moveOn(revision: number): void {
    this.revision = revision;
  }

  getRevision(): number {
    return this.revision;
  }

  /** Nothing is sent any more by itself. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private isUnsent(): boolean {
    return ["waiting", "kept", "refused"].includes(this.state.get().state);
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  private save(): Promise<void> {
    this.sending = this.sendOnce().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendOnce(): Promise<void> {
    const { text, changes, revision } = this;
    this.state.set({ state: "saving" });
    // A device without room still sends.
    await this.work.keep(revision, text).catch(() => undefined);
    try {
      this.revision = (await this.work.send(revision, text)).revision;
    } catch (error) {
      return this.fail(error);
    }
    if (changes !== this.changes) {
      this.state.set({ state: "waiting" });
      return this.schedule(this.pause);
    }
    this.state.set({ state: "saved" });
    await this.work.forget().catch(() => undefined);
  }

  private fail(error: unknown): void {
    if (error instanceof ApiError && error.code === "draft_changed") return this.conflict();
    if (error instanceof ApiError && error.status < 500 && error.status !== 429)
      return this.state.set({ state: "refused", error });
    this.state.set({ state: "kept" });
    this.schedule(RETRY_MS);
  }
}
