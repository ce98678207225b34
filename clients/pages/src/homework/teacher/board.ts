/** The wall as a departures board: what each line shows, and how changes come to the screen. No network, no page. */

import type { WallRow, WallState } from "@talim/client";

/**
 * From left to right: nothing yet, recording now, with the engine, for the teacher, done, to be done again or with the
 * engine for too long.
 */
export const COLUMNS = ["open", "recording", "sent", "waiting", "scored", "stuck"] as const;
export type Column = (typeof COLUMNS)[number];

/** One pupil's line. The same object as before when it shows the same. */
export interface BoardLine {
  homework: string;
  name: string;
  column: Column;
  /** A mark, or null. */
  score: number | null;
  /** Said in place of the column's word: how far the engine is, why it is stuck; else empty. */
  stage: string;
  /** Which recording is with the engine, and since when (ms) it was seen there; empty and 0 for none. */
  sent: string;
  sentSince: number;
  /** When its column or mark changed last (ms); 0 when it has not since the board was opened. */
  changedAt: number;
  isGlowing: boolean;
}

/** What is told in passing: until when (ms) a pupil counts as recording, and how far the engine is with a recording. */
export interface LiveProgress {
  recording: Map<string, number>;
  stages: Map<string, string>;
}

/** How long (ms) a pupil counts as recording after it was said last, and a line glows after a change. */
export const RECORDING_MS = 6_000;
export const GLOW_MS = 1_000;
/** How long (ms) a recording may be with the engine before it counts as stuck. */
export const STUCK_MS = 120_000;

/** The lines of an assignment. Whoever stood on the board keeps the place; who is new comes behind, by name. */
export function buildBoard(
  state: WallState,
  assignment: string,
  passing: LiveProgress,
  now: number,
  before: readonly BoardLine[],
): BoardLine[] {
  const places = new Map(before.map((line, place) => [line.homework, { line, place }]));
  const place = (row: WallRow) => places.get(row.homework)?.place ?? Infinity;
  return state.homework
    .filter((row) => row.assignment === assignment)
    .sort((a, b) => {
      const [first, second] = [place(a), place(b)];
      return first === second ? a.name.localeCompare(b.name) : first - second;
    })
    .map((row) => buildLine(row, passing, now, places.get(row.homework)?.line));
}

function buildLine(row: WallRow, passing: LiveProgress, now: number, before: BoardLine | undefined): BoardLine {
  const { homework, name } = row;
  const shown = getColumn(row, (passing.recording.get(homework) ?? 0) > now);
  const sent = getColumn(row, false) === "sent" ? (row.attempt?.attempt ?? homework) : "";
  const since = !sent ? 0 : before?.sent === sent ? before.sentSince : now;
  const long = shown === "sent" && now - since >= STUCK_MS;
  const column = long ? "stuck" : shown;
  const score = column === "scored" ? (row.homework_score ?? row.attempt?.score ?? null) : null;
  const stage = long ? "long" : getStage(column, passing.stages.get(homework));
  const moved = before !== undefined && (before.column !== column || before.score !== score);
  const changed = moved ? now : (before?.changedAt ?? 0);
  const glows = changed > 0 && now - changed < GLOW_MS;
  const line = { homework, name, column, score, stage, sent, sentSince: since, changedAt: changed, isGlowing: glows };
  return before && isSameLine(before, line) ? before : line;
}

export function getColumn({ homework_state, attempt }: WallRow, recording: boolean): Column {
  if (recording) return "recording";
  if (attempt?.state === "received" || attempt?.state === "processing") return "sent";
  if (homework_state === "needs_review") return "waiting";
  if (homework_state === "scored" || homework_state === "reviewed") return "scored";
  if (attempt?.state === "refused" || attempt?.state === "failed") return "stuck";
  return homework_state === "processing" ? "sent" : "open";
}

function getStage(column: Column, engine = ""): string {
  if (column === "stuck") return "again";
  return column === "sent" ? engine : "";
}

/** How many lines stand in each column. */
export function countByColumn(lines: readonly BoardLine[]): Record<Column, number> {
  const counts = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Record<Column, number>;
  for (const { column } of lines) counts[column] += 1;
  return counts;
}

/** When (ms) the board shows something else by itself: a glow, a recording or the patience with the engine ends. */
export function getNextChangeTime(
  lines: readonly BoardLine[],
  { recording }: LiveProgress,
  now: number,
): number | undefined {
  const glows = lines.filter((line) => line.isGlowing).map((line) => line.changedAt + GLOW_MS);
  const ends = lines.filter((line) => line.column === "recording").map((line) => recording.get(line.homework) ?? 0);
  const waits = lines.filter((line) => line.column === "sent").map((line) => line.sentSince + STUCK_MS);
  const moments = [...glows, ...ends, ...waits].filter((moment) => moment > now);
  return moments.length ? Math.min(...moments) : undefined;
}

/** Many changes, one drawing for each picture of the screen. */
export class FrameBatch {
  private isScheduled = false;
  private isEnded = false;

  constructor(
    private readonly draw: () => void,
    /** `requestAnimationFrame` is one. */
    private readonly frame: (work: () => void) => unknown,
  ) {}

  /** Something changed: draw with the next picture. */
  schedule(): void {
    if (this.isScheduled || this.isEnded) return;
    this.isScheduled = true;
    this.frame(() => {
      this.isScheduled = false;
      if (!this.isEnded) this.draw();
    });
  }

  /** Draw no more. */
  end(): void {
    this.isEnded = true;
  }
}

function isSameLine(a: BoardLine, b: BoardLine): boolean {
  return (Object.keys(a) as (keyof BoardLine)[]).every((key) => a[key] === b[key]);
}
