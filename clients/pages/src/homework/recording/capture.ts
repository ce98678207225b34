/** The microphone: chunks of sound, and the loudness. */

import { chooseFormat } from "./formats.ts";
import { startMicrophoneSession } from "./audio-session.ts";
import type { StopReason } from "./recording-state.ts";

export interface CaptureListener {
  /** The next chunk of the file; all chunks in order are the file. */
  onChunk: (data: Blob) => void;
  /** The loudness (0 to 1) of the last seconds. */
  onLevel: (level: number, seconds: number) => void;
  /** The microphone is gone, or another program took it. */
  onLost: () => void;
}

/** How often (ms) a chunk is written, and how often the loudness is measured. */
const CHUNK_MS = 1_000;
const LEVEL_INTERVAL_MS = 100;
const BITS_PER_SECOND = 48_000;

/** Why recording could not start. */
export class CaptureError extends Error {
  constructor(readonly reason: StopReason) {
    super(reason);
  }
}

export class Capture {
  private levelTimer: ReturnType<typeof setInterval> | undefined;
  private lastLevelAt = performance.now();

  private constructor(
    readonly type: string,
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly context: AudioContext,
    private readonly listener: CaptureListener,
    private readonly endMicrophoneSession: () => void,
  ) {}

  /** Ask for the microphone and record; rejects with CaptureError. */
  static async start(listener: CaptureListener): Promise<Capture> {
    if (!globalThis.isSecureContext) throw new CaptureError("insecure");
    const type = chooseFormat(globalThis.MediaRecorder?.isTypeSupported?.bind(MediaRecorder));
    if (type === undefined || !navigator.mediaDevices) throw new CaptureError("unsupported");
    const endMicrophoneSession = startMicrophoneSession();
    const stream = await openMicrophone().catch((error: unknown) => {
      endMicrophoneSession();
      throw error;
    });
    let capture: Capture | undefined;
    try {
      const options = { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: BITS_PER_SECOND };
      const recorder = new MediaRecorder(stream, options);
      capture = new Capture(
        recorder.mimeType || type,
        stream,
        recorder,
        new AudioContext(),
        listener,
        endMicrophoneSession,
      );
      capture.startRecorder();
      return capture;
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      await capture?.end();
      endMicrophoneSession();
      throw error;
    }
  }

  pause(): void {
    this.recorder.pause();
  }

  resume(): void {
    this.lastLevelAt = performance.now();
    this.recorder.resume();
  }

  /** End the recording. Resolves when the last chunk has come. */
  async end(): Promise<void> {
    clearInterval(this.levelTimer);
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
    this.endMicrophoneSession();
  }

  private startRecorder(): void {
    void this.context.resume();
    this.watchLevel();
    this.recorder.ondataavailable = ({ data }) => data.size && this.listener.onChunk(data);
    this.recorder.onerror = () => this.listener.onLost();
    for (const track of this.stream.getTracks()) track.onended = () => this.listener.onLost();
    this.recorder.start(CHUNK_MS);
  }

  private watchLevel(): void {
    const analyser = this.context.createAnalyser();
    analyser.fftSize = 2048;
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.levelTimer = setInterval(() => {
      const now = performance.now();
      const seconds = (now - this.lastLevelAt) / 1000;
      this.lastLevelAt = now;
      if (this.recorder.state !== "recording") return;
      analyser.getFloatTimeDomainData(wave);
      this.listener.onLevel(computeLoudness(wave), seconds);
    }, LEVEL_INTERVAL_MS);
  }
}

/** The root mean square of a piece of sound. */
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

/** The reason for a browser's error. */
export function getStopReason(error: unknown): StopReason {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return "busy";
}
