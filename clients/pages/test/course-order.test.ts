/** Modules, lessons and blocks are moved without losing any; two texts of a lesson are kept both. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createBlock, type DraftBlock } from "../src/learning/editor/data.ts";
import { findOwnBlocks, isSame, keepBoth } from "../src/learning/editor/merge-lesson.ts";
import { moveItem, placeLesson, stepItem, stepLesson } from "../src/learning/editor/order.ts";

const module = (id: string, ...lessons: string[]) => ({ id, lessons: lessons.map((lesson) => ({ id: lesson })) });
const show = (modules: ReturnType<typeof module>[]) =>
  modules.map(({ id, lessons }) => `${id}:${lessons.map((lesson) => lesson.id).join("")}`).join(" ");
const OUTLINE = [module("A", "a", "b"), module("B"), module("C", "c")];

test("an item is moved to a place and step by step, and no further than the ends", () => {
  assert.deepEqual(moveItem(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  const items = [{ id: "a" }, { id: "b" }];
  assert.deepEqual(stepItem(items, "a", -1), items);
  assert.deepEqual(stepItem(items, "b", -1), [{ id: "b" }, { id: "a" }]);
  assert.deepEqual(stepItem(items, "x", 1), items);
});

test("a lesson goes up and down, through an empty module into the next one", () => {
  assert.equal(show(stepLesson(OUTLINE, "a", 1)), "A:ba B: C:c");
  assert.equal(show(stepLesson(OUTLINE, "b", 1)), "A:a B:b C:c");
  assert.equal(show(stepLesson(OUTLINE, "c", -1)), "A:ab B:c C:");
  assert.equal(show(stepLesson(OUTLINE, "a", -1)), "A:ab B: C:c");
  assert.equal(show(stepLesson(OUTLINE, "c", 1)), "A:ab B: C:c");
});

test("a lesson is put at a place of another module; unknown ones change nothing", () => {
  assert.equal(show(placeLesson(OUTLINE, "a", "C", 1)), "A:b B: C:ca");
  assert.equal(show(placeLesson(OUTLINE, "a", "A", 1)), "A:ba B: C:c");
  assert.equal(show(placeLesson(OUTLINE, "x", "A", 0)), show(OUTLINE));
  assert.equal(show(placeLesson(OUTLINE, "a", "X", 0)), show(OUTLINE));
});

test("what is alike does not differ by the order of its keys, or by what is not there", () => {
  assert.ok(isSame({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1, d: undefined }));
  assert.ok(!isSame({ a: [1, 2] }, { a: [2, 1] }));
  assert.ok(!isSame({ a: null }, { a: {} }));
});

test("of two texts every block stays: changed ones twice, new ones where they were written", () => {
  const formula = (latex: string, id?: string) =>
    ({ ...createBlock("formula", { latex } as Partial<DraftBlock>), ...(id ? { id } : {}) }) as DraftBlock;
  const [shared, mine] = [formula("x"), formula("mine")];
  const changed = formula("here", "1");
  const theirs = [formula("there", "1"), shared, formula("theirs")];
  const all = [changed, mine, shared];
  assert.deepEqual(findOwnBlocks(all, theirs), [changed, mine]);
  const both = keepBoth(all, theirs);
  assert.deepEqual(
    both.map((block) => "latex" in block && block.latex),
    ["there", "here", "mine", "x", "theirs"],
  );
  assert.equal(new Set(both.map(({ id }) => id)).size, both.length);
  assert.deepEqual(keepBoth(theirs, theirs), theirs);
});
