/** The microphone for one recording of a quiz or a placement test. Where its pieces go is up to who opens it. */

import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { Capture, CaptureError } from "../../homework/recording/capture.ts";
import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { getMaxSeconds, refreshMaxSeconds } from "../../homework/recording/max-duration.ts";
import {
  applyEvent,
  INITIAL_STATE,
  MIN_VOICE_LEVEL,
  MIN_VOICE_SECONDS,
  type RecordingState,
  type StopReason,
} from "../../homework/recording/recording-state.ts";
import { keepScreenAwake } from "../../homework/recording/wake-lock.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";

/** Where a recording is kept. */
export interface RecordingPlace {
  /** The microphone is on, and gives this type. */
  begin: (type: string) => void;
  addPiece: (number: number, data: Blob) => void;
  /** It has ended; `whole` is empty where nothing came, or nothing that is kept. */
  finish: (whole: Blob) => Promise<void>;
  /** It has ended and is kept, or could not begin. */
  release: () => void;
}

export interface VoiceRecording {
  state: RecordingState;
  /** Why the last recording did not take the place of the one before it: no microphone any more, or no voice. */
  dropped: "none" | "quiet" | undefined;
  begin: () => void;
  end: () => void;
}

/** Ends the recording that runs on this page. */
let endRunning: (() => Promise<void>) | undefined;

/** The recording that waits for the microphone. */
let asking: AbortController | undefined;

/** End the recording that runs, if one does; one that waits for the microphone does not begin. What was said so far is kept. */
export async function endRecording(): Promise<void> {
  asking?.abort();
  await endRunning?.();
}

export interface RecordingOptions {
  maxSeconds: number;
  /** A recording is here already. */
  hasEarlier: boolean;
  isReadOnly?: boolean;
}

/** `open` makes the place of the next recording; undefined: another tab records there. A page that is left ends it. */
export function useRecording(
  open: () => Promise<RecordingPlace | undefined>,
  { maxSeconds, hasEarlier, isReadOnly = false }: RecordingOptions,
): VoiceRecording {
  const [state, dispatch] = useReducer(applyEvent, INITIAL_STATE);
  const [dropped, setDropped] = useState<VoiceRecording["dropped"]>();
  const asked = useRef<AbortController>(undefined);
  const end = useRef<() => Promise<void>>(undefined);
  const earlier = useRef(hasEarlier);
  earlier.current = hasEarlier;
  /** The recording that is here has no voice. */
  const isEmpty = useRef(false);
  useWorkInProgress(state.phase === "recording");
  useEffect(
    () => () => {
      asked.current?.abort();
      void end.current?.();
    },
    [],
  );
  useEffect(() => {
    if (isReadOnly) asked.current?.abort();
  }, [isReadOnly]);
  /** Whether what was recorded takes the place of an earlier recording. */
  const takes = (hasVoice: boolean, why?: StopReason) => {
    if (earlier.current && !isEmpty.current && (!hasVoice || why === "unplugged")) {
      setDropped(why === "unplugged" ? "none" : "quiet");
      return false;
    }
    isEmpty.current = !hasVoice;
    return true;
  };
  const begin = async () => {
    if (isReadOnly) return;
    const ended = endRecording();
    asking = asked.current = new AbortController();
    const { signal } = asking;
    let place: RecordingPlace | undefined;
    const cancel = () => {
      place?.release();
      dispatch({ type: "refused", why: null });
    };
    signal.addEventListener("abort", cancel);
    setDropped(undefined);
    dispatch({ type: "ask" });
    await ended;
    place = await open();
    if (signal.aborted) return place?.release();
    if (!place) return dispatch({ type: "refused", why: "elsewhere" });
    const session = new RecordingSession(place, Math.min(maxSeconds, getMaxSeconds()), dispatch, takes);
    try {
      await session.ask();
    } catch (error) {
      if (signal.aborted) return;
      place.release();
      return dispatch({ type: "refused", why: error instanceof CaptureError ? error.reason : "unsupported" });
    }
    if (signal.aborted) return session.discard();
    signal.removeEventListener("abort", cancel);
    session.start();
    endRunning = end.current = () => session.end();
    void session.ended.then(place.release);
    dispatch({ type: "begun" });
    void refreshMaxSeconds();
  };
  return { state, dropped, begin: () => void begin(), end: () => void end.current?.() };
}

class RecordingSession {
  readonly ended: Promise<void>;
  private readonly chunks: Blob[] = [];
  private capture: Capture | undefined;
  private isOn = false;
  private seconds = 0;
  private voiced = 0;
  private ending: Promise<void> | undefined;
  private tellEnded: () => void = () => {};
  private releaseScreen: () => void = () => {};

  constructor(
    private readonly place: RecordingPlace,
    private readonly maxSeconds: number,
    private readonly dispatch: (event: Parameters<typeof applyEvent>[1]) => void,
    private readonly takes: (hasVoice: boolean, why?: StopReason) => boolean,
  ) {
    this.ended = new Promise((resolve) => (this.tellEnded = resolve));
  }

  /** Wait for the microphone. */
  async ask(): Promise<void> {
    this.capture = await Capture.start({
      onChunk: (data) => this.isOn && this.place.addPiece(this.chunks.push(data) - 1, data),
      onLevel: (level, seconds) => this.hear(level, seconds),
      onLost: () => this.isOn && void this.end("unplugged"),
    });
  }

  /** Let go of a microphone that came too late: nothing of it is kept. */
  async discard(): Promise<void> {
    await this.capture?.end();
  }

  start(): void {
    this.isOn = true;
    this.place.begin(this.capture?.type ?? "");
    setUnsaved(this, true);
    this.releaseScreen = keepScreenAwake();
  }

  /** `why` it ended without who speaks. */
  end(why?: StopReason): Promise<void> {
    return (this.ending ??= this.finish(why));
  }

  private hear(level: number, seconds: number): void {
    this.seconds += seconds;
    if (level >= MIN_VOICE_LEVEL) this.voiced += seconds;
    this.dispatch({ type: "heard", level, seconds });
    if (this.seconds >= this.maxSeconds) void this.end("tooLong");
  }

  private async finish(why?: StopReason): Promise<void> {
    await this.capture?.end();
    this.releaseScreen();
    const isKept = this.takes(this.voiced >= MIN_VOICE_SECONDS, why);
    this.dispatch({ type: "end", ...(why ? { why } : {}) });
    if (!isKept) this.dispatch({ type: "dropped" });
    await this.place.finish(new Blob(isKept ? this.chunks : [], { type: this.capture?.type ?? "" }));
    setUnsaved(this, false);
    this.tellEnded();
  }
}
