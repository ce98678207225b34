/** The wall: what a line shows, that nothing jumps, and that many changes are one drawing. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { WallRow, WallState } from "@talim/client";
import {
  FrameBatch,
  buildBoard,
  getColumn,
  countByColumn,
  GLOW_MS,
  getNextChangeTime,
  STUCK_MS,
  type LiveProgress,
} from "../src/homework/teacher/board.ts";

function row(n: number, fields: Partial<WallRow> = {}): WallRow {
  const name = `Pupil ${String(n).padStart(3, "0")}`;
  const ids = { homework: `h${n}`, student: `s${n}`, assignment: "a" };
  return { ...ids, name, homework_state: "assigned", homework_score: null, attempt: null, ...fields };
}

function attempt(state: string, score: number | null = null, id = "t"): WallRow["attempt"] {
  return { attempt: id, number: 1, state, verdict: "", score };
}

function stateOf(homework: WallRow[]): WallState {
  return { group: "g", assignments: [{ assignment: "a", kind: "reading", title: "Text", deadline: null }], homework };
}

const nobody: LiveProgress = { recording: new Map(), stages: new Map() };

test("each state of a homework stands in its column", () => {
  const columns = [
    getColumn(row(1), false),
    getColumn(row(1), true),
    getColumn(row(1, { homework_state: "processing", attempt: attempt("received") }), false),
    getColumn(row(1, { homework_state: "needs_review", attempt: attempt("stored") }), false),
    getColumn(row(1, { homework_state: "scored", attempt: attempt("scored", 80) }), false),
    getColumn(row(1, { attempt: attempt("refused") }), false),
    getColumn(row(1, { attempt: attempt("failed") }), false),
    getColumn(row(1, { homework_state: "returned", attempt: attempt("scored", 20) }), false),
  ];
  assert.deepEqual(columns, ["open", "recording", "sent", "waiting", "scored", "stuck", "stuck", "open"]);
});

test("of 200 lines only the changed one is another object, and it glows for a second", () => {
  const rows = Array.from({ length: 200 }, (_, n) => row(n));
  const before = buildBoard(stateOf(rows), "a", nobody, 1_000, []);
  assert.equal(
    before.some((line) => line.isGlowing),
    false,
    "what was there does not glow",
  );
  rows[7] = row(7, { homework_state: "scored", homework_score: 91, attempt: attempt("scored", 91) });
  const now = buildBoard(stateOf(rows), "a", nobody, 2_000, before);
  assert.deepEqual(
    now.flatMap((line, place) => (line === before[place] ? [] : [place])),
    [7],
  );
  assert.deepEqual([now[7]?.column, now[7]?.score, now[7]?.isGlowing], ["scored", 91, true]);
  assert.equal(getNextChangeTime(now, nobody, 2_000), 2_000 + GLOW_MS);
  const later = buildBoard(stateOf(rows), "a", nobody, 2_000 + GLOW_MS, now);
  assert.equal(later[7]?.isGlowing, false);
  assert.equal(getNextChangeTime(later, nobody, 2_000 + GLOW_MS), undefined);
  assert.equal(countByColumn(later).scored, 1);
});

test("nothing jumps: whoever stood on the board keeps the place, who is new comes behind", () => {
  const before = buildBoard(stateOf([row(5), row(3)]), "a", nobody, 1, []);
  const now = buildBoard(
    stateOf([row(9), row(1), row(5), row(3), row(2, { assignment: "b" })]),
    "a",
    nobody,
    2,
    before,
  );
  assert.deepEqual(
    now.map((line) => line.homework),
    ["h3", "h5", "h1", "h9"],
  );
});

test("who records is shown until six seconds after the last word of it", () => {
  const passing: LiveProgress = { recording: new Map([["h1", 9_000]]), stages: new Map() };
  const lines = buildBoard(stateOf([row(1)]), "a", passing, 8_000, []);
  assert.equal(lines[0]?.column, "recording");
  assert.equal(getNextChangeTime(lines, passing, 8_000), 9_000);
  assert.equal(buildBoard(stateOf([row(1)]), "a", passing, 9_000, lines)[0]?.column, "open");
});

test("a recording that is with the engine for two minutes is stuck, the next one has its own two minutes", () => {
  const sent = (id: string) =>
    stateOf([row(1, { homework_state: "processing", attempt: attempt("received", null, id) })]);
  const first = buildBoard(sent("t1"), "a", nobody, 1_000, []);
  assert.equal(getNextChangeTime(first, nobody, 1_000), 1_000 + STUCK_MS);
  const kept = buildBoard(sent("t1"), "a", nobody, 1_000 + STUCK_MS - 1, first);
  assert.equal(kept[0], first[0]);
  const stuck = buildBoard(sent("t1"), "a", nobody, 1_000 + STUCK_MS, kept);
  assert.deepEqual([stuck[0]?.column, stuck[0]?.stage, stuck[0]?.isGlowing], ["stuck", "long", true]);
  const next = buildBoard(sent("t2"), "a", nobody, 2_000 + STUCK_MS, stuck);
  assert.deepEqual([next[0]?.column, next[0]?.sentSince], ["sent", 2_000 + STUCK_MS]);
  const refused = buildBoard(stateOf([row(1, { attempt: attempt("refused") })]), "a", nobody, 3_000 + STUCK_MS, next);
  assert.deepEqual([refused[0]?.column, refused[0]?.stage], ["stuck", "again"]);
});

test("sixty changes between two pictures are one drawing, and none follows the end", () => {
  const frames: (() => void)[] = [];
  let drawn = 0;
  const batch = new FrameBatch(
    () => void drawn++,
    (work) => frames.push(work),
  );
  for (let n = 0; n < 60; n++) batch.schedule();
  assert.deepEqual([frames.length, drawn], [1, 0]);
  frames.shift()?.();
  assert.equal(drawn, 1);
  batch.schedule();
  batch.end();
  frames.shift()?.();
  batch.schedule();
  assert.deepEqual([frames.length, drawn], [0, 1]);
});

test("200 lines and 60 changes: none of them is a long task", () => {
  const rows = Array.from({ length: 200 }, (_, n) => row(n));
  let lines = buildBoard(stateOf(rows), "a", nobody, 0, []);
  let longest = 0;
  for (let n = 0; n < 60; n++) {
    const began = performance.now();
    rows[n] = row(n, { homework_state: "processing", attempt: attempt("received") });
    lines = buildBoard(stateOf(rows), "a", nobody, n + 1, lines);
    longest = Math.max(longest, performance.now() - began);
  }
  assert.ok(longest < 100, `${longest} ms`);
  assert.equal(countByColumn(lines).sent, 60);
});
