/** Questions as they are written: ids that tell nothing, what is sent, what keys do. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { sortGaps } from "../src/quizzes/write/gap-order.ts";
import { judgeConsistency } from "../src/quizzes/write/judge-consistency.ts";
import { getMarkingAct } from "../src/quizzes/write/marking-keys.ts";
import { readPoints } from "../src/quizzes/write/points.ts";
import {
  buildBody,
  createDraft,
  KINDS,
  newPartId,
  readDraft,
  readFieldErrors,
  type Question,
} from "../src/quizzes/write/question-data.ts";
import { en } from "../src/quizzes/write/words/en.ts";
import { ru } from "../src/quizzes/write/words/ru.ts";
import { uz } from "../src/quizzes/write/words/uz.ts";

test("each kind begins with a body and a key of its own, and with ids by chance", () => {
  for (const kind of KINDS) {
    const { body, key } = createDraft(kind);
    assert.deepEqual([body.kind, key.kind], [kind, kind]);
  }
  const ids = new Set(Array.from({ length: 200 }, () => newPartId()));
  assert.equal(ids.size, 200);
  for (const id of ids) assert.match(id, /^[a-z2-9]{6}$/);
});

test("what stands in the right order is sent in another one, and is read in the right one again", () => {
  const draft = createDraft("ordering");
  const items = ["z9", "a1", "m5"].map((id) => ({ id, text: id }));
  const sent = buildBody({
    ...draft,
    body: { kind: "ordering", items },
    key: { kind: "ordering", order: ["z9", "a1", "m5"] },
  });
  assert.deepEqual(sent.body.kind === "ordering" && sent.body.items.map(({ id }) => id), ["a1", "m5", "z9"]);
  const read = readDraft({ ...sent, id: "", version: 1 } as unknown as Question);
  assert.deepEqual(read.body.kind === "ordering" && read.body.items.map(({ id }) => id), ["z9", "a1", "m5"]);
});

test("numbers are sent with a point, however they were typed", () => {
  const { key } = buildBody({
    ...createDraft("number"),
    key: { kind: "number", answers: [{ value: "1 000,5", tolerance: "" }], units: [{ name: "cm", factor: "0,01" }] },
  });
  assert.deepEqual(key, {
    kind: "number",
    answers: [{ value: "1000.5", tolerance: "0" }],
    units: [{ name: "cm", factor: "0.01" }],
  });
});

test("errors stand by the field, whichever form of it was meant", () => {
  const errors = readFieldErrors(
    { fields: { "key.short.answers.0.text": ["Fill this in."], "body.options.1": ["Give a text.", "Twice."] } },
    "short",
  );
  assert.deepEqual(errors, { "key.answers.0.text": "Fill this in.", "body.options.1": "Give a text. Twice." });
});

test("gaps stand in the order of the text", () => {
  const gaps = [{ id: "b" }, { id: "a" }, { id: "lost" }];
  assert.deepEqual(
    sortGaps("[[a]] and [[b]]", gaps).map(({ id }) => id),
    ["a", "b", "lost"],
  );
});

test("keys give points, save and leave for later, and nothing in a field", () => {
  const press = (key: string, place: "page" | "button" | "field" = "page", most = 5) =>
    getMarkingAct({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false }, place, most);
  assert.deepEqual(
    [press("4"), press("Enter"), press("n")],
    [{ kind: "points", points: 4 }, { kind: "save" }, { kind: "skip" }],
  );
  assert.deepEqual(
    [press("6"), press("4", "field"), press("Enter", "button"), press("x")],
    [undefined, undefined, undefined, undefined],
  );
});

test("points are read with either sign, and none beyond the ends", () => {
  assert.deepEqual(
    ["3,5", "3.5", "0", "5", "", "6", "-1", "x"].map((typed) => readPoints(typed, 5)),
    [3.5, 3.5, 0, 5, undefined, undefined, undefined, undefined],
  );
});

test("a figure becomes a sentence", () => {
  assert.deepEqual(
    [
      judgeConsistency(null, 20),
      judgeConsistency(90, 3),
      judgeConsistency(90, 20),
      judgeConsistency(70, 20),
      judgeConsistency(10, 20),
    ],
    ["unknown", "few", "good", "fair", "poor"],
  );
});

test("three languages say the same things", () => {
  const places = (words: object, before = ""): string[] =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === "object" ? places(value as object, `${before}${name}.`) : [before + name],
    );
  for (const words of [ru, uz]) assert.deepEqual(places(words).sort(), places(en).sort());
});
