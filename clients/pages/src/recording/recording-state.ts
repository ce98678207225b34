/** One recording from the first tap to the moment it can be sent: what may follow what, without microphone and disk. */

export type Phase = "idle" | "asking" | "recording" | "paused" | "kept";

/** Why it did not begin, or ended by itself. */
export type StopReason = "refused" | "none" | "busy" | "unplugged" | "unsupported" | "insecure" | "tooLong" | "elsewhere";

export interface RecordingState {
  phase: Phase;
  seconds: number;
  /** Loudness of this moment, 0 to 1. */
  level: number;
  /** Nothing was heard for a while: the person should know before they have read it all. */
  quiet: boolean;
  /** How many seconds a voice was heard. */
  voiced: number;
  reason: StopReason | null;
  /** Something could not be written to the disk: it is in memory only. */
  isDeviceFull: boolean;
  /** Found on the device, from an earlier visit; `cut` when the page was closed in the middle. */
  isRestored: boolean;
  isInterrupted: boolean;
  /** Seconds since the last voice. */
  silence: number;
}

export type RecordingEvent =
  | { type: "ask" }
  | { type: "begun" }
  | { type: "refused"; why: StopReason | null }
  | { type: "heard"; level: number; seconds: number }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "end"; why?: StopReason }
  | { type: "full" }
  | { type: "found"; seconds: number; voiced: number; cut: boolean }
  | { type: "dropped" };

/** Quieter than this (root mean square, 0 to 1) is no voice. */
export const MIN_VOICE_LEVEL = 0.01;
/** Seconds of silence after which it is said. */
export const LONG_SILENCE_SECONDS = 4;
/** Seconds of voice below which a recording is taken for an empty one. */
export const MIN_VOICE_SECONDS = 0.5;

export const INITIAL_STATE: RecordingState = {
  ...{ phase: "idle", seconds: 0, level: 0, quiet: false, voiced: 0, reason: null },
  ...{ isDeviceFull: false, isRestored: false, isInterrupted: false, silence: 0 },
};

/** The take after what happened; the same one when that cannot happen now. */
export function applyEvent(take: RecordingState, happening: RecordingEvent): RecordingState {
  const running = isRunning(take);
  switch (happening.type) {
    case "ask":
      return running ? take : { ...take, phase: "asking", reason: null };
    case "begun":
      return take.phase === "asking" ? { ...INITIAL_STATE, phase: "recording" } : take;
    case "refused":
      return take.phase === "asking" ? { ...take, phase: take.seconds ? "kept" : "idle", reason: happening.why } : take;
    case "heard":
      return take.phase === "recording" ? applyLevel(take, happening.level, happening.seconds) : take;
    case "pause":
      return take.phase === "recording" ? { ...take, phase: "paused", level: 0, quiet: false, silence: 0 } : take;
    case "resume":
      return take.phase === "paused" ? { ...take, phase: "recording" } : take;
    case "end":
      return running ? { ...take, phase: "kept", level: 0, quiet: false, reason: happening.why ?? null } : take;
    case "full":
      return { ...take, isDeviceFull: true };
    case "found":
      if (take.phase !== "idle") return take;
      return {
        ...INITIAL_STATE,
        seconds: happening.seconds,
        voiced: happening.voiced,
        isInterrupted: happening.cut,
        phase: "kept",
        isRestored: true,
      };
    case "dropped":
      return running ? take : INITIAL_STATE;
  }
}

function applyLevel(take: RecordingState, level: number, seconds: number): RecordingState {
  const voice = level >= MIN_VOICE_LEVEL;
  const silence = voice ? 0 : take.silence + seconds;
  const after = { ...take, level, silence, seconds: take.seconds + seconds };
  return { ...after, quiet: silence >= LONG_SILENCE_SECONDS, voiced: take.voiced + (voice ? seconds : 0) };
}

/** Whether there is hardly any voice in what was recorded. */
export function isEmptyRecording(take: RecordingState): boolean {
  return take.phase === "kept" && take.voiced < MIN_VOICE_SECONDS;
}

/** Whether it, or a part of it, is lost when the page is closed. */
export function isLostOnClose(take: RecordingState): boolean {
  return isRunning(take) || (take.isDeviceFull && take.phase !== "idle");
}

function isRunning(take: RecordingState): boolean {
  return take.phase === "recording" || take.phase === "paused";
}
