/** One watching of a video: asks for a token, plays the stream, keeps the token alive, and asks for another when it holds no longer. */

import { ApiError, NetworkError } from "@talim/client";
import { talim } from "../talim.ts";
import { openPlayback, type Playback, type VideoPlace } from "./place.ts";
import { startStream } from "./stream.ts";
import type { StreamEvents, VideoStream } from "./stream-types.ts";

/** "auto": as the network carries; a number: these lines; "audio": only the sound. */
export type Quality = "auto" | "audio" | number;

export type WatchState =
  { step: "opening" | "ready" | "stalled" } | { step: "refused"; error: unknown } | { step: "broken" };

export interface WatchListener {
  onState: (state: WatchState) => void;
  onPlayback: (playback: Playback) => void;
  onLines: (lines: number[]) => void;
}

const HEARTBEAT_MS = 60_000;
/** So many new tokens may be asked for in so long (ms) before it is said that it does not work. */
const [MOST_RENEWALS, RENEWALS_MS] = [3, 60_000];
/** After so long (ms) without a network it is asked again. */
const RETRY_MS = 5_000;
/** Whoever is this near (s) to the end begins anew. */
const AT_END = 2;

/** Two that play in one tab would count as two viewers. */
let current: Watching | undefined;

export class Watching {
  private playback: Playback | undefined;
  private stream: VideoStream | undefined;
  private renewals: number[] = [];
  private opening = 0;
  private isOpening = false;
  /** Where the last stream was (s). */
  private reached = 0;
  /** How much it has played (ms), and since when it plays now. */
  private watched = 0;
  private playingSince: number | undefined;
  private isClosed = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly place: VideoPlace,
    private quality: Quality,
    private readonly listener: WatchListener,
    /** Play as soon as there is a stream. Whoever opens a video mostly wants to see it. */
    private plays = true,
  ) {
    const beat = setInterval(() => void (this.isGoingOn() && this.beat()), HEARTBEAT_MS);
    const leave = () => this.release();
    const count = () => this.countWatched();
    const listeners = {
      play: this.start,
      playing: count,
      waiting: count,
      emptied: count,
      pause: () => (count(), void this.beat()),
    };
    addEventListener("pagehide", leave);
    for (const [event, work] of Object.entries(listeners)) video.addEventListener(event, work);
    this.stops.push(() => {
      clearInterval(beat);
      removeEventListener("pagehide", leave);
      for (const [event, work] of Object.entries(listeners)) video.removeEventListener(event, work);
    });
  }

  /** `from`: where to begin (ms); undefined: where the server says that one stopped. */
  async open(from?: number): Promise<void> {
    const mine = ++this.opening;
    this.isOpening = true;
    if (current !== this) current?.release();
    current = this;
    clearTimeout(this.retry);
    if (!this.stream) this.listener.onState({ step: "opening" });
    try {
      const playback = await openPlayback(this.place);
      if (this.isClosed || mine !== this.opening) return endPlayback(playback);
      this.playback = playback;
      this.watched = 0;
      this.listener.onPlayback(playback);
      if (!this.stream?.setToken(playback.token)) await this.play(chooseStart(playback, from) / 1000);
    } catch (error) {
      if (!this.isClosed && mine === this.opening) this.refuse(error, from);
    } finally {
      if (mine === this.opening) this.isOpening = false;
    }
  }

  /** Go on where it is, with a token of now. */
  readonly again = (): void => {
    this.renewals = [];
    void this.open(this.getPosition());
  };

  setQuality(quality: Quality): void {
    const switches = (this.quality === "audio") !== (quality === "audio");
    this.quality = quality;
    if (switches && this.playback)
      void this.play(this.getPosition() / 1000).catch((error: unknown) => this.refuse(error));
    else this.stream?.setLines(typeof quality === "number" ? quality : undefined);
  }

  close(): void {
    this.isClosed = true;
    for (const stop of this.stops) stop();
    if (current === this) current = undefined;
    clearTimeout(this.retry);
    this.closeStream();
    this.end();
  }

  /** Stop, and let somebody else watch in place of this one. Whoever presses play again asks anew. */
  private release(): void {
    this.video.pause();
    this.end();
  }

  private async play(from: number): Promise<void> {
    const { playback } = this;
    if (!playback) return;
    const mine = this.opening;
    this.closeStream();
    const { token, playlist } = playback;
    // VdoCipher's player shows it in a frame.
    if (playlist === null) return this.listener.onState({ step: "ready" });
    const url = this.quality === "audio" ? playlist.replace(/master(?=\.m3u8$)/, "audio") : playlist;
    const lines = typeof this.quality === "number" ? this.quality : undefined;
    const events: StreamEvents = {
      onLines: this.listener.onLines,
      onRefused: () => this.renew(),
      onStalled: () => this.listener.onState({ step: "stalled" }),
      onLoaded: () => this.listener.onState({ step: "ready" }),
      onBroken: () => this.listener.onState({ step: "broken" }),
    };
    const stream = await startStream(this.video, { token, url, from, lines }, events);
    if (this.isClosed || mine !== this.opening) return stream.destroy();
    this.stream = stream;
    if (this.plays) void this.video.play().catch(() => undefined);
    this.plays = false;
  }

  /** Another token: the network has changed, or this one has ended meanwhile. */
  private renew(): void {
    if (this.isOpening) return;
    const now = Date.now();
    this.renewals = [...this.renewals.filter((moment) => now - moment < RENEWALS_MS), now];
    if (this.renewals.length > MOST_RENEWALS) {
      this.closeStream();
      return this.listener.onState({ step: "broken" });
    }
    void this.open(this.getPosition());
  }

  private readonly start = (): void => {
    for (const other of document.querySelectorAll<HTMLMediaElement>("audio, video"))
      if (other !== this.video) other.pause();
    if (!this.playback && this.stream) this.again();
  };

  /** Whether somebody watches now. A frame does not tell: it counts as long as it is open. */
  private isGoingOn(): boolean {
    return !this.video.paused || this.playback?.playlist === null;
  }

  private countWatched(): void {
    const now = Date.now();
    if (this.playingSince !== undefined) this.watched += now - this.playingSince;
    this.playingSince =
      !this.video.paused && this.video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA ? now : undefined;
  }

  /** The server hears where it is, and the token lives on. */
  private async beat(): Promise<void> {
    const { playback } = this;
    if (!playback || this.isClosed) return;
    this.countWatched();
    const body = { position_ms: this.getPosition(), watched_ms: Math.round(this.watched) };
    try {
      await talim.api.post("/video/playbacks/{token}/heartbeat/", {
        path: { token: playback.token },
        body,
        retries: 0,
      });
    } catch (error) {
      if (
        !(error instanceof ApiError) ||
        error.status === 401 ||
        error.status >= 500 ||
        error.status === 429 ||
        playback !== this.playback
      )
        return;
      if (this.isGoingOn()) this.renew();
      else this.playback = undefined;
    }
  }

  private refuse(error: unknown, from?: number): void {
    this.closeStream();
    this.listener.onState({ step: "refused", error });
    if (!(error instanceof NetworkError)) return;
    this.retry = setTimeout(() => void this.open(from ?? this.getPosition()), RETRY_MS);
  }

  private getPosition(): number {
    if (this.playback?.playlist === null) return this.playback.position_ms;
    return Math.round((this.stream && this.video.readyState ? this.video.currentTime : this.reached) * 1000);
  }

  private closeStream(): void {
    this.reached = this.getPosition() / 1000;
    this.plays ||= !this.video.paused;
    this.stream?.destroy();
    this.stream = undefined;
  }

  private end(): void {
    if (this.playback) endPlayback(this.playback);
    this.playback = undefined;
  }
}

/** The token is of no use any more. Without an answer it ends by itself. */
function endPlayback({ token }: Playback): void {
  void talim.api.delete("/video/playbacks/{token}/", { path: { token }, keepalive: true }).catch(() => undefined);
}

function chooseStart({ position_ms: stored, duration_ms: length }: Playback, from = stored): number {
  return from < length - AT_END * 1000 ? from : 0;
}
