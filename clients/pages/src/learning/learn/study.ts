/** What a learner does while a lesson is open: where they are, what they hear, and how long they study. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../talim.ts";
import { isViewing } from "../../viewing.ts";
import type { PlayReport } from "../blocks/audio-block.tsx";
import { getBlockElementId } from "../blocks/block-id.ts";
import { joinPieces, type Piece } from "../blocks/pieces.ts";
import { progressQueue } from "./current-queue.ts";
import type { Lesson, ProgressAnswer } from "./learning-calls.ts";
import type { ProgressChange } from "./pending-progress.ts";

/** How often (ms) the server is told, and how long (ms) after the last act time still counts as study. */
const HEARTBEAT_MS = 20_000;
const ACTIVE_MS = 60_000;
const SECOND_MS = 1_000;
const ACTS = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart", "wheel"];
/** A block counts as read when its end is below this part of the screen. */
const READING_LINE = 0.3;

export interface Study {
  /** The last answer of the server. */
  answer: ProgressAnswer | undefined;
  /** Something waits on this device for a network. */
  waits: boolean;
  report: (played: PlayReport) => void;
  reachEnd: () => void;
  finish: () => void;
}

/** Only for who is enrolled (`lesson.progress`); for others nothing is noted. `renew` reads a lesson anew that changed. */
export function useStudy(lesson: Lesson, me: Person, renew: () => void): Study {
  const [answer, setAnswer] = useState<ProgressAnswer>();
  const [waits, setWaits] = useState(false);
  const recorder = useRef<StudyRecorder>(undefined);
  const learns = lesson.progress !== null && !isViewing;
  useEffect(() => {
    if (!learns) return undefined;
    setAnswer(undefined);
    const stop = progressQueue.onAnswer((of, given) => of === lesson.id && setAnswer(given));
    const stopRefusals = progressQueue.onDoneRefused((of) => of === lesson.id && renew());
    const mine = new StudyRecorder(
      lesson,
      me.id,
      () => void progressQueue.get(me.id, lesson.id).then((one) => setWaits(Boolean(one))),
    );
    recorder.current = mine;
    return () => {
      stop();
      stopRefusals();
      mine.close();
    };
  }, [lesson.id, me.id, learns]);
  return {
    answer,
    waits,
    report: (played) => recorder.current?.hear(played),
    reachEnd: () => recorder.current?.note({ scrolled: true }),
    finish: () => recorder.current?.note({ done: true }),
  };
}

class StudyRecorder {
  private seconds = 0;
  private actedAt = Date.now();
  private playing: { block: string; position: number } | undefined;
  /** Where a sound was stopped: the person is there until they move on. */
  private stopped: { block: string; position: number } | undefined;
  private pieces: Record<string, Piece[]> = {};
  private readonly stops: (() => void)[] = [];
  private isClosed = false;

  constructor(
    private readonly lesson: Lesson,
    private readonly person: string,
    private readonly onSent: () => void,
  ) {
    const act = () => void (this.actedAt = Date.now());
    const flush = () => this.note({});
    const leave = () => document.visibilityState === "hidden" && flush();
    for (const event of ACTS) this.listen(window, event, act);
    this.listen(window, "scroll", () => (this.stopped = undefined));
    this.listen(document, "visibilitychange", leave);
    this.listen(window, "pagehide", flush);
    this.listen(window, "online", flush);
    const tick = setInterval(() => this.tick(), SECOND_MS);
    const beat = setInterval(() => (this.seconds || Object.keys(this.pieces).length) && flush(), HEARTBEAT_MS);
    this.stops.push(() => (clearInterval(tick), clearInterval(beat)));
    // The server hears at once that the lesson is open: from then on it takes what is heard here.
    void this.save({});
  }

  /** A sound plays, or has stopped. */
  hear({ block, position, pieces, isPlaying }: PlayReport): void {
    if (pieces.length) this.pieces[block] = joinPieces([...(this.pieces[block] ?? []), ...pieces]);
    const wasPlaying = this.playing !== undefined;
    this.playing = isPlaying ? { block, position } : undefined;
    if (isPlaying) this.actedAt = Date.now();
    else if (wasPlaying) {
      this.stopped = { block, position };
      void this.save(this.stopped);
    }
  }

  note(change: ProgressChange): void {
    if (!this.isClosed) void this.save({ ...this.getPlace(), ...change });
  }

  close(): void {
    this.note({});
    this.isClosed = true;
    for (const stop of this.stops) stop();
  }

  private listen(on: EventTarget, event: string, work: () => void): void {
    on.addEventListener(event, work, { passive: true });
    this.stops.push(() => on.removeEventListener(event, work));
  }

  private tick(): void {
    if (document.visibilityState === "visible" && Date.now() - this.actedAt < ACTIVE_MS) this.seconds += 1;
  }

  /** The sound that plays, else the block that is read. */
  private getPlace(): Pick<ProgressChange, "block" | "position"> {
    if (this.playing ?? this.stopped) return { ...(this.playing ?? this.stopped) };
    const line = innerHeight * READING_LINE;
    const here = this.lesson.blocks.find(
      ({ id }) => (document.getElementById(getBlockElementId(id))?.getBoundingClientRect().bottom ?? 0) > line,
    );
    return here ? { block: here.id, position: 0 } : {};
  }

  private async save(change: ProgressChange): Promise<void> {
    const all = { ...change, pieces: this.pieces, seconds: this.seconds };
    this.pieces = {};
    this.seconds = 0;
    await progressQueue.add(this.person, this.lesson.id, all);
    await progressQueue.send(this.person);
    this.onSent();
  }
}
