/** The teacher's part holds what the person's permissions open. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { opens, teacherOf, teaches } from "../src/teacher/part.ts";

const ALL = ["attendance.mark", "attendance.decide_excuses", "homework.assign", "homework.review"];

function pagesOf(...permissions: string[]): string[] {
  return Object.keys(teacherOf({ permissions }).pages).sort();
}

test("who may do all that teachers do has every page", () => {
  assert.deepEqual(pagesOf(...ALL), ["", "assignments", "excuses", "register/:id", "review", "review/:id", "wall/:id"]);
  assert.equal(teacherOf({ permissions: ALL }).menu.length, 4);
});

test("a role that is cut narrower has fewer, in the menu too", () => {
  assert.deepEqual(pagesOf("attendance.mark"), ["", "register/:id"]);
  assert.deepEqual(pagesOf("homework.review"), ["", "review", "review/:id", "wall/:id"]);
  assert.deepEqual(
    teacherOf({ permissions: ["homework.assign"] }).menu.map(([to]) => to),
    ["", "assignments", "messages"],
  );
});

test("who holds none of it teaches not", () => {
  assert.deepEqual([teaches({ permissions: ["lessons.read"] }), teaches({ permissions: ALL })], [false, true]);
  assert.equal(opens({ permissions: [] }, "messages"), true);
});
