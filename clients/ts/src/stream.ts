/** One stream. Events keep its state up to date: in order, none lost and none twice. */

import type { Events, Snapshots } from "./generated/realtime.js";
import { notifyAll } from "./listeners.js";
import { NEED_SNAPSHOT, normalize, reduce, type Kind } from "./reducers.js";

/** An event as it came. Events without `seq` are not stored by the server. */
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

/** What a stream needs next: nothing, the missing events, or a new snapshot. */
export type Need = "nothing" | "missing" | "snapshot";

type Listener = (event: EventFrame) => void;

export class Stream<K extends Kind = Kind> {
  /** Undefined until the first snapshot. Each change makes a new object, so compare with `===`. */
  state: Snapshots[K] | undefined;
  /** The number of the last event in `state`. */
  seq: number | undefined;
  /** Why the server ended the subscription (`not_found`: the user lost the right to it). */
  ended: string | undefined;
  /** An event did not say enough: the stream waits for a new snapshot. */
  stale = false;
  /** How many repeated events were dropped, and how many snapshots were taken. */
  readonly counted = { doubles: 0, snapshots: 0 };

  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly changeListeners = new Set<(state: Snapshots[K]) => void>();
  private readonly snapshotListeners = new Set<() => void>();
  private readonly endListeners = new Set<(code: string) => void>();

  constructor(
    readonly kind: K,
    public name: string,
  ) {}

  /**
   * Call the listener for each event of a type: once, in order, and after `state` changed. Returns a function that
   * removes it.
   */
  on<T extends keyof Events>(type: T, listener: (event: EventFrame<T>) => void): () => void {
    const typeListeners = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, typeListeners.add(listener as unknown as Listener));
    return () => void typeListeners.delete(listener as unknown as Listener);
  }

  /** Call the listener for every event of the stream. */
  onAny(listener: (event: EventFrame) => void): () => void {
    return this.on("*" as keyof Events, listener);
  }

  /** Call the listener for each new state. Returns a function that removes it. */
  onChange(listener: (state: Snapshots[K]) => void): () => void {
    this.changeListeners.add(listener);
    return () => void this.changeListeners.delete(listener);
  }

  /**
   * Call the listener after a snapshot replaced the state: there were no events for what happened before. Returns a
   * function that removes it.
   */
  onSnapshot(listener: () => void): () => void {
    this.snapshotListeners.add(listener);
    return () => void this.snapshotListeners.delete(listener);
  }

  /** The state once the condition holds. Rejects after so many milliseconds. */
  until(condition: (state: Snapshots[K]) => boolean, timeout = 30_000): Promise<Snapshots[K]> {
    return new Promise((resolve, reject) => {
      const check = (state: Snapshots[K]) => {
        if (!condition(state)) return;
        clearTimeout(timer);
        stop();
        resolve(state);
      };
      const stop = this.onChange(check);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${this.name}: not within ${timeout} ms`));
      }, timeout);
      if (this.state) check(this.state);
    });
  }

  /** Take the answer to a subscription: a snapshot, or the promise of the missing events. */
  open(frame: Opened): void {
    this.ended = undefined;
    if (frame.snapshot === undefined) return;
    this.counted.snapshots += 1;
    this.stale = false;
    this.seq = frame.seq;
    this.setState(normalize[this.kind](frame.snapshot as Snapshots[K]));
    notifyAll(this.snapshotListeners);
  }

  /**
   * Take an event. The next one changes the state, an old one is dropped, one that is too far ahead needs the missing
   * ones.
   */
  take(event: EventFrame): Need {
    if (event.seq === undefined) {
      this.emit(event);
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
    if (next === NEED_SNAPSHOT) this.stale = true;
    else if (next !== this.state) this.setState(next);
    this.emit(event);
    return this.stale ? "snapshot" : "nothing";
  }

  /** The server ended the subscription. */
  end(code: string): void {
    this.ended = code;
    notifyAll(this.endListeners, code);
  }

  /** Call the listener when the server ends the subscription. Returns a function that removes it. */
  onEnd(listener: (code: string) => void): () => void {
    this.endListeners.add(listener);
    return () => void this.endListeners.delete(listener);
  }

  /** Forget the state: another user is signed in. */
  reset(): void {
    this.state = this.seq = undefined;
  }

  private setState(state: Snapshots[K]): void {
    this.state = state;
    notifyAll(this.changeListeners, state);
  }

  private emit(event: EventFrame): void {
    for (const type of [event.type, "*"]) notifyAll(this.listeners.get(type) ?? [], event);
  }
}
