/** The microphone: pieces of sound as they come, and how loud it is. */

import { chooseFormat } from "./formats.ts";
import { startMicrophoneSession } from "./loud.ts";
import type { StopReason } from "./take.ts";

export interface CaptureListener {
  /** Another piece of the file; the first and all that follow make it up. */
  piece: (data: Blob) => void;
  /** So loud (0 to 1) for the last so many seconds. */
  level: (level: number, seconds: number) => void;
  /** The microphone is gone, or somebody else took it. */
  lost: () => void;
}

/** How often (ms) a piece is written, and how often it is listened. */
const CHUNK_MS = 1_000;
const LEVEL_INTERVAL_MS = 100;
const BITS_PER_SECOND = 48_000;

/** Why there is no recording. */
export class CaptureError extends Error {
  constructor(readonly why: StopReason) {
    super(why);
  }
}

export class Capture {
  private listening: ReturnType<typeof setInterval> | undefined;
  private last = performance.now();

  private constructor(
    readonly type: string,
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly context: AudioContext,
    private readonly hearing: CaptureListener,
    private readonly rest: () => void,
  ) {}

  /** Ask for the microphone and record; NoCapture says why it cannot be. */
  static async begin(hearing: CaptureListener): Promise<Capture> {
    if (!globalThis.isSecureContext) throw new CaptureError("insecure");
    const type = chooseFormat(globalThis.MediaRecorder?.isTypeSupported?.bind(MediaRecorder));
    if (type === undefined || !navigator.mediaDevices) throw new CaptureError("unsupported");
    const rest = startMicrophoneSession();
    const stream = await openMicrophone().catch((error: unknown) => {
      rest();
      throw error;
    });
    let capture: Capture | undefined;
    try {
      const options = { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: BITS_PER_SECOND };
      const recorder = new MediaRecorder(stream, options);
      capture = new Capture(recorder.mimeType || type, stream, recorder, new AudioContext(), hearing, rest);
      capture.start();
      return capture;
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      await capture?.end();
      rest();
      throw error;
    }
  }

  pause(): void {
    this.recorder.pause();
  }

  resume(): void {
    this.last = performance.now();
    this.recorder.resume();
  }

  /** End it; the last piece has come when this is done. */
  async end(): Promise<void> {
    clearInterval(this.listening);
    if (this.recorder.state !== "inactive") {
      const ended = new Promise((resolve) => this.recorder.addEventListener("stop", resolve, { once: true }));
      this.recorder.stop();
      await ended;
    }
    for (const track of this.stream.getTracks()) {
      track.onended = null;
      track.stop();
    }
    await this.context.close().catch(() => undefined);
    this.rest();
  }

  private start(): void {
    void this.context.resume();
    this.listen();
    this.recorder.ondataavailable = ({ data }) => data.size && this.hearing.piece(data);
    this.recorder.onerror = () => this.hearing.lost();
    for (const track of this.stream.getTracks()) track.onended = () => this.hearing.lost();
    this.recorder.start(CHUNK_MS);
  }

  private listen(): void {
    const analyser = this.context.createAnalyser();
    analyser.fftSize = 2048;
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.listening = setInterval(() => {
      const now = performance.now();
      const seconds = (now - this.last) / 1000;
      this.last = now;
      if (this.recorder.state !== "recording") return;
      analyser.getFloatTimeDomainData(wave);
      this.hearing.level(computeLoudness(wave), seconds);
    }, LEVEL_INTERVAL_MS);
  }
}

/** The root mean square of a stretch of sound. */
export function computeLoudness(wave: Float32Array): number {
  let sum = 0;
  for (const value of wave) sum += value * value;
  return Math.sqrt(sum / wave.length);
}

async function openMicrophone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, autoGainControl: true } });
  } catch (error) {
    throw new CaptureError(getStopReason(error));
  }
}

/** The browser's error in our words. */
export function getStopReason(error: unknown): StopReason {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return "busy";
}
