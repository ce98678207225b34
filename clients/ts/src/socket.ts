/** The live socket: ticket, hello, subscriptions, and reconnection after every end. See docs/realtime.md. */

import { sleep } from "./api.js";
import { ApiError } from "./errors.js";
import { notifyAll } from "./listeners.js";
import type { Kind } from "./reducers.js";
import { Stream, type EventFrame, type Opened } from "./stream.js";

/** The part of a WebSocket that is used. Browsers, Node from 22 on and the package `ws` have it. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

export type SocketClass = new (url: string) => SocketLike;

/** `stopped` comes with a `reason`: `signed_out`, `forbidden`, `replaced`, `too_big`, or `asked`. */
export type Status = "connecting" | "open" | "waiting" | "stopped";

export interface Me {
  id: string;
  first_name: string;
  last_name: string;
  role: string;
  locale: string;
}

/** What the user does right now. It is not stored. */
export type Presence =
  | { type: "recording"; homework: string }
  | { type: "typing"; discussion: string }
  | { type: "typing"; room: string };

export interface SocketOptions {
  /** `wss://learn.example.uz/ws/v1/` */
  url: string;
  ticket: () => Promise<string>;
  /** Get another access token; false when the session is over. */
  renew: () => Promise<boolean>;
  make?: SocketClass;
  /** Milliseconds: the first wait before a reconnection (doubled each time), the longest, and the one after 4429. */
  waits?: { first?: number; most?: number; tooMany?: number };
  /** Milliseconds between pings; by default the server's value. */
  heartbeat?: number;
}

type Frame = { type: string; id?: number | null; code?: string; stream?: string } & Record<string, unknown>;
type ConnectionEnd = { code: number; lifetime: number };

const STOP_REASONS: Record<number, string> = { 1009: "too_big", 4403: "forbidden", 4409: "replaced" };
/** The server closes all its sockets at once with these codes. */
const RESTART_CODES = [1012, 4503];
/** The server takes 60 frames in 10 s; this leaves some free. */
const MAX_FRAMES = 50;
const FRAMES_WINDOW_MS = 10_000;
/** The shortest time (ms) between two snapshots of a stream. */
const SNAPSHOT_INTERVAL_MS = 1_000;
/** A connection that lasted this long (ms) resets the waits. */
const GOOD_CONNECTION_MS = 5_000;
/** The longest time (ms) from the first packet to `welcome`. */
const OPENING_TIMEOUT_MS = 15_000;
/** Refusals of a subscription that are final. After another one it is requested again in so many ms. */
const FINAL_REFUSALS = ["not_found", "forbidden", "invalid"];
const SUBSCRIBE_RETRY_MS = 3_000;
/** Kinds of streams whose events are asked for in batched frames. */
const BATCHED_KINDS: Kind[] = ["chat"];

export class Realtime {
  status: Status = "stopped";
  /** Why it is `stopped`, or the close code after which it is `waiting`. */
  reason = "";
  me: Me | undefined;
  /** When (ms) the last frame came. */
  heardAt: number | undefined;
  /** The user's own stream; the server subscribes it by itself. */
  readonly own = new Stream("user", "");

  private readonly streams = new Map<string, Stream>();
  private readonly statusListeners = new Set<(status: Status, reason: string) => void>();
  private readonly pendingSubscriptions = new Map<number, string>();
  private readonly subscribing = new Set<string>();
  private readonly snapshotAt = new Map<string, number>();
  private outbox: string[] = [];
  private sentAt: number[] = [];
  private flushTimer: ReturnType<typeof setTimeout> | undefined;
  private socket: SocketLike | undefined;
  private stopController: AbortController | undefined;
  private wakeUp: (() => void) | undefined;
  private lastFrameId = 0;

  constructor(private readonly options: SocketOptions) {
    globalThis.addEventListener?.("online", () => this.wakeUp?.());
  }

  /** Connect, and stay connected until `stop`. */
  start(): void {
    if (this.stopController) return;
    this.stopController = new AbortController();
    void this.run(this.stopController.signal);
  }

  /** Close the connection. States stay; after `start` they continue from their last event. */
  stop(reason = "asked"): void {
    this.stopController?.abort();
    this.stopController = undefined;
    this.setStatus("stopped", reason);
  }

  /**
   * Subscribe to `{kind}:{id}`. The same name gives the same stream. A stream that the server ended is requested again.
   */
  subscribe<K extends Exclude<Kind, "user">>(kind: K, id: string): Stream<K> {
    const name = `${kind}:${id}`;
    let stream = this.streams.get(name);
    if (!stream) {
      stream = new Stream(kind, name) as unknown as Stream;
      this.streams.set(name, stream);
      if (this.status === "open") this.sendSubscribe(stream);
    } else if (stream.ended) {
      stream.ended = undefined;
      if (this.status === "open") this.sendSubscribe(stream);
    }
    return stream as unknown as Stream<K>;
  }

  /** End a subscription. */
  unsubscribe(stream: { name: string }): void {
    if (!this.streams.delete(stream.name)) return;
    this.subscribing.delete(stream.name);
    this.sendFrame({ type: "unsubscribe", stream: stream.name });
  }

  /** Show others what the user does. Repeat it every few seconds. It is lost when the socket is not open. */
  present(presence: Presence): void {
    this.sendFrame(presence);
  }

  /** Call the listener for each change of `status`. Returns a function that removes it. */
  onStatus(listener: (status: Status, reason: string) => void): () => void {
    this.statusListeners.add(listener);
    return () => void this.statusListeners.delete(listener);
  }

  /** Forget all states and streams, before another user signs in. */
  forget(): void {
    this.streams.clear();
    this.own.reset();
    this.own.name = "";
    this.me = undefined;
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      this.setStatus("connecting");
      const end = await this.connect(signal).catch((error: unknown) => error);
      if (signal.aborted) return;
      const stopReason = this.getStopReason(end);
      if (stopReason) return this.stop(stopReason);
      const { code, lifetime } = isEnd(end) ? end : { code: 0, lifetime: 0 };
      if (lifetime > GOOD_CONNECTION_MS) failures = 0;
      this.setStatus("waiting", String(code));
      if (code === 4401 && !(await this.options.renew().catch(() => true))) return this.stop("signed_out");
      await this.waitToReconnect(this.getReconnectDelay(code, failures), signal).catch(() => undefined);
    }
  }

  /** Why the client must not reconnect; undefined if it may. */
  private getStopReason(end: unknown): string | undefined {
    if (isEnd(end)) return STOP_REASONS[end.code];
    if (!(end instanceof ApiError)) return undefined;
    return { 401: "signed_out", 403: "forbidden" }[end.status];
  }

  /**
   * Milliseconds: 1, 2, 4 … 30 s with some chance in it. If the server closed many sockets at once, any moment within 2
   * s.
   */
  private getReconnectDelay(code: number, failures: number): number {
    const { first = 1_000, most = 30_000, tooMany = 10_000 } = this.options.waits ?? {};
    if (code === 4429) return tooMany;
    if (RESTART_CODES.includes(code) && failures === 0) return 2 * first * Math.random();
    const delay = Math.min(most, first * 2 ** failures);
    return delay * (0.5 + Math.random() / 2);
  }

  private waitToReconnect(milliseconds: number, signal: AbortSignal): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
    return Promise.race([woken, sleep(milliseconds, signal)]);
  }

  /** One connection from ticket to end. Rejects when there is no ticket. */
  private async connect(signal: AbortSignal): Promise<ConnectionEnd> {
    const ticket = await this.options.ticket();
    if (signal.aborted) return { code: 1000, lifetime: 0 };
    const WebSocketClass = this.options.make ?? (globalThis.WebSocket as unknown as SocketClass | undefined);
    if (!WebSocketClass) throw new Error("There is no WebSocket here: give one, for instance that of the package ws.");
    return new Promise((resolve) => {
      const socket = new WebSocketClass(this.options.url);
      let openedAt = 0;
      let silent = false;
      let heartbeatTimer: ReturnType<typeof setInterval> | undefined;
      const finish = (code: number) => {
        clearInterval(heartbeatTimer);
        clearTimeout(openingTimer);
        clearTimeout(this.flushTimer);
        signal.removeEventListener("abort", onAbort);
        socket.onopen = socket.onmessage = socket.onclose = null;
        if (this.socket === socket) this.socket = undefined;
        resolve({ code, lifetime: openedAt && Date.now() - openedAt + 1 });
      };
      const drop = (code: number) => {
        socket.close();
        finish(code);
      };
      const onAbort = () => drop(1000);
      const openingTimer = setTimeout(() => drop(1006), OPENING_TIMEOUT_MS);
      signal.addEventListener("abort", onAbort);
      socket.onopen = () => {
        this.socket = socket;
        this.outbox = [];
        this.sentAt = [];
        this.pendingSubscriptions.clear();
        this.subscribing.clear();
        const { seq, stale } = this.own;
        this.sendFrame({ type: "hello", ticket, ...(seq === undefined || stale ? {} : { after: seq }) });
      };
      socket.onmessage = (event: { data: unknown }) => {
        silent = false;
        this.heardAt = Date.now();
        const frame = JSON.parse(String(event.data)) as Frame;
        this.receive(frame);
        if (frame.type !== "welcome" || heartbeatTimer) return;
        clearTimeout(openingTimer);
        openedAt = Date.now();
        heartbeatTimer = setInterval(
          () => {
            if (silent) return drop(1006);
            silent = true;
            this.sendFrame({ type: "ping" });
          },
          this.options.heartbeat ?? Number(frame["heartbeat"]) * 1000,
        );
      };
      socket.onerror = () => undefined;
      socket.onclose = (event: { code: number }) => finish(event.code);
    });
  }

  private receive(frame: Frame): void {
    const stream = this.findStream(frame.stream ?? this.pendingSubscriptions.get(frame.id ?? -1) ?? "");
    this.pendingSubscriptions.delete(frame.id ?? -1);
    switch (frame.type) {
      case "welcome":
        return this.handleWelcome(frame);
      case "subscribed":
        this.subscribing.delete(frame.stream ?? "");
        return stream?.open(frame as unknown as Opened);
      case "unsubscribed":
        if (stream && frame.code === "resync") this.sendSubscribe(stream, true);
        else if (stream && frame.code) stream.end(frame.code);
        return;
      case "error":
        return stream && this.handleRefusal(stream, frame.code ?? "");
      case "pong":
        return;
      case "events":
        if (stream) for (const event of frame["events"] as EventFrame[]) this.handleEvent(stream, event);
        return;
      default:
        if (stream) this.handleEvent(stream, frame as unknown as EventFrame);
    }
  }

  private handleRefusal(stream: Stream, code: string): void {
    this.subscribing.delete(stream.name);
    if (FINAL_REFUSALS.includes(code)) stream.end(code);
    else setTimeout(() => this.findStream(stream.name) === stream && this.sendSubscribe(stream), SUBSCRIBE_RETRY_MS);
  }

  private handleWelcome(frame: Frame): void {
    this.me = frame["user"] as Me;
    const own = `user:${this.me.id}`;
    if (this.own.name && this.own.name !== own) this.own.reset();
    this.own.name = own;
    this.setStatus("open");
    for (const stream of this.streams.values()) if (!stream.ended) this.sendSubscribe(stream);
  }

  private handleEvent(stream: Stream, event: EventFrame): void {
    const need = stream.take(event);
    if (need === "missing") this.sendSubscribe(stream);
    if (need !== "snapshot") return;
    const now = Date.now();
    const last = this.snapshotAt.get(stream.name) ?? 0;
    if (last > now) return;
    const at = Math.max(now, last + SNAPSHOT_INTERVAL_MS);
    this.snapshotAt.set(stream.name, at);
    setTimeout(() => this.findStream(stream.name) === stream && this.sendSubscribe(stream, true), at - now);
  }

  private findStream(name: string): Stream | undefined {
    return name && name === this.own.name ? (this.own as unknown as Stream) : this.streams.get(name);
  }

  /** Subscribe from the last event, or for a new snapshot. While an answer is pending it is not sent twice. */
  private sendSubscribe(stream: Stream, fresh = stream.stale): void {
    if (this.subscribing.has(stream.name) && !fresh) return;
    this.subscribing.add(stream.name);
    const after = fresh || stream.seq === undefined ? {} : { after: stream.seq };
    const batch = BATCHED_KINDS.includes(stream.kind) ? { batch: true } : {};
    const id = this.sendFrame({ type: "subscribe", stream: stream.name, ...after, ...batch });
    this.pendingSubscriptions.set(id, stream.name);
  }

  /** Send a frame when the limit allows it; returns its id. Without a socket the frame is dropped. */
  private sendFrame(frame: object): number {
    const id = ++this.lastFrameId;
    if (this.socket) this.outbox.push(JSON.stringify({ id, ...frame }));
    this.flush();
    return id;
  }

  private flush(): void {
    while (this.outbox.length && this.socket) {
      const now = Date.now();
      this.sentAt = this.sentAt.filter((at) => at > now - FRAMES_WINDOW_MS);
      if (this.sentAt.length >= MAX_FRAMES) {
        clearTimeout(this.flushTimer);
        this.flushTimer = setTimeout(() => this.flush(), (this.sentAt[0] ?? now) + FRAMES_WINDOW_MS - now + 1);
        return;
      }
      this.sentAt.push(now);
      this.socket.send(this.outbox.shift() ?? "");
    }
  }

  private setStatus(status: Status, reason = ""): void {
    if (this.status === status && this.reason === reason) return;
    this.status = status;
    this.reason = reason;
    notifyAll(this.statusListeners, status, reason);
  }
}

function isEnd(value: unknown): value is ConnectionEnd {
  return typeof value === "object" && value !== null && "lifetime" in value;
}
