/**
 * Marks on their way from the device into a register: what is waiting, what an answer of the server changes, and what
 * each row shows. No disk, no network.
 */

import type { Answer } from "@talim/client";

export type Register = Answer<"/attendance/registers/{lesson_id}/", "get">;
export type RegisterRow = Register["rows"][number];
export type Status = Answer<"/attendance/statuses/", "get">["results"][number];
export type SyncAnswer = Answer<"/attendance/sync/", "post">;
export type MarkSide = SyncAnswer["conflicts"][number]["mine"];

/** A mark that the server has not taken: it waits, or was refused with a reason. One for each pupil of a lesson. */
export interface UnsentMark {
  person: string;
  lesson: string;
  student: string;
  /** The device's own, another one for another mark. */
  id: string;
  status: string;
  minutes_late: number | null;
  note: string;
  marked_at: string;
  /** When the mark was made that the teacher saw in this place and put hers over; null for none. */
  over?: string | null;
  /** Why the server did not take it, in its words; empty: somebody took the pupil's mark away later. */
  refused?: string;
}

/** Another mark says otherwise. A decided one stays, so that the same difference is not asked about again. */
export interface MarkConflict {
  person: string;
  lesson: string;
  student: string;
  stands: "mine" | "theirs";
  mine: MarkSide;
  theirs: MarkSide;
  decided: boolean;
  /** The pupil's, as the server's answer had it. */
  name?: string;
}

/** `saved`: the server has it; `waiting`: on this device only; `refused`: the server does not take it. */
export type RowState = "unmarked" | "saved" | "waiting" | "refused";

/** What of a mark is known where it is made. */
export type MarkContent = Pick<UnsentMark, "status"> & Partial<Pick<UnsentMark, "minutes_late" | "note" | "over">>;

/** The server takes so many marks at once, and marks of so many lessons. */
const MAX_MARKS = 500;
const MAX_LESSONS = 60;

/** A register takes marks from so long (ms) before its lesson. */
export const OPENS_BEFORE_MS = 30 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** Whether the register takes marks now: a copy may be from before it opened. */
export function canTakeMarks({ takes_marks, closed_for, starts_at }: Register, now: number): boolean {
  return takes_marks || (closed_for === "not_begun" && Date.parse(starts_at) - OPENS_BEFORE_MS <= now);
}

/** In how many ms a register that is too early takes marks; undefined where no waiting opens it, or none today. */
export function getTimeUntilOpen(register: Register, now: number): number | undefined {
  if (canTakeMarks(register, now) || register.closed_for !== "not_begun") return undefined;
  const left = Date.parse(register.starts_at) - OPENS_BEFORE_MS - now;
  return left < DAY_MS ? left : undefined;
}

/**
 * A mark made now; whatever the clock says, newer than the one it replaces and than the one that the teacher saw in its
 * place: an older one would not stand. One that was refused is in nobody's books and may have had a clock gone wrong.
 */
export function createMark(
  where: Pick<UnsentMark, "person" | "lesson" | "student">,
  content: MarkContent,
  id: string,
  now: number,
  before?: UnsentMark,
): UnsentMark {
  const { person, lesson, student } = where;
  const { status, minutes_late = null, note = "", over = null } = content;
  const replaced = [before?.refused === undefined ? before?.marked_at : undefined, over];
  const moment = Math.max(now, ...replaced.map((time) => (time ? Date.parse(time) + 1 : 0)));
  return { person, lesson, student, id, status, minutes_late, note, over, marked_at: new Date(moment).toISOString() };
}

/** What goes out next: the oldest first, as many as the server takes at once. */
export function selectNextMarks(waiting: UnsentMark[]): UnsentMark[] {
  const lessons = new Set<string>();
  return waiting
    .filter((mark) => mark.refused === undefined)
    .sort((a, b) => Date.parse(a.marked_at) - Date.parse(b.marked_at))
    .filter(({ lesson }) => lessons.has(lesson) || (lessons.size < MAX_LESSONS && lessons.add(lesson)))
    .slice(0, MAX_MARKS);
}

/**
 * The marks that are done with, and those to keep with the reason why they were refused. A mark that was made anew
 * while the answer was on its way is neither. One that is too old, with nothing in its place, is nowhere else to be seen.
 */
export function splitByResult(
  waiting: UnsentMark[],
  answer: SyncAnswer,
): { done: UnsentMark[]; refused: UnsentMark[] } {
  const results = new Map(answer.marks.map((mark) => [mark.id, mark]));
  const done: UnsentMark[] = [];
  const refused: UnsentMark[] = [];
  for (const mark of waiting) {
    const result = results.get(mark.id);
    if (result?.outcome === "refused") refused.push({ ...mark, refused: result.text });
    else if (result?.outcome === "older" && !result.mark) refused.push({ ...mark, refused: "" });
    else if (result) done.push(mark);
  }
  return { done, refused };
}

/**
 * The differences of an answer beside those that are known: what was decided about the same marks stays decided. A mark
 * that the teacher saw and put hers over is none, once hers stands.
 */
export function listConflicts(
  person: string,
  answer: SyncAnswer,
  known: MarkConflict[],
  sent: UnsentMark[] = [],
): MarkConflict[] {
  const seen = new Map(sent.map((mark) => [mark.id, mark.over]));
  const names = new Map(answer.marks.map(({ id, mark }) => [id, mark?.student.full_name]));
  return [...answer.conflicts, ...listOlderConflicts(answer, sent)]
    .filter(({ id, stands, theirs }) => stands === "theirs" || !isSameMoment(seen.get(id), theirs.marked_at))
    .map(({ id, lesson, student, stands, mine, theirs }) => {
      const name = names.get(id);
      const before = known.find((conflict) => conflict.lesson === lesson && conflict.student === student);
      const again = before !== undefined && before.decided && isSameSide(before.theirs, theirs);
      const decided = again && (stands === "mine" || isSameSide(before.mine, mine));
      return { person, lesson, student, stands, mine, theirs, decided, ...(name ? { name } : {}) };
    });
}

/** The teacher's own newer marks that stand in place of these: the server tells conflicts with others only. */
function listOlderConflicts(answer: SyncAnswer, sent: UnsentMark[]): SyncAnswer["conflicts"] {
  const conflicting = new Set(answer.conflicts.map(({ id }) => id));
  return answer.marks.flatMap(({ id, outcome, mark }) => {
    const mine = sent.find((mark) => mark.id === id);
    if (outcome !== "older" || !mark || !mine || conflicting.has(id) || hasSameContent(mine, mark)) return [];
    const { lesson, student } = mine;
    return [{ id, lesson, student, stands: "theirs" as const, mine: toMarkSide(mine), theirs: toMarkSide(mark) }];
  });
}

function toMarkSide(mark: UnsentMark | NonNullable<RegisterRow["mark"]>): MarkSide {
  const { status, minutes_late, note, marked_at } = mark;
  const [source, by] = "source" in mark ? [mark.source, mark.marked_by] : ["offline", null];
  return { status, minutes_late, note, marked_at, source, by };
}

/** What has to be marked for this side to stand; undefined when it stands already. */
export function resolveConflict(difference: MarkConflict, side: "mine" | "theirs"): MarkContent | undefined {
  const { stands } = difference;
  if (stands === side) return undefined;
  const { status, minutes_late, note } = difference[side];
  return { status, minutes_late, note, over: difference[stands].marked_at };
}

/** The register with the server's newest word on some of its pupils. */
export function applySyncAnswer(register: Register, answer: SyncAnswer): Register {
  const marks = new Map(
    answer.marks.filter(({ mark }) => mark?.lesson === register.lesson).map(({ mark }) => [mark?.student.id, mark]),
  );
  if (!marks.size) return register;
  return { ...register, rows: register.rows.map((row) => ({ ...row, mark: marks.get(row.student.id) ?? row.mark })) };
}

/** Which of these marks stand in the server's books: nobody made a newer one. Answers their ids there. */
export function listStandingMarks(rows: RegisterRow[], sent: UnsentMark[]): string[] {
  const moments = new Map(sent.map(({ student, marked_at }) => [student, marked_at]));
  return rows.flatMap(({ student, mark }) =>
    mark && isSameMoment(moments.get(student.id), mark.marked_at) ? [mark.id] : [],
  );
}

/** How many marks of a lesson are not as the teacher made them. */
export interface UnsyncedLesson {
  lesson: string;
  /** Could not be sent. */
  waiting: number;
  refused: number;
  /** Somebody else said otherwise. */
  differ: number;
}

/** The lessons with such marks; those that wait count once sending them has failed, as `error` says. */
export function listUnsyncedLessons(open: {
  waiting: UnsentMark[];
  differences: MarkConflict[];
  error: unknown;
}): UnsyncedLesson[] {
  const refused = open.waiting.filter((mark) => mark.refused !== undefined);
  const waiting = open.error === undefined ? [] : open.waiting.filter((mark) => mark.refused === undefined);
  const lessons = new Set([...open.differences, ...refused, ...waiting].map(({ lesson }) => lesson));
  return [...lessons].map((lesson) => {
    const of = (all: { lesson: string }[]) => all.filter((row) => row.lesson === lesson).length;
    return { lesson, waiting: of(waiting), refused: of(refused), differ: of(open.differences) };
  });
}

/** What of a lesson nobody finds on a row, as after the pupil left the group or once the lesson is gone. */
export function findOrphanMarks(
  open: { waiting: UnsentMark[]; differences: MarkConflict[] },
  lesson: string,
  rows: RegisterRow[],
) {
  const present = new Set(rows.map(({ student }) => student.id));
  const here = (row: UnsentMark | MarkConflict) => row.lesson === lesson && !present.has(row.student);
  return {
    refused: open.waiting.filter((mark) => here(mark) && mark.refused !== undefined),
    differences: open.differences.filter(here),
  };
}

export interface DisplayedMark {
  /** Null for none yet. */
  status: string | null;
  minutes: number | null;
  state: RowState;
}

/** What a row shows, and whether the server has it. */
export function getDisplayedMark(row: RegisterRow, waiting: UnsentMark | undefined): DisplayedMark {
  if (waiting) {
    const state = waiting.refused === undefined ? "waiting" : "refused";
    return { status: waiting.status, minutes: waiting.minutes_late, state };
  }
  if (!row.mark) return { status: null, minutes: null, state: "unmarked" };
  return { status: row.mark.status, minutes: row.mark.minutes_late, state: "saved" };
}

/** How many whole minutes the lesson lasts: the server takes no pupil as later than that. */
export function countLessonMinutes({ starts_at, ends_at }: Pick<Register, "starts_at" | "ends_at">): number {
  return Math.floor((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000);
}

function isSameMoment(a: string | null | undefined, b: string): boolean {
  return typeof a === "string" && Date.parse(a) === Date.parse(b);
}

function isSameSide(a: MarkSide, b: MarkSide): boolean {
  return isSameMoment(a.marked_at, b.marked_at) && a.status === b.status && a.minutes_late === b.minutes_late;
}

type ComparedContent = Pick<MarkSide, "status" | "minutes_late" | "note">;

function hasSameContent(a: ComparedContent, b: ComparedContent): boolean {
  return a.status === b.status && a.minutes_late === b.minutes_late && a.note === b.note;
}
