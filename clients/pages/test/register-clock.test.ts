/** Marks from a device whose clock is wrong: each stands, or it is said that it does not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  splitByResult,
  resolveConflict,
  listConflicts,
  createMark,
  getDisplayedMark,
  type MarkConflict,
  type RegisterRow,
  type MarkSide,
  type SyncAnswer,
  type UnsentMark,
} from "../src/attendance/teacher/register.ts";

const where = { person: "teacher", lesson: "lesson-1", student: "aziz" };
const row = { student: { id: "aziz", full_name: "Aziz" }, mark: null } as unknown as RegisterRow;
const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
const by = { id: "teacher", full_name: "Dilnoza" };

function side(status: string, time: string): MarkSide {
  return { status, minutes_late: null, note: "", source: "bulk", marked_at: `2026-11-21T${time}+00:00`, by: null };
}

/** The server's word on a mark that is older than what stands. */
function older(mine: UnsentMark, stands: MarkSide | null): SyncAnswer["marks"][number] {
  const mark =
    stands && ({ ...stands, ...where, student: row.student, marked_by: by } as unknown as RegisterRow["mark"]);
  return { id: mine.id, outcome: "older", reason: null, text: "", mark };
}

test("a mark over one that she saw is newer than that on a slow clock too", () => {
  const seen = side("late", "18:00:30.123456");
  const mine = createMark(where, { status: "absent", over: seen.marked_at }, "7", at("17:59:00"));
  assert.equal(mine.marked_at, "2026-11-21T18:00:30.124Z");
  assert.equal(createMark(where, { status: "absent" }, "7", at("17:59:00")).marked_at, "2026-11-21T17:59:00.000Z");
});

test("the side of a difference that is chosen is newer than the one that stands, and is no difference then", () => {
  const [mine, theirs] = [side("absent", "17:59:00"), side("late", "18:00:30")];
  const difference: MarkConflict = { ...where, stands: "theirs", mine, theirs, decided: false };
  const said = resolveConflict(difference, "mine");
  assert.ok(said);
  const chosen = createMark(where, said, "8", at("17:59:10"));
  assert.equal(chosen.marked_at, "2026-11-21T18:00:30.001Z");
  const conflict = { id: "8", ...where, stands: "mine" as const, mine: side("absent", "18:00:30.001"), theirs };
  assert.deepEqual(listConflicts("teacher", { marks: [], conflicts: [conflict] }, [], [chosen]), []);
  assert.equal(resolveConflict({ ...difference, stands: "mine" }, "theirs")?.over, mine.marked_at);
});

test("a mark that does not stand is a difference, over one that she saw or decided about too", () => {
  const theirs = side("late", "18:00:30");
  const mine = createMark(where, { status: "absent", over: theirs.marked_at }, "7", at("18:01:00"));
  const conflict = { id: "7", ...where, stands: "theirs" as const, mine: side("absent", "18:00:30.001"), theirs };
  const answer = { marks: [older(mine, theirs)], conflicts: [conflict] };
  assert.deepEqual(
    listConflicts("teacher", answer, [], [mine]).map(({ stands, decided }) => [stands, decided]),
    [["theirs", false]],
  );
  const decided = { ...conflict, decided: true };
  assert.equal(
    listConflicts("teacher", answer, [decided], [mine])[0]?.decided,
    true,
    "a repeat is not asked about again",
  );
  const [another] = listConflicts("teacher", answer, [{ ...decided, mine: side("excused", "17:00:00") }], [mine]);
  assert.equal(another?.decided, false, "what was decided was about another mark of hers");
});

test("a mark that is older than another one of her own is a difference, unless both say the same", () => {
  const mine = createMark(where, { status: "absent" }, "7", at("17:59:00"));
  const answer = (status: string) => ({ marks: [older(mine, side(status, "18:00:30"))], conflicts: [] });
  const [result] = listConflicts("teacher", answer("late"), [], [mine]);
  assert.deepEqual(
    [result?.stands, result?.mine.status, result?.theirs.status, result?.theirs.by, result?.name],
    ["theirs", "absent", "late", by, "Aziz"],
  );
  assert.deepEqual(listConflicts("teacher", answer("absent"), [], [mine]), []);
});

test("a mark that is older than the taking away of the one before stays, as not taken", () => {
  const mine = createMark(where, { status: "absent" }, "7", at("17:59:00"));
  const { done, refused } = splitByResult([mine], { marks: [older(mine, null)], conflicts: [] });
  assert.deepEqual(done, []);
  assert.equal(getDisplayedMark(row, refused[0]).state, "refused");
});

test("a mark in place of a refused one is made now: the clock may have been put right since", () => {
  const refused = { ...createMark(where, { status: "late" }, "1", at("19:00:00")), refused: "From the future." };
  assert.equal(
    createMark(where, { status: "late" }, "2", at("18:00:00"), refused).marked_at,
    "2026-11-21T18:00:00.000Z",
  );
});
