/** What marks of a register mean, without a device and without a network. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { NetworkError } from "@talim/client";
import {
  splitByResult,
  listConflicts,
  createMark,
  selectNextMarks,
  getTimeUntilOpen,
  canTakeMarks,
  countLessonMinutes,
  listUnsyncedLessons,
  type MarkConflict,
  type Register,
  type MarkSide,
  type UnsentMark,
} from "../src/attendance/teacher/register.ts";

const where = { person: "teacher", lesson: "lesson-1", student: "aziz" };

function side(status: string, marked_at: string): MarkSide {
  return { status, minutes_late: null, note: "", source: "bulk", marked_at, by: null };
}

test("a mark is newer than the one it replaces when the clock went back", () => {
  const first = createMark(where, { status: "late" }, "1", Date.parse("2026-11-21T10:00:00Z"));
  const second = createMark(where, { status: "absent" }, "2", Date.parse("2026-11-21T09:00:00Z"), first);
  assert.equal(second.marked_at, "2026-11-21T10:00:00.001Z");
});

test("another mark of theirs is another difference", () => {
  const known: MarkConflict = {
    ...where,
    stands: "mine",
    mine: side("present", "2026-11-21T09:00:00Z"),
    theirs: side("absent", "2026-11-21T08:00:00Z"),
    decided: true,
  };
  const conflict = { ...known, id: "7", theirs: side("late", "2026-11-21T08:30:00Z") };
  const [result] = listConflicts("teacher", { marks: [], conflicts: [conflict] }, [known]);
  assert.equal(result?.decided, false);
});

test("a mark that she saw and put hers over is no difference, one that she did not see is", () => {
  const theirs = side("absent", "2026-11-21T08:00:00+00:00");
  const mine = createMark(
    where,
    { status: "late", over: "2026-11-21T08:00:00Z" },
    "7",
    Date.parse("2026-11-21T09:00:00Z"),
  );
  const conflict = { id: "7", ...where, stands: "mine" as const, mine: side("late", mine.marked_at), theirs };
  const answer = { marks: [], conflicts: [conflict] };
  assert.equal(listConflicts("teacher", answer, [], [mine]).length, 0);
  assert.equal(listConflicts("teacher", answer, [], [{ ...mine, over: null }]).length, 1);
});

test("a pupil may be as late as the lesson is long, by the whole minute", () => {
  const minutes = (ends: string) => countLessonMinutes({ starts_at: "2026-11-21T10:00:00+05:00", ends_at: ends });
  assert.deepEqual(["2026-11-21T06:30:00Z", "2026-11-21T05:45:59Z"].map(minutes), [90, 45]);
});

test("no more than the server takes at once, the oldest first", () => {
  const waiting = Array.from({ length: 70 }, (_, n) =>
    createMark({ ...where, lesson: `lesson-${n}` }, { status: "late" }, String(n), 1_000_000 - n),
  );
  const sent = selectNextMarks(waiting);
  assert.equal(sent.length, 60);
  assert.equal(sent[0]?.id, "69");
  const none = splitByResult(sent, { marks: [], conflicts: [] });
  assert.deepEqual(none, { done: [], refused: [] }, "what was not answered goes on waiting");
});

test("a register that was copied before it opened takes marks from half an hour before the lesson", () => {
  const register = { takes_marks: false, closed_for: "not_begun", starts_at: "2026-11-21T10:00:00Z" } as Register;
  assert.equal(canTakeMarks(register, Date.parse("2026-11-21T09:29:00Z")), false);
  assert.equal(canTakeMarks(register, Date.parse("2026-11-21T09:30:00Z")), true);
  const closed = { ...register, closed_for: "closed" } as Register;
  assert.equal(canTakeMarks(closed, Date.parse("2026-11-21T11:00:00Z")), false);
});

test("a register that was opened too early says when it opens, unless that is no matter of waiting today", () => {
  const early = { takes_marks: false, closed_for: "not_begun", starts_at: "2026-11-21T10:00:00Z" } as Register;
  assert.equal(getTimeUntilOpen(early, Date.parse("2026-11-21T09:29:00Z")), 60_000);
  assert.equal(getTimeUntilOpen(early, Date.parse("2026-11-21T09:30:00Z")), undefined, "it is open");
  assert.equal(getTimeUntilOpen(early, Date.parse("2026-10-21T09:30:00Z")), undefined, "nobody waits for a month");
  assert.equal(getTimeUntilOpen({ ...early, closed_for: "cancelled" }, Date.parse("2026-11-21T09:29:00Z")), undefined);
});

test("lessons are named whose marks were refused, are others', or could not be sent; not those just under way", () => {
  const mark = (lesson: string, refused?: string): UnsentMark => ({
    ...createMark({ ...where, lesson }, { status: "late" }, lesson, 0),
    ...(refused === undefined ? {} : { refused }),
  });
  const differing: MarkConflict = {
    ...{ ...where, lesson: "second", stands: "theirs", decided: false },
    ...{ mine: side("late", "2026-11-21T08:00:00Z"), theirs: side("absent", "2026-11-21T09:00:00Z") },
  };
  const open = { waiting: [mark("first"), mark("second", "closed")], differences: [differing], error: undefined };
  const second = { lesson: "second", waiting: 0, refused: 1, differ: 1 };
  assert.deepEqual(listUnsyncedLessons(open), [second]);
  const first = { lesson: "first", waiting: 1, refused: 0, differ: 0 };
  assert.deepEqual(listUnsyncedLessons({ ...open, error: new NetworkError("away") }), [second, first]);
  assert.deepEqual(listUnsyncedLessons({ ...open, waiting: [], differences: [] }), []);
});
