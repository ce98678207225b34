/** Keeps what a learner answered on the device (IndexedDB) until the server has it. The newest answer to a question counts. */

import { ApiError, NetworkError } from "@talim/client";
import { Database } from "../../database.ts";
import { isTemporary } from "../../offline-cache.ts";
import { getRetryDelay } from "../../recording/retry.ts";
import type { QuizResponse, SavedAnswer } from "./calls.ts";

const STORE = "answers";
/** More answers than these are sent the next time. */
const MAX_REQUESTS = 400;
/** When (ms) is looked again while another tab sends. */
const OTHER_TAB_MS = 2_000;

export interface PendingAnswer {
  person: string;
  attempt: string;
  place: number;
  response: QuizResponse;
  /** When the device says it was given. */
  at: string;
  /** Another one with each change. */
  version: number;
}

/** What became of an answer: the server has it, or refused it. */
export type Outcome = { answer: PendingAnswer } & ({ saved: SavedAnswer } | { error: ApiError });

export interface AnswerQueueOptions {
  send: (answer: PendingAnswer) => Promise<SavedAnswer>;
  /** Do it unless another tab is at it; says whether it was done. */
  runInOneTab: (work: () => Promise<void>) => Promise<boolean>;
  /** The person who is signed in: nobody else's answers are sent. */
  getPerson: () => string | undefined;
  /** Told whether something waits. */
  onWaiting?: (waits: boolean) => void;
  /** Told whether something lies in this open page only. */
  onMemory?: (holds: boolean) => void;
}

export class AnswerQueue {
  private readonly database = new Database("talim-quizzes", (database) => {
    database.createObjectStore(STORE, { keyPath: ["person", "attempt", "place"] });
  });
  /** Where the device has no room. */
  private readonly memory = new Map<string, PendingAnswer>();
  private readonly listeners = new Set<(outcome: Outcome) => void>();
  private version = Date.now();
  private sending: Promise<number | undefined> | undefined;

  constructor(private readonly options: AnswerQueueOptions) {}

  /** Hear what becomes of each answer; the returned function stops that. */
  onOutcome(listener: (outcome: Outcome) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Keep an answer in place of an earlier one to the same question. It is on the device when this is done. */
  async add(person: string, attempt: string, place: number, response: QuizResponse): Promise<void> {
    this.options.onWaiting?.(true);
    const answer = { person, attempt, place, response, at: new Date().toISOString(), version: ++this.version };
    await this.update(answer, () => answer);
  }

  /** What of this person, of all attempts or of one, is not sent. */
  async list(person: string, attempt?: string): Promise<PendingAnswer[]> {
    const stored = (await this.readStored()) ?? [];
    const all = [...stored.filter((one) => !this.memory.has(getKey(one))), ...this.memory.values()];
    return all.filter((one) => one.person === person && (attempt === undefined || one.attempt === attempt));
  }

  /** Of everybody; undefined where the device does not say. */
  private readStored(): Promise<PendingAnswer[] | undefined> {
    return this.database.run([STORE], "readonly", (transaction) => transaction.objectStore(STORE).getAll() as IDBRequest<PendingAnswer[]>).then(
      (request) => request.result,
      () => undefined,
    );
  }

  /** Send all that waits; after how long (ms) another try is worth it, undefined where none is. */
  send(person: string): Promise<number | undefined> {
    this.sending ??= this.sendAll(person).finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendAll(person: string): Promise<number | undefined> {
    let delay: number | undefined;
    const work = async () => {
      for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
        const [next] = await this.list(person);
        if (!next) return this.sayNothingWaits();
        if (this.options.getPerson() !== person) return;
        delay = await this.sendOne(next);
        if (delay !== undefined) return;
      }
    };
    return (await this.options.runInOneTab(work)) ? delay : OTHER_TAB_MS;
  }

  /** What waits of others who use this device still waits. */
  private async sayNothingWaits(): Promise<void> {
    if (!(await this.readStored())?.length && !this.memory.size) this.options.onWaiting?.(false);
  }

  /** After how long (ms) another try is worth it; undefined once the answer is settled. */
  private async sendOne(answer: PendingAnswer): Promise<number | undefined> {
    let outcome: Outcome;
    try {
      outcome = { answer, saved: await this.options.send(answer) };
    } catch (error) {
      if (error instanceof NetworkError || !(error instanceof ApiError) || error.status === 401 || isTemporary(error)) return getRetryDelay(error);
      outcome = { answer, error };
    }
    await this.update(answer, (now) => (now?.version === answer.version ? undefined : now));
    for (const listener of this.listeners) listener(outcome);
    return undefined;
  }

  private async update(of: PendingAnswer, change: (before: PendingAnswer | undefined) => PendingAnswer | undefined): Promise<void> {
    const key = getKey(of);
    const held = this.memory.get(key);
    try {
      if (held) throw new Error("Held in memory.");
      await this.database.run([STORE], "readwrite", (transaction) => {
        const store = transaction.objectStore(STORE);
        const asked = store.get([of.person, of.attempt, of.place]) as IDBRequest<PendingAnswer | undefined>;
        asked.onsuccess = () => {
          const next = change(asked.result);
          if (next) store.put(next);
          else store.delete([of.person, of.attempt, of.place]);
        };
        return asked;
      });
    } catch {
      const next = change(held);
      if (next) this.memory.set(key, next);
      else {
        this.memory.delete(key);
        // An older one that was stored before the room ran out is not sent after it.
        await this.database.run([STORE], "readwrite", (transaction) => transaction.objectStore(STORE).delete([of.person, of.attempt, of.place])).catch(() => undefined);
      }
      this.options.onMemory?.(this.memory.size > 0);
    }
  }
}

function getKey({ person, attempt, place }: PendingAnswer): string {
  return `${person} ${attempt} ${place}`;
}
