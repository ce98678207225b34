/** Keeps what a learner answered on the device (IndexedDB) until the server has it. The newest answer to a question counts. */

import { ApiError, NetworkError } from "@talim/client";
import { Database } from "../../database.ts";
import { PageError } from "../../errors.ts";
import { isTemporary } from "../../offline-cache.ts";
import { getRetryDelay } from "../../homework/recording/retry.ts";
import type { AnswerFile, PendingFile, QuizResponse, SavedAnswer } from "./calls.ts";
import { buildFileResponse } from "./responses.ts";

const STORE = "answers";
/** More answers than these are sent the next time. */
const MAX_REQUESTS = 400;
/** When (ms) is looked again while another tab sends. */
const OTHER_TAB_MS = 2_000;
/** After so long (ms) an answer that the server refused goes from the device. */
const REFUSED_MS = 14 * 24 * 3_600_000;

/** What an ApiError says, as it is stored. */
type Refusal = Pick<ApiError, "status" | "code" | "detail" | "fields" | "requestId">;

export interface PendingAnswer {
  person: string;
  attempt: string;
  place: number;
  /** Files that are not sent stand in it by their keys. */
  response: QuizResponse;
  files?: PendingFile[];
  /** When the device says it was given. */
  at: string;
  /** Another one with each change, by chance: a clock may go back, and other tabs change answers too. */
  version: number;
  /** Why the server did not take it: it is kept and not sent again by itself. */
  refused?: Refusal;
}

/** What became of an answer: the server has it, or refused it. */
export type Outcome = { answer: PendingAnswer } & ({ saved: SavedAnswer } | { error: ApiError | PageError });

export interface AnswerQueueOptions {
  send: (answer: PendingAnswer) => Promise<SavedAnswer>;
  /** Send a file of an answer; rejects with PageError where this device does not have it any more. */
  upload: (answer: PendingAnswer, file: PendingFile) => Promise<AnswerFile>;
  /** Whether only another open page has the file of this key: that page sends it. */
  isElsewhere?: (key: string) => Promise<boolean>;
  /** Do it unless another tab is at it; says whether it was done. Files have their own turn, so that no answer waits for them. */
  runInOneTab: (work: () => Promise<void>, ofFiles: boolean) => Promise<boolean>;
  /** Do it while no other answer to the same question is sent, in other tabs neither. */
  runAlone: (answer: PendingAnswer, work: () => Promise<SavedAnswer | undefined>) => Promise<SavedAnswer | undefined>;
  /** The person who is signed in: nobody else's answers are sent. */
  getPerson: () => string | undefined;
  /** Told whether something waits. */
  onWaiting?: (waits: boolean) => void;
  /** Told whether something lies in this open page only. */
  onMemory?: (holds: boolean) => void;
  /** Told of files on this device that no answer needs any more. */
  onFilesDone?: (keys: string[]) => void;
  /** Told which files the answers on this device need, when nothing waits. */
  onIdle?: (keys: ReadonlySet<string>) => void;
}

export class AnswerQueue {
  private readonly database = new Database("talim-quizzes", (database) => {
    database.createObjectStore(STORE, { keyPath: ["person", "attempt", "place"] });
  });
  /** Where the device has no room. */
  private readonly memory = new Map<string, PendingAnswer>();
  private readonly listeners = new Set<(outcome: Outcome) => void>();
  private readonly sending = new Map<boolean, Promise<number | undefined>>();

  constructor(private readonly options: AnswerQueueOptions) {}

  /** Hear what becomes of each answer; the returned function stops that. */
  onOutcome(listener: (outcome: Outcome) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Keep an answer in place of an earlier one to the same question. It is on the device when this is done. */
  async add(
    person: string,
    attempt: string,
    place: number,
    response: QuizResponse,
    files: PendingFile[] = [],
  ): Promise<void> {
    this.options.onWaiting?.(true);
    const answer: PendingAnswer = {
      person,
      attempt,
      place,
      response,
      at: new Date().toISOString(),
      version: Math.random(),
    };
    await this.update(answer, (before) =>
      files.length ? { ...answer, files: files.map((file) => findSent(file, before)) } : answer,
    );
  }

  /** Something lies in this open page only. */
  get isInMemory(): boolean {
    return this.memory.size > 0;
  }

  /** What of this person, of all attempts or of one, is on this device: what waits, and what was refused. */
  async list(person: string, attempt?: string): Promise<PendingAnswer[]> {
    const stored = await this.readStored().catch(() => []);
    const all = [...stored.filter((one) => !this.memory.has(getKey(one))), ...this.memory.values()];
    return all.filter((one) => one.person === person && (attempt === undefined || one.attempt === attempt));
  }

  /** The keys of the files that answers of everybody name; rejects where the device does not say. */
  async listNamedFiles(): Promise<Set<string>> {
    const all = [...(await this.readStored()), ...this.memory.values()];
    return new Set(all.flatMap(({ files = [] }) => files.map(({ key }) => key)));
  }

  /** Forget what the server refused of an attempt. */
  async forgetRefused(person: string, attempt: string): Promise<void> {
    for (const answer of await this.list(person, attempt))
      if (answer.refused) await this.update(answer, (now) => (now?.refused ? undefined : now));
  }

  /** Of everybody. */
  private async readStored(): Promise<PendingAnswer[]> {
    const request = await this.database.run(
      [STORE],
      "readonly",
      (transaction) => transaction.objectStore(STORE).getAll() as IDBRequest<PendingAnswer[]>,
    );
    return request.result;
  }

  /** Send all that waits; after how long (ms) another try is worth it, undefined where none is. */
  async send(person: string): Promise<number | undefined> {
    const delays = await Promise.all([false, true].map((ofFiles) => this.sendTurn(person, ofFiles)));
    const known = delays.filter((delay) => delay !== undefined);
    return known.length ? Math.min(...known) : undefined;
  }

  private sendTurn(person: string, ofFiles: boolean): Promise<number | undefined> {
    const present =
      this.sending.get(ofFiles) ?? this.sendAll(person, ofFiles).finally(() => this.sending.delete(ofFiles));
    this.sending.set(ofFiles, present);
    return present;
  }

  private async sendAll(person: string, ofFiles: boolean): Promise<number | undefined> {
    let delay: number | undefined;
    const work = async () => {
      for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
        const waiting = (await this.list(person)).filter(
          (one) => !one.refused && Boolean(listOwnFiles(one).length) === ofFiles,
        );
        const next = await this.findOwn(waiting);
        if (!next) {
          if (waiting.length) delay = OTHER_TAB_MS;
          else await this.sayNothingWaits().catch(() => undefined);
          return;
        }
        if (this.options.getPerson() !== person) return;
        delay = await this.sendOne(next);
        if (delay !== undefined) return;
      }
    };
    return (await this.options.runInOneTab(work, ofFiles)) ? delay : OTHER_TAB_MS;
  }

  /** The first of these whose files are not in another open page. */
  private async findOwn(answers: PendingAnswer[]): Promise<PendingAnswer | undefined> {
    for (const answer of answers) {
      const unsent = (answer.files ?? []).filter(({ sent }) => !sent);
      const elsewhere = await Promise.all(unsent.map(({ key }) => this.options.isElsewhere?.(key)));
      if (!elsewhere.includes(true)) return answer;
    }
    return undefined;
  }

  /** What waits of others who use this device still waits. */
  private async sayNothingWaits(): Promise<void> {
    const all = [...(await this.readStored()), ...this.memory.values()];
    if (all.some((one) => !one.refused)) return;
    for (const answer of all) if (isOld(answer)) await this.update(answer, () => undefined);
    this.options.onIdle?.(await this.listNamedFiles());
    this.options.onWaiting?.(false);
  }

  /** After how long (ms) another try is worth it; undefined once the answer is settled. */
  private async sendOne(answer: PendingAnswer): Promise<number | undefined> {
    let outcome: Outcome;
    try {
      const whole = await this.uploadFiles(answer);
      // Its files may have taken so long that another answer was given, and sent, meanwhile.
      const saved = await this.options.runAlone(answer, async () =>
        (await this.isNewest(answer)) ? this.options.send(whole) : undefined,
      );
      if (!saved) return undefined;
      outcome = { answer: whole, saved };
    } catch (error) {
      if (error instanceof NetworkError || !(error instanceof ApiError || error instanceof PageError))
        return getRetryDelay(error);
      if (error instanceof ApiError && (error.status === 401 || isTemporary(error))) return getRetryDelay(error);
      outcome = { answer, error };
    }
    let isNewest = false;
    await this.update(answer, (now) => {
      isNewest = now?.version === answer.version;
      return isNewest ? keepRefused(now, outcome) : now;
    });
    if ("saved" in outcome || isNewest) for (const listener of this.listeners) listener(outcome);
    return undefined;
  }

  private async isNewest({ person, attempt, place, version }: PendingAnswer): Promise<boolean> {
    return (await this.list(person, attempt)).some((one) => one.place === place && one.version === version);
  }

  /** The answer with all of its files on the server, which it names. */
  private async uploadFiles(answer: PendingAnswer): Promise<PendingAnswer> {
    let whole = answer;
    for (const file of answer.files ?? []) {
      if (file.sent) continue;
      const sent = await this.options.upload(answer, file);
      const mark = (one: PendingAnswer) => ({
        ...one,
        files: (one.files ?? []).map((other) => (other.key === file.key ? { ...other, sent } : other)),
      });
      whole = mark(whole);
      await this.update(answer, (now) => now && mark(now));
    }
    const { kind } = answer.response;
    return whole.files && (kind === "speak" || kind === "file")
      ? { ...whole, response: buildFileResponse(kind, whole.files) }
      : whole;
  }

  private async update(
    of: PendingAnswer,
    change: (before: PendingAnswer | undefined) => PendingAnswer | undefined,
  ): Promise<void> {
    const key = getKey(of);
    const held = this.memory.get(key);
    let done: string[] = [];
    const apply = (before: PendingAnswer | undefined) => {
      const next = change(before);
      done = listOwnFiles(before).filter((file) => !listOwnFiles(next).includes(file));
      return next;
    };
    try {
      if (held) throw new Error("Held in memory.");
      await this.database.run([STORE], "readwrite", (transaction) => {
        const store = transaction.objectStore(STORE);
        const asked = store.get([of.person, of.attempt, of.place]) as IDBRequest<PendingAnswer | undefined>;
        asked.onsuccess = () => {
          const next = apply(asked.result);
          if (next) store.put(next);
          else store.delete([of.person, of.attempt, of.place]);
        };
        return asked;
      });
    } catch {
      const next = apply(held);
      if (next) this.memory.set(key, next);
      else {
        this.memory.delete(key);
        // An older one that was stored before the room ran out is not sent after it.
        await this.database
          .run([STORE], "readwrite", (transaction) =>
            transaction.objectStore(STORE).delete([of.person, of.attempt, of.place]),
          )
          .catch(() => undefined);
      }
      this.options.onMemory?.(this.memory.size > 0);
    }
    if (done.length) this.options.onFilesDone?.(done);
  }
}

function getKey({ person, attempt, place }: PendingAnswer): string {
  return `${person} ${attempt} ${place}`;
}

/** Files whose bytes lie on this device; others are named by what they are called on the server. */
function listOwnFiles(answer: PendingAnswer | undefined): string[] {
  return (answer?.files ?? []).filter(({ key, sent }) => key !== sent?.id).map(({ key }) => key);
}

/** A file that an earlier answer with it had sent already. */
function findSent(file: PendingFile, before: PendingAnswer | undefined): PendingFile {
  const sent = file.sent ?? before?.files?.find(({ key }) => key === file.key)?.sent;
  return sent ? { ...file, sent } : file;
}

/** What stays of a settled answer: one that the server refused. */
function keepRefused(answer: PendingAnswer | undefined, outcome: Outcome): PendingAnswer | undefined {
  if (!answer || !("error" in outcome) || !(outcome.error instanceof ApiError)) return undefined;
  const { status, code, detail, fields, requestId } = outcome.error;
  return { ...answer, refused: { status, code, detail, fields, requestId } };
}

function isOld({ at }: PendingAnswer): boolean {
  return Date.parse(at) < Date.now() - REFUSED_MS;
}

/** The error that a refused answer was stored with. */
export function toError({ status, code, detail, fields, requestId }: Refusal): ApiError {
  return new ApiError(status, code, detail, fields, requestId);
}
