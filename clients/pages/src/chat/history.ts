/** The messages of a room as far as they are loaded, up to the newest, without gaps: older ones over REST, new ones by the stream. */

import { NEED_SNAPSHOT, reduce, type EventFrame, type Snapshots, type Stream } from "@talim/client";
import { Store } from "../store.ts";
import { PAGE_SIZE, toRoomMessage, type RoomMessage, type WrittenMessage } from "./data.ts";

type RoomState = Snapshots["chat"];

export interface History {
  /** In the order of their numbers. */
  rows: readonly RoomMessage[];
  /** Undefined until that is known. */
  hasOlder: boolean | undefined;
}

/** The newest messages up to a number, the newest first; without one the newest of all. */
export type FetchMessages = (upTo: number | undefined) => Promise<{ results: WrittenMessage[]; next: string | null }>;

export class RoomHistory {
  readonly store = new Store<History>({ rows: [], hasOlder: undefined });
  private readonly byNumber = new Map<number, RoomMessage>();
  private hasOlder: boolean | undefined;
  private isLoading = false;

  constructor(private readonly fetchMessages: FetchMessages) {}

  /** Load the newest messages, or those before the ones that are here. Once at a time. */
  async load(): Promise<void> {
    if (this.isLoading || this.hasOlder === false) return;
    this.isLoading = true;
    try {
      const lowest = this.byNumber.size ? Math.min(...this.byNumber.keys()) : undefined;
      const { results, next } = await this.fetchMessages(lowest === undefined ? undefined : lowest - 1);
      // What the stream brought meanwhile is newer than this answer.
      const rows = results.map(toRoomMessage).filter((row) => row !== undefined);
      for (const row of rows) if (!this.byNumber.has(row.number)) this.byNumber.set(row.number, row);
      this.hasOlder = next !== null;
      this.tell();
    } finally {
      this.isLoading = false;
    }
  }

  /** Take what the server answered to an act: nothing is newer. */
  take(message: RoomMessage): void {
    this.byNumber.set(message.number, message);
    this.tell();
  }

  /** Follow a stream; the answer stops that. */
  follow(stream: Stream<"chat">): () => void {
    if (stream.state) this.takeState(stream.state);
    let hadState = stream.state !== undefined;
    const stops = [
      stream.onChange((state) => this.takeState(state)),
      stream.onSnapshot(() => {
        // There were no events for what happened before it: what is older than it may have changed, or be missing.
        if (hadState && stream.state) this.beginAt(stream.state);
        hadState = true;
      }),
      stream.onAny((event) => this.takeEvent(event, stream.state)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  private takeState({ messages }: RoomState): void {
    if (!messages.length && this.hasOlder === undefined) this.hasOlder = false;
    for (const message of messages) this.byNumber.set(message.number, message);
    const first = messages.at(-1);
    if (messages.length < PAGE_SIZE && first && this.byNumber.size === messages.length) this.hasOlder = false;
    this.tell();
  }

  private beginAt({ messages }: RoomState): void {
    const lowest = messages.at(-1)?.number ?? Infinity;
    for (const number of [...this.byNumber.keys()]) if (number < lowest) this.byNumber.delete(number);
    this.hasOlder = messages.length >= PAGE_SIZE;
    this.tell();
  }

  /** The state of the stream holds the newest messages only; the event may be about an older one. */
  private takeEvent({ type, data, at }: EventFrame, state: RoomState | undefined): void {
    if (!state || type === "message.sent") return;
    const lowest = state.messages.at(-1)?.number ?? 0;
    const messages = this.store.get().rows.filter(({ number }) => number < lowest);
    const next = reduce("chat", { ...state, messages }, type, data, at);
    if (next === NEED_SNAPSHOT) return;
    for (const message of next.messages) this.byNumber.set(message.number, message);
    this.tell();
  }

  private tell(): void {
    const rows = [...this.byNumber.values()].sort((one, other) => one.number - other.number);
    this.store.set({ rows, hasOlder: this.hasOlder });
  }
}
