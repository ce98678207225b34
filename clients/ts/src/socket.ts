/** The live socket: ticket, hello, subscriptions, and coming back after whatever ended it. See docs/realtime.md. */

import { sleep } from "./api.js";
import { ApiError } from "./errors.js";
import { tellAll } from "./listeners.js";
import type { Kind } from "./reducers.js";
import { Stream, type EventFrame, type Opened } from "./stream.js";

/** What is used of a WebSocket: the browser's, Node's from 22 on, and that of the package `ws` all have it. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

export type SocketClass = new (url: string) => SocketLike;

/** `stopped` comes with a reason: `signed_out`, `forbidden`, `replaced`, `too_big`, or `asked`; see `reason`. */
export type Status = "connecting" | "open" | "waiting" | "stopped";

export interface Me {
  id: string;
  first_name: string;
  last_name: string;
  role: string;
  locale: string;
}

/** Something is being done right now; nobody keeps it. */
export type Presence = { type: "recording"; homework: string } | { type: "typing"; discussion: string };

export interface SocketOptions {
  /** `wss://learn.example.uz/ws/v1/` */
  url: string;
  ticket: () => Promise<string>;
  /** Another access token; false when the session is over. */
  renew: () => Promise<boolean>;
  make?: SocketClass;
  /** Milliseconds: the first wait before coming back (doubled each time), the longest, and after 4429. */
  waits?: { first?: number; most?: number; tooMany?: number };
  /** Milliseconds between pings; the server's word counts unless this is set. */
  heartbeat?: number;
}

type Frame = { type: string; id?: number | null; code?: string; stream?: string } & Record<string, unknown>;
type End = { code: number; lived: number };

const STOPPING: Record<number, string> = { 1009: "too_big", 4403: "forbidden", 4409: "replaced" };
/** The server ends all its sockets at once with these. */
const TO_MANY = [1012, 4503];
/** The server takes 60 frames in 10 s; a few are left free. */
const FRAMES = 50;
const FRAMES_MS = 10_000;
/** At most one new snapshot of a stream in this time (ms). */
const SNAPSHOT_MS = 1_000;
/** A connection that lived this long (ms) was a good one. */
const GOOD_MS = 5_000;
/** From the first packet to `welcome` it may take this long (ms). */
const OPENING_MS = 15_000;
/** What a subscription is refused with for good; after anything else it is tried again in so many ms. */
const REFUSALS = ["not_found", "forbidden", "invalid"];
const AGAIN_MS = 3_000;

export class Realtime {
  status: Status = "stopped";
  /** Why it is `stopped`, or the close code after which it is `waiting`. */
  reason = "";
  me: Me | undefined;
  /** When (ms) the last frame came. */
  heardAt: number | undefined;
  /** One's own stream; the server joins it by itself. */
  readonly own = new Stream("user", "");

  private readonly streams = new Map<string, Stream>();
  private readonly watchers = new Set<(status: Status, reason: string) => void>();
  private readonly asked = new Map<number, string>();
  private readonly catching = new Set<string>();
  private readonly snapshotAt = new Map<string, number>();
  private outbox: string[] = [];
  private sentAt: number[] = [];
  private flushing: ReturnType<typeof setTimeout> | undefined;
  private socket: SocketLike | undefined;
  private stopping: AbortController | undefined;
  private wake: (() => void) | undefined;
  private ids = 0;

  constructor(private readonly options: SocketOptions) {
    globalThis.addEventListener?.("online", () => this.wake?.());
  }

  /** Connect, and stay connected until `stop`. */
  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    void this.run(this.stopping.signal);
  }

  /** Close, and stay away. States are kept; after `start` they go on from where they are. */
  stop(reason = "asked"): void {
    this.stopping?.abort();
    this.stopping = undefined;
    this.say("stopped", reason);
  }

  /** Listen to `{kind}:{id}`; the same stream for the same name. One that the server ended is asked for again. */
  subscribe<K extends Exclude<Kind, "user">>(kind: K, id: string): Stream<K> {
    const name = `${kind}:${id}`;
    let stream = this.streams.get(name);
    if (!stream) {
      stream = new Stream(kind, name) as unknown as Stream;
      this.streams.set(name, stream);
      if (this.status === "open") this.ask(stream);
    } else if (stream.ended) {
      stream.ended = undefined;
      if (this.status === "open") this.ask(stream);
    }
    return stream as unknown as Stream<K>;
  }

  /** Listen no longer. */
  unsubscribe(stream: { name: string }): void {
    if (!this.streams.delete(stream.name)) return;
    this.catching.delete(stream.name);
    this.send({ type: "unsubscribe", stream: stream.name });
  }

  /** Tell those who look on; say it every few seconds while it lasts. Lost when the socket is not open. */
  present(presence: Presence): void {
    this.send(presence);
  }

  /** Hear of each change of `status`; the answer stops that. */
  onStatus(listener: (status: Status, reason: string) => void): () => void {
    this.watchers.add(listener);
    return () => void this.watchers.delete(listener);
  }

  /** Forget all states and streams: somebody else may sign in. */
  forget(): void {
    this.streams.clear();
    this.own.reset();
    this.own.name = "";
    this.me = undefined;
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      this.say("connecting");
      const end = await this.connect(signal).catch((error: unknown) => error);
      if (signal.aborted) return;
      const stop = this.final(end);
      if (stop) return this.stop(stop);
      const { code, lived } = isEnd(end) ? end : { code: 0, lived: 0 };
      if (lived > GOOD_MS) failures = 0;
      this.say("waiting", String(code));
      if (code === 4401 && !(await this.options.renew().catch(() => true))) return this.stop("signed_out");
      await this.pause(this.waitAfter(code, failures), signal).catch(() => undefined);
    }
  }

  /** Why there is no coming back from this end. */
  private final(end: unknown): string | undefined {
    if (isEnd(end)) return STOPPING[end.code];
    if (!(end instanceof ApiError)) return undefined;
    return { 401: "signed_out", 403: "forbidden" }[end.status];
  }

  /** Milliseconds: 1, 2, 4 … 30 s with some chance in it; any moment of 2 s when the server asked many to come again. */
  private waitAfter(code: number, failures: number): number {
    const { first = 1_000, most = 30_000, tooMany = 10_000 } = this.options.waits ?? {};
    if (code === 4429) return tooMany;
    if (TO_MANY.includes(code) && failures === 0) return 2 * first * Math.random();
    const longest = Math.min(most, first * 2 ** failures);
    return longest * (0.5 + Math.random() / 2);
  }

  private pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    return Promise.race([woken, sleep(milliseconds, signal)]);
  }

  /** One connection from ticket to end; rejects when there is no ticket. */
  private async connect(signal: AbortSignal): Promise<End> {
    const ticket = await this.options.ticket();
    if (signal.aborted) return { code: 1000, lived: 0 };
    const make = this.options.make ?? (globalThis.WebSocket as unknown as SocketClass | undefined);
    if (!make) throw new Error("There is no WebSocket here: give one, for instance that of the package ws.");
    return new Promise((resolve) => {
      const socket = new make(this.options.url);
      let opened = 0;
      let silent = false;
      let beat: ReturnType<typeof setInterval> | undefined;
      const ended = (code: number) => {
        clearInterval(beat);
        clearTimeout(tooLate);
        clearTimeout(this.flushing);
        signal.removeEventListener("abort", leave);
        socket.onopen = socket.onmessage = socket.onclose = null;
        if (this.socket === socket) this.socket = undefined;
        resolve({ code, lived: opened && Date.now() - opened + 1 });
      };
      const drop = (code: number) => {
        socket.close();
        ended(code);
      };
      const leave = () => drop(1000);
      const tooLate = setTimeout(() => drop(1006), OPENING_MS);
      signal.addEventListener("abort", leave);
      socket.onopen = () => {
        this.socket = socket;
        this.outbox = [];
        this.sentAt = [];
        this.asked.clear();
        this.catching.clear();
        const { seq, stale } = this.own;
        this.send({ type: "hello", ticket, ...(seq === undefined || stale ? {} : { after: seq }) });
      };
      socket.onmessage = (event: { data: unknown }) => {
        silent = false;
        this.heardAt = Date.now();
        const frame = JSON.parse(String(event.data)) as Frame;
        this.receive(frame);
        if (frame.type !== "welcome" || beat) return;
        clearTimeout(tooLate);
        opened = Date.now();
        beat = setInterval(() => {
          if (silent) return drop(1006);
          silent = true;
          this.send({ type: "ping" });
        }, this.options.heartbeat ?? Number(frame["heartbeat"]) * 1000);
      };
      socket.onerror = () => undefined;
      socket.onclose = (event: { code: number }) => ended(event.code);
    });
  }

  private receive(frame: Frame): void {
    const stream = this.find(frame.stream ?? this.asked.get(frame.id ?? -1) ?? "");
    this.asked.delete(frame.id ?? -1);
    switch (frame.type) {
      case "welcome":
        return this.welcome(frame);
      case "subscribed":
        this.catching.delete(frame.stream ?? "");
        return stream?.open(frame as unknown as Opened);
      case "unsubscribed":
        if (stream && frame.code === "resync") this.ask(stream, true);
        else if (stream && frame.code) stream.end(frame.code);
        return;
      case "error":
        return stream && this.refused(stream, frame.code ?? "");
      case "pong":
        return;
      default:
        if (stream) this.take(stream, frame as unknown as EventFrame);
    }
  }

  private refused(stream: Stream, code: string): void {
    this.catching.delete(stream.name);
    if (REFUSALS.includes(code)) stream.end(code);
    else setTimeout(() => this.find(stream.name) === stream && this.ask(stream), AGAIN_MS);
  }

  private welcome(frame: Frame): void {
    this.me = frame["user"] as Me;
    const own = `user:${this.me.id}`;
    if (this.own.name && this.own.name !== own) this.own.reset();
    this.own.name = own;
    this.say("open");
    for (const stream of this.streams.values()) if (!stream.ended) this.ask(stream);
  }

  private take(stream: Stream, event: EventFrame): void {
    const need = stream.take(event);
    if (need === "missing") this.ask(stream);
    if (need !== "snapshot") return;
    const now = Date.now();
    const last = this.snapshotAt.get(stream.name) ?? 0;
    if (last > now) return;
    const at = Math.max(now, last + SNAPSHOT_MS);
    this.snapshotAt.set(stream.name, at);
    setTimeout(() => this.find(stream.name) === stream && this.ask(stream, true), at - now);
  }

  private find(name: string): Stream | undefined {
    return name && name === this.own.name ? (this.own as unknown as Stream) : this.streams.get(name);
  }

  /** Subscribe: from the last event here, or anew. While an answer is awaited, once is enough. */
  private ask(stream: Stream, anew = stream.stale): void {
    if (this.catching.has(stream.name) && !anew) return;
    this.catching.add(stream.name);
    const after = anew || stream.seq === undefined ? {} : { after: stream.seq };
    this.asked.set(this.send({ type: "subscribe", stream: stream.name, ...after }), stream.name);
  }

  /** Send a frame when the limit allows; its id. Nothing is kept for a socket that is not there. */
  private send(frame: object): number {
    const id = ++this.ids;
    if (this.socket) this.outbox.push(JSON.stringify({ id, ...frame }));
    this.flush();
    return id;
  }

  private flush(): void {
    while (this.outbox.length && this.socket) {
      const now = Date.now();
      this.sentAt = this.sentAt.filter((at) => at > now - FRAMES_MS);
      if (this.sentAt.length >= FRAMES) {
        clearTimeout(this.flushing);
        this.flushing = setTimeout(() => this.flush(), (this.sentAt[0] ?? now) + FRAMES_MS - now + 1);
        return;
      }
      this.sentAt.push(now);
      this.socket.send(this.outbox.shift() ?? "");
    }
  }

  private say(status: Status, reason = ""): void {
    if (this.status === status && this.reason === reason) return;
    this.status = status;
    this.reason = reason;
    tellAll(this.watchers, status, reason);
  }
}

function isEnd(value: unknown): value is End {
  return typeof value === "object" && value !== null && "lived" in value;
}
