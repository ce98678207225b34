/** Keeps the progress of a learner on the device (IndexedDB) until the server has it. */

import { ApiError, NetworkError } from "@talim/client";
import { Database } from "../../database.ts";
import { isTemporary } from "../../offline-cache.ts";
import type { ProgressAnswer, ProgressBody } from "./learning-calls.ts";
import { addChange, buildBody, removeSent, type PendingProgress, type ProgressChange } from "./pending-progress.ts";

const STORE = "pending";
/** More lessons than these are sent the next time. */
const MAX_REQUESTS = 100;

export interface ProgressQueueOptions {
  send: (lesson: string, body: ProgressBody) => Promise<ProgressAnswer>;
  /** Do it unless another tab is at it. */
  runInOneTab: (work: () => Promise<void>) => Promise<void>;
  /** The person who is signed in: nobody else's progress is sent. */
  getPerson: () => string | undefined;
  /** Told whether something waits. */
  onWaiting?: (waits: boolean) => void;
}

export class ProgressQueue {
  private readonly database = new Database("talim-learning", (database) => {
    database.createObjectStore(STORE, { keyPath: ["person", "lesson"] });
  });
  /** Where the device has no room. */
  private readonly memory = new Map<string, PendingProgress>();
  private readonly listeners = new Set<(lesson: string, answer: ProgressAnswer) => void>();
  private readonly refusalListeners = new Set<(lesson: string) => void>();

  constructor(private readonly options: ProgressQueueOptions) {}

  /** Hear of each answer of the server; the returned function stops that. */
  onAnswer(listener: (lesson: string, answer: ProgressAnswer) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Hear of each lesson that the server does not take as done by hand; the returned function stops that. */
  onDoneRefused(listener: (lesson: string) => void): () => void {
    this.refusalListeners.add(listener);
    return () => void this.refusalListeners.delete(listener);
  }

  /** Note what happened. It is on the device when this is done. */
  async add(person: string, lesson: string, change: ProgressChange): Promise<void> {
    this.options.onWaiting?.(true);
    await this.update(person, lesson, (before) => addChange(before, person, lesson, change));
  }

  /** What of this lesson is not sent. */
  async get(person: string, lesson: string): Promise<PendingProgress | undefined> {
    const waiting = await this.list(person);
    return waiting.find((one) => one.lesson === lesson);
  }

  /** What of this person is not sent. */
  async list(person: string): Promise<PendingProgress[]> {
    return [...((await this.readStored()) ?? []), ...this.memory.values()].filter((one) => one.person === person);
  }

  /** Of everybody; undefined where the device does not say. */
  private readStored(): Promise<PendingProgress[] | undefined> {
    return this.database
      .run(
        [STORE],
        "readonly",
        (transaction) => transaction.objectStore(STORE).getAll() as IDBRequest<PendingProgress[]>,
      )
      .then(
        (request) => request.result,
        () => undefined,
      );
  }

  /**
   * Send all that waits. What is lost on the way, or what the server has no time for, stays; what it refuses goes. Where it
   * refuses only "done", because the lesson has another rule now, the rest is sent without it.
   */
  async send(person: string): Promise<void> {
    await this.options.runInOneTab(async () => {
      for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
        const [next] = await this.list(person);
        if (!next) return this.sayNothingWaits();
        if (this.options.getPerson() !== person || !(await this.sendOne(next))) return;
      }
    });
  }

  /** What waits of others who use this device still waits. */
  private async sayNothingWaits(): Promise<void> {
    if (!(await this.readStored())?.length && !this.memory.size) this.options.onWaiting?.(false);
  }

  private async sendOne(sent: PendingProgress): Promise<boolean> {
    const { person, lesson } = sent;
    try {
      const answer = await this.options.send(lesson, buildBody(sent));
      await this.update(person, lesson, (now) => removeSent(now, sent));
      for (const listener of this.listeners) listener(lesson, answer);
    } catch (error) {
      if (error instanceof NetworkError || !(error instanceof ApiError) || error.status === 401 || isTemporary(error))
        return false;
      if (error.status === 422 && sent.done && "done" in error.fields) {
        await this.update(person, lesson, (now) => now && { ...now, version: now.version + 1, done: false });
        for (const listener of this.refusalListeners) listener(lesson);
        return true;
      }
      await this.update(person, lesson, (now) => (now?.version === sent.version ? undefined : now));
    }
    return true;
  }

  private async update(
    person: string,
    lesson: string,
    change: (before: PendingProgress | undefined) => PendingProgress | undefined,
  ): Promise<void> {
    const key = `${person} ${lesson}`;
    const held = this.memory.get(key);
    try {
      if (held) throw new Error("Held in memory.");
      await this.database.run([STORE], "readwrite", (transaction) => {
        const store = transaction.objectStore(STORE);
        const asked = store.get([person, lesson]) as IDBRequest<PendingProgress | undefined>;
        asked.onsuccess = () => {
          const next = change(asked.result);
          if (next) store.put(next);
          else store.delete([person, lesson]);
        };
        return asked;
      });
    } catch {
      const next = change(held);
      if (next) this.memory.set(key, next);
      else this.memory.delete(key);
    }
  }
}
