/** What a rubric gives, and what is sent of a form. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  buildCriteria,
  checkRubric,
  countPoints,
  createCriterion,
  keepKnownLevels,
  readRubric,
  toMark,
  type Criterion,
  type Rubric,
} from "../src/grading/rubrics/rubric-data.ts";

const TEXTS = { required: "fill in", number: "a number" };

function criterion(id: string, ...points: (number | null)[]): Criterion {
  return {
    id,
    name: `criterion ${id}`,
    levels: points.map((given, at) => ({ id: `${id}${at}`, name: `level ${at}`, points: given })),
  };
}

test("the points are counted as the server counts them: a percent comes when every criterion has a level", () => {
  const criteria = [criterion("a", 1, 5), criterion("b", 0, 3)];
  assert.deepEqual(countPoints(criteria, { a: "a1" }), { points: 5, most: 8, percent: null });
  assert.deepEqual(countPoints(criteria, { a: "a1", b: "b0" }), { points: 5, most: 8, percent: 62.5 });
  assert.equal(countPoints([criterion("a", null, null)], { a: "a0" }), null, "words have no points");
  assert.equal(countPoints([criterion("a", 0, 0)], { a: "a0" })?.percent, null, "nothing of nothing is no percent");
  assert.deepEqual([33.33, 62.5, 66.67, 100].map(toMark), [33.5, 62.5, 66.5, 100]);
});

test("another version takes over the levels that it has", () => {
  const known = keepKnownLevels([criterion("a", 1, 5), criterion("c", 0, 1)], { a: "a1", b: "b0", c: "c7" });
  assert.deepEqual(known, { a: "a1" });
});

test("a form keeps the server's ids, and a rubric of words sends no points", () => {
  const rubric = { name: "Speaking", criteria: [criterion("a", 2.5, 5)] } as Rubric;
  const fields = readRubric(rubric, "");
  const added = { ...createCriterion(fields.criteria[0]), name: " Pace " };
  const sent = buildCriteria({ ...fields, criteria: [...fields.criteria, added] });
  assert.deepEqual(sent[0], {
    id: "a",
    name: "criterion a",
    levels: [
      { id: "a0", name: "level 0", points: 2.5 },
      { id: "a1", name: "level 1", points: 5 },
    ],
  });
  assert.deepEqual(
    [sent[1]?.id, sent[1]?.name, sent[1]?.levels.map(({ id, points }) => [id, points])],
    [
      "",
      "Pace",
      [
        ["", 2.5],
        ["", 5],
      ],
    ],
  );
  assert.deepEqual(
    buildCriteria({ ...fields, has_points: false })[0]?.levels.map(({ points }) => points),
    [null, null],
  );
});

test("what is missing or no number is named by the server's paths", () => {
  const fields = readRubric(undefined, "group:1");
  const [first] = fields.criteria;
  assert.ok(first);
  first.levels = first.levels
    .slice(0, 2)
    .map((level, at) => ({ ...level, name: at ? "good" : "", points: at ? "much" : "" }));
  const found = {
    "criteria.0.name": "fill in",
    "criteria.0.levels.0.name": "fill in",
    "criteria.0.levels.0.points": "fill in",
    "criteria.0.levels.1.points": "a number",
  };
  assert.deepEqual(checkRubric(fields, TEXTS), found);
  const words = checkRubric({ ...fields, has_points: false }, TEXTS);
  assert.deepEqual(Object.keys(words), ["criteria.0.name", "criteria.0.levels.0.name"]);
});
