/** One stream: its state, kept right by events in their order, none lost and none twice. */

import type { Events, Snapshots } from "./generated/realtime.js";
import { tellAll } from "./listeners.js";
import { ASK, reduce, start, type Kind } from "./reducers.js";

/** An event as it came. Passing remarks have no `seq`. */
export interface EventFrame<T extends keyof Events = keyof Events> {
  type: T;
  stream: string;
  seq?: number;
  at: string;
  data: Events[T];
}

export interface Opened {
  stream: string;
  seq: number;
  replay?: number;
  resync?: boolean;
  snapshot?: unknown;
}

/** What a stream needs next: nothing, the events it lacks, or a new snapshot. */
export type Need = "nothing" | "missing" | "snapshot";

type Listener = (event: EventFrame) => void;

export class Stream<K extends Kind = Kind> {
  /** Undefined until the first snapshot. A new object for each change: it can be compared by `===`. */
  state: Snapshots[K] | undefined;
  /** The number of the last event that is in `state`. */
  seq: number | undefined;
  /** Why the server ended the subscription (`not_found`: the right to it is gone). */
  ended: string | undefined;
  /** An event did not say enough: a new snapshot is awaited. */
  stale = false;
  /** How many events came again and were dropped, and how many snapshots were taken. */
  readonly counted = { doubles: 0, snapshots: 0 };

  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly watchers = new Set<(state: Snapshots[K]) => void>();
  private readonly openers = new Set<() => void>();
  private readonly enders = new Set<(code: string) => void>();

  constructor(
    readonly kind: K,
    public name: string,
  ) {}

  /** Hear each event of a type once, in order, after `state` has it; the answer stops that. */
  on<T extends keyof Events>(type: T, listener: (event: EventFrame<T>) => void): () => void {
    const heard = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, heard.add(listener as unknown as Listener));
    return () => void heard.delete(listener as unknown as Listener);
  }

  /** Hear every event of the stream. */
  onAny(listener: (event: EventFrame) => void): () => void {
    return this.on("*" as keyof Events, listener);
  }

  /** Hear of each new state; the answer stops that. */
  onChange(listener: (state: Snapshots[K]) => void): () => void {
    this.watchers.add(listener);
    return () => void this.watchers.delete(listener);
  }

  /** Hear of each state that was taken whole, after it is there: no listener heard the events before it. The answer stops that. */
  onSnapshot(listener: () => void): () => void {
    this.openers.add(listener);
    return () => void this.openers.delete(listener);
  }

  /** The state once it is as wanted; rejects after so many milliseconds. */
  until(wanted: (state: Snapshots[K]) => boolean, timeout = 30_000): Promise<Snapshots[K]> {
    return new Promise((resolve, reject) => {
      const look = (state: Snapshots[K]) => {
        if (!wanted(state)) return;
        clearTimeout(timer);
        stop();
        resolve(state);
      };
      const stop = this.onChange(look);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${this.name}: not within ${timeout} ms`));
      }, timeout);
      if (this.state) look(this.state);
    });
  }

  /** Take the answer to a subscription: a snapshot, or the promise of the events since. */
  open(frame: Opened): void {
    this.ended = undefined;
    if (frame.snapshot === undefined) return;
    this.counted.snapshots += 1;
    this.stale = false;
    this.seq = frame.seq;
    this.change(start[this.kind](frame.snapshot as Snapshots[K]));
    tellAll(this.openers);
  }

  /** Take an event: the next one changes the state, one that was here is dropped, one too far ahead waits its turn. */
  take(event: EventFrame): Need {
    if (event.seq === undefined) {
      this.say(event);
      return "nothing";
    }
    if (this.state === undefined || this.seq === undefined) return "snapshot";
    if (event.seq <= this.seq) {
      this.counted.doubles += 1;
      return "nothing";
    }
    if (event.seq > this.seq + 1) return "missing";
    this.seq = event.seq;
    const next = reduce(this.kind, this.state, event.type, event.data, event.at);
    if (next === ASK) this.stale = true;
    else if (next !== this.state) this.change(next);
    this.say(event);
    return this.stale ? "snapshot" : "nothing";
  }

  /** The server ended the subscription. */
  end(code: string): void {
    this.ended = code;
    tellAll(this.enders, code);
  }

  /** Hear when the server ends the subscription; the answer stops that. */
  onEnd(listener: (code: string) => void): () => void {
    this.enders.add(listener);
    return () => void this.enders.delete(listener);
  }

  /** Forget everything: somebody else is signed in. */
  reset(): void {
    this.state = this.seq = undefined;
  }

  private change(state: Snapshots[K]): void {
    this.state = state;
    tellAll(this.watchers, state);
  }

  private say(event: EventFrame): void {
    for (const type of [event.type, "*"]) tellAll(this.listeners.get(type) ?? [], event);
  }
}
