/** The microphone for one recording of a quiz or a placement test. Where its pieces go is up to who opens it. */

import { useEffect, useReducer, useRef } from "preact/hooks";
import { Capture, CaptureError } from "../../recording/capture.ts";
import { setUnsaved } from "../../recording/close-warning.ts";
import { getMaxSeconds, refreshMaxSeconds } from "../../recording/max-duration.ts";
import { applyEvent, INITIAL_STATE, type RecordingState, type StopReason } from "../../recording/recording-state.ts";
import { keepScreenAwake } from "../../recording/wake-lock.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";

/** Where a recording is kept. */
export interface RecordingPlace {
  /** The microphone is on, and gives this type. */
  begin: (type: string) => void;
  addPiece: (number: number, data: Blob) => void;
  /** It has ended; `whole` is empty where nothing came. */
  finish: (whole: Blob) => Promise<void>;
  /** It has ended and is kept, or could not begin. */
  release: () => void;
}

export interface VoiceRecording {
  state: RecordingState;
  begin: () => void;
  end: () => void;
}

/** Ends the recording that runs on this page. */
let endRunning: (() => Promise<void>) | undefined;

/** End the recording that runs, if one does. What was said so far is kept. */
export async function endRecording(): Promise<void> {
  await endRunning?.();
}

/** `open` makes the place of the next recording; undefined: another tab records there. A page that is left ends it. */
export function useRecording(open: () => Promise<RecordingPlace | undefined>, maxSeconds: number): VoiceRecording {
  const [state, dispatch] = useReducer(applyEvent, INITIAL_STATE);
  const isGone = useRef(false);
  const end = useRef<() => Promise<void>>(undefined);
  useWorkInProgress(state.phase === "recording");
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      void end.current?.();
    };
  }, []);
  const begin = async () => {
    dispatch({ type: "ask" });
    await endRecording();
    const place = await open();
    if (!place) return dispatch({ type: "refused", why: "elsewhere" });
    const session = new RecordingSession(place, Math.min(maxSeconds, getMaxSeconds()), dispatch);
    try {
      await session.start();
    } catch (error) {
      place.release();
      return dispatch({ type: "refused", why: error instanceof CaptureError ? error.reason : "unsupported" });
    }
    endRunning = end.current = () => session.end();
    void session.ended.then(place.release);
    if (isGone.current) return void session.end();
    dispatch({ type: "begun" });
    void refreshMaxSeconds();
  };
  return { state, begin: () => void begin(), end: () => void end.current?.() };
}

class RecordingSession {
  readonly ended: Promise<void>;
  private readonly chunks: Blob[] = [];
  private capture: Capture | undefined;
  private seconds = 0;
  private ending: Promise<void> | undefined;
  private tellEnded: () => void = () => {};
  private releaseScreen: () => void = () => {};

  constructor(
    private readonly place: RecordingPlace,
    private readonly maxSeconds: number,
    private readonly dispatch: (event: Parameters<typeof applyEvent>[1]) => void,
  ) {
    this.ended = new Promise((resolve) => (this.tellEnded = resolve));
  }

  async start(): Promise<void> {
    this.capture = await Capture.start({
      onChunk: (data) => this.place.addPiece(this.chunks.push(data) - 1, data),
      onLevel: (level, seconds) => this.hear(level, seconds),
      onLost: () => void this.end("unplugged"),
    });
    this.place.begin(this.capture.type);
    setUnsaved(this, true);
    this.releaseScreen = keepScreenAwake();
  }

  /** `why` it ended without who speaks. */
  end(why?: StopReason): Promise<void> {
    return (this.ending ??= this.finish(why));
  }

  private hear(level: number, seconds: number): void {
    this.seconds += seconds;
    this.dispatch({ type: "heard", level, seconds });
    if (this.seconds >= this.maxSeconds) void this.end("tooLong");
  }

  private async finish(why?: StopReason): Promise<void> {
    await this.capture?.end();
    this.releaseScreen();
    this.dispatch({ type: "end", ...(why ? { why } : {}) });
    await this.place.finish(new Blob(this.chunks, { type: this.capture?.type ?? "" }));
    setUnsaved(this, false);
    this.tellEnded();
  }
}
