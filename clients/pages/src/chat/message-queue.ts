/** Keeps what was written on the device (IndexedDB) until the server has it. Each message has its client id, so it comes once. */

import { ApiError, NetworkError } from "@talim/client";
import { Database } from "../database.ts";
import { isTemporary } from "../offline-cache.ts";
import { getRetryDelay } from "../homework/recording/retry.ts";
import type { WrittenMessage } from "./data.ts";

const STORE = "messages";
/** When (ms) is looked again while another tab sends. */
const OTHER_TAB_MS = 2_000;

/** What an ApiError says, as it is stored. */
type Refusal = Pick<ApiError, "status" | "code" | "detail" | "fields" | "requestId">;

export interface QueuedMessage {
  person: string;
  client_id: string;
  room: string;
  text: string;
  /** The message that it replies to, as it is shown. */
  reply: { message: string; name: string; text: string } | null;
  /** A voice note; `id` once the server has the file. */
  voice: { data: ArrayBuffer; type: string; id?: string } | null;
  /** When the device says it was written. */
  at: number;
  /** Why the server did not take it: it is kept and not sent again by itself. */
  refused?: Refusal;
}

export interface MessageQueueOptions {
  /** Send a voice note; its id. */
  upload: (message: QueuedMessage) => Promise<string>;
  send: (message: QueuedMessage) => Promise<WrittenMessage>;
  /** Do it unless another tab is at it; says whether it was done. */
  runInOneTab: (work: () => Promise<void>) => Promise<boolean>;
  /** The person who is signed in: nobody else's messages are sent. */
  getPerson: () => string | undefined;
  /** Told whether something waits. */
  onWaiting: (waits: boolean) => void;
  /** Told whether something lies in this open page only. */
  onMemory: (holds: boolean) => void;
}

export class MessageQueue {
  private readonly database = new Database("talim-chat", (database) => {
    database.createObjectStore(STORE, { keyPath: ["person", "client_id"] });
  });
  /** Where the device has no room. */
  private readonly memory = new Map<string, QueuedMessage>();
  private readonly listeners = new Set<(sent?: WrittenMessage) => void>();
  private sending: Promise<number | undefined> | undefined;

  constructor(private readonly options: MessageQueueOptions) {}

  /** Hear of each change, and what the server made of a message that it took; the returned function stops that. */
  onChange(listener: (sent?: WrittenMessage) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Something lies in this open page only. */
  get isInMemory(): boolean {
    return this.memory.size > 0;
  }

  /** Keep a message, or another state of it. It is on the device when this is done. */
  async put(message: QueuedMessage): Promise<void> {
    this.options.onWaiting(true);
    try {
      await this.database.run([STORE], "readwrite", (transaction) => transaction.objectStore(STORE).put(message));
      this.memory.delete(message.client_id);
    } catch {
      this.memory.set(message.client_id, message);
    }
    this.options.onMemory(this.isInMemory);
    this.tell();
  }

  async remove({ person, client_id: clientId }: QueuedMessage): Promise<void> {
    this.memory.delete(clientId);
    this.options.onMemory(this.isInMemory);
    // What a device without room cannot forget is sent again at most, and comes once.
    await this.database
      .run([STORE], "readwrite", (transaction) => transaction.objectStore(STORE).delete([person, clientId]))
      .catch(() => undefined);
    this.tell();
  }

  /** What of this person is on this device, in the order in which it was written: what waits, and what was refused. */
  async list(person: string, room?: string): Promise<QueuedMessage[]> {
    const stored = await this.readStored().catch(() => []);
    const all = [...stored.filter(({ client_id: id }) => !this.memory.has(id)), ...this.memory.values()];
    return all
      .filter((one) => one.person === person && (room === undefined || one.room === room))
      .sort((one, other) => one.at - other.at);
  }

  /** Send all that waits; after how long (ms) another try is worth it, undefined where none is. */
  async send(person: string): Promise<number | undefined> {
    this.sending ??= this.sendAll(person).finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendAll(person: string): Promise<number | undefined> {
    let delay: number | undefined;
    const work = async () => {
      for (;;) {
        const next = (await this.list(person)).find(({ refused }) => !refused);
        if (!next) return this.sayNothingWaits();
        if (this.options.getPerson() !== person) return;
        delay = await this.sendOne(next);
        if (delay !== undefined) return;
      }
    };
    return (await this.options.runInOneTab(work)) ? delay : OTHER_TAB_MS;
  }

  /** After how long (ms) another try is worth it; undefined once the message is settled. */
  private async sendOne(message: QueuedMessage): Promise<number | undefined> {
    try {
      let whole = message;
      if (message.voice && !message.voice.id) {
        whole = { ...message, voice: { ...message.voice, id: await this.options.upload(message) } };
        await this.put(whole);
      }
      const sent = await this.options.send(whole);
      await this.remove(message);
      this.tell(sent);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401 || isTemporary(error)) {
        if (error instanceof ApiError || error instanceof NetworkError) return getRetryDelay(error);
        throw error;
      }
      const { status, code, detail, fields, requestId } = error;
      await this.put({ ...message, refused: { status, code, detail, fields, requestId } });
    }
    return undefined;
  }

  private async sayNothingWaits(): Promise<void> {
    const all = [...(await this.readStored().catch(() => [])), ...this.memory.values()];
    if (!all.some(({ refused }) => !refused)) this.options.onWaiting(false);
  }

  private async readStored(): Promise<QueuedMessage[]> {
    const request = await this.database.run(
      [STORE],
      "readonly",
      (transaction) => transaction.objectStore(STORE).getAll() as IDBRequest<QueuedMessage[]>,
    );
    return request.result;
  }

  private tell(sent?: WrittenMessage): void {
    for (const listener of [...this.listeners]) listener(sent);
  }
}

/** The error that a refused message was stored with. */
export function toError({ status, code, detail, fields, requestId }: Refusal): ApiError {
  return new ApiError(status, code, detail, fields, requestId);
}
