/** The states of a recording from the first tap until it can be sent. Pure: without microphone and storage. */

export type Phase = "idle" | "asking" | "recording" | "paused" | "kept";

/** Why it did not begin, or ended by itself. */
export type StopReason =
  "refused" | "none" | "busy" | "unplugged" | "unsupported" | "insecure" | "tooLong" | "elsewhere";

export interface RecordingState {
  phase: Phase;
  seconds: number;
  /** The current loudness, 0 to 1. */
  level: number;
  /** No voice for a while: the user should know before the whole text is read. */
  quiet: boolean;
  /** How many seconds had a voice. */
  voiced: number;
  reason: StopReason | null;
  /** A write to the device failed: the sound is in memory only. */
  isDeviceFull: boolean;
  /** Loaded from an earlier visit; `isInterrupted` if the page was closed during the recording. */
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

/** A lower loudness (root mean square, 0 to 1) is no voice. */
export const MIN_VOICE_LEVEL = 0.01;
/** Seconds of silence until the user is warned. */
export const LONG_SILENCE_SECONDS = 4;
/** A recording with fewer seconds of voice counts as empty. */
export const MIN_VOICE_SECONDS = 0.5;

export const INITIAL_STATE: RecordingState = {
  ...{ phase: "idle", seconds: 0, level: 0, quiet: false, voiced: 0, reason: null },
  ...{ isDeviceFull: false, isRestored: false, isInterrupted: false, silence: 0 },
};

/** The state after an event; the same state if the event cannot happen now. */
export function applyEvent(state: RecordingState, event: RecordingEvent): RecordingState {
  const isActive = isRunning(state);
  switch (event.type) {
    case "ask":
      return isActive ? state : { ...state, phase: "asking", reason: null };
    case "begun":
      return state.phase === "asking" ? { ...INITIAL_STATE, phase: "recording" } : state;
    case "refused":
      return state.phase === "asking" ? { ...state, phase: state.seconds ? "kept" : "idle", reason: event.why } : state;
    case "heard":
      return state.phase === "recording" ? applyLevel(state, event.level, event.seconds) : state;
    case "pause":
      return state.phase === "recording" ? { ...state, phase: "paused", level: 0, quiet: false, silence: 0 } : state;
    case "resume":
      return state.phase === "paused" ? { ...state, phase: "recording" } : state;
    case "end":
      return isActive ? { ...state, phase: "kept", level: 0, quiet: false, reason: event.why ?? null } : state;
    case "full":
      return { ...state, isDeviceFull: true };
    case "found":
      if (state.phase !== "idle") return state;
      return {
        ...INITIAL_STATE,
        seconds: event.seconds,
        voiced: event.voiced,
        isInterrupted: event.cut,
        phase: "kept",
        isRestored: true,
      };
    case "dropped":
      return isActive ? state : INITIAL_STATE;
  }
}

function applyLevel(state: RecordingState, level: number, seconds: number): RecordingState {
  const hasVoice = level >= MIN_VOICE_LEVEL;
  const silence = hasVoice ? 0 : state.silence + seconds;
  const next = { ...state, level, silence, seconds: state.seconds + seconds };
  return { ...next, quiet: silence >= LONG_SILENCE_SECONDS, voiced: state.voiced + (hasVoice ? seconds : 0) };
}

/** Whether the recording has hardly any voice. */
export function isEmptyRecording(state: RecordingState): boolean {
  return state.phase === "kept" && state.voiced < MIN_VOICE_SECONDS;
}

/** Whether closing the page would lose the recording or a part of it. */
export function isLostOnClose(state: RecordingState): boolean {
  return isRunning(state) || (state.isDeviceFull && state.phase !== "idle");
}

function isRunning(state: RecordingState): boolean {
  return state.phase === "recording" || state.phase === "paused";
}
