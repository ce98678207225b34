/** The gradebook: what typed points mean, where keys lead, what weights make, what an answer changes in the grid. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { listBandsAbove } from "../src/grading/bands.ts";
import type { Entry, Grade, ItemReason } from "../src/grading/grade-data.ts";
import { formatPoints, readDraft } from "../src/grading/points.ts";
import { countsAlready, getTyped, putGrade, readFormer, type Cell, type Grid } from "../src/grading/write/grid-data.ts";
import { moveAlong, moveByKey, moveDown } from "../src/grading/write/moves.ts";
import {
  buildStructure,
  checkSetup,
  createCategory,
  createItem,
  readSetup,
  type Gradebook,
} from "../src/grading/write/setup-data.ts";
import { getCategoryShare, getItemShare } from "../src/grading/write/shares.ts";
import { en as gradeEn } from "../src/grading/words/en.ts";
import { ru as gradeRu } from "../src/grading/words/ru.ts";
import { uz as gradeUz } from "../src/grading/words/uz.ts";
import { en } from "../src/grading/write/words/en.ts";
import { ru } from "../src/grading/write/words/ru.ts";
import { uz } from "../src/grading/write/words/uz.ts";
import { loadWords } from "../src/words/index.ts";

const ZONE = "Asia/Tashkent";
const SIZE = { rows: 3, columns: 4 };

before(() => loadWords("ru"));

test("points are typed with a comma or a point; a letter excuses, and nothing takes back", () => {
  const points = (given: number) => ({ points: given, is_excused: false });
  assert.deepEqual(["17,5", " 17.5 ", "0"].map(readDraft), [points(17.5), points(17.5), points(0)]);
  const excuse = { points: null, is_excused: true };
  assert.deepEqual(
    ["e", "E", "е"].map(readDraft),
    [excuse, excuse, excuse],
    "the last one is typed on a Cyrillic keyboard",
  );
  assert.deepEqual(readDraft(" "), { points: null, is_excused: false });
  assert.deepEqual(["-1", "abc", "1e", "100001"].map(readDraft), [undefined, undefined, undefined, undefined]);
  assert.deepEqual([formatPoints(17.5), formatPoints(91.994), formatPoints(20)], ["17,5", "91,99", "20"]);
});

test("arrows stay in the grid, Enter goes down, Tab goes on in the next row and leaves at the end", () => {
  const press = (row: number, column: number, key: string, control = false) =>
    moveByKey({ row, column }, key, control, SIZE);
  assert.deepEqual(
    [press(0, 0, "ArrowUp"), press(2, 3, "ArrowDown"), press(1, 1, "ArrowLeft"), press(1, 3, "ArrowRight")],
    [
      { row: 0, column: 0 },
      { row: 2, column: 3 },
      { row: 1, column: 0 },
      { row: 1, column: 3 },
    ],
  );
  assert.deepEqual(
    [press(1, 2, "Home"), press(1, 2, "End", true), press(0, 2, "PageDown")],
    [
      { row: 1, column: 0 },
      { row: 2, column: 3 },
      { row: 2, column: 2 },
    ],
  );
  assert.equal(press(1, 2, "x"), undefined);
  assert.deepEqual(
    [moveDown({ row: 0, column: 2 }, SIZE), moveDown({ row: 2, column: 2 }, SIZE)],
    [
      { row: 1, column: 2 },
      { row: 2, column: 2 },
    ],
  );
  assert.deepEqual(
    [moveAlong({ row: 0, column: 3 }, 1, SIZE), moveAlong({ row: 1, column: 1 }, -1, SIZE)],
    [
      { row: 1, column: 1 },
      { row: 0, column: 3 },
    ],
  );
  assert.deepEqual(
    [moveAlong({ row: 2, column: 3 }, 1, SIZE), moveAlong({ row: 0, column: 1 }, -1, SIZE)],
    [undefined, undefined],
  );
});

test("weights make shares, and extra credit comes on top of them", () => {
  const weigh = (weight: string, isExtra = false) => ({ ...createCategory(), weight, is_extra_credit: isExtra });
  const categories = [weigh("60"), weigh("20"), weigh("8", true)];
  assert.deepEqual(
    categories.map((one) => getCategoryShare(one, categories)),
    [75, 25, 10],
  );
  const empty = weigh("");
  assert.equal(getCategoryShare(empty, [empty]), undefined);
  const items = [
    { ...createItem("a"), max_points: "30" },
    { ...createItem("a"), max_points: "10", weight: "10" },
    createItem("b"),
    { ...createItem("a"), is_excused: true },
  ];
  assert.deepEqual(
    items.map((one) => getItemShare(one, items)),
    [75, 25, 100, undefined],
  );
});

const entry = (id: string | null, points: number | null, more: Partial<Entry> = {}): Entry => ({
  ...{
    id,
    points,
    is_excused: false,
    reason: "",
    author: null,
    written_at: "2026-11-20T09:00:00Z",
    is_result: id === null,
    counts: false,
  },
  ...more,
});
const CELL: Cell = { points: null, state: "open", last: null, is_result: false, is_dropped: false, is_late: false };

test("the answer to an entry changes the pupil's row, and says how to take it back", () => {
  const grid = {
    items: [{ id: "quiz" }, { id: "oral" }],
    rows: [
      { student: { id: "p" }, percent: null, word: null, cells: [CELL, CELL] },
      { student: { id: "q" }, cells: [CELL, CELL] },
    ],
  } as unknown as Grid;
  const reason = (id: string, entries: Entry[], more: Partial<ItemReason> = {}) => ({
    id,
    state: "graded",
    points: 12,
    is_dropped: false,
    penalty: null,
    entries,
    ...more,
  });
  const grade = {
    student: { id: "p" },
    percent: 60,
    word: "3",
    categories: [
      { items: [reason("oral", [entry("1", 15), entry("2", 12, { counts: true })])] },
      { items: [reason("quiz", [entry(null, 9, { counts: true })], { points: 9, state: "handed_in" })] },
    ],
  } as unknown as Grade;
  const changed = putGrade(grid, grade);
  assert.equal(changed.rows[1], grid.rows[1]);
  const [quiz, oral] = changed.rows[0]?.cells ?? [];
  assert.deepEqual(oral, { ...CELL, points: 12, state: "graded", last: "2" });
  assert.deepEqual(quiz, { ...CELL, points: null, state: "handed_in", is_result: true });
  assert.deepEqual([changed.rows[0]?.percent, changed.rows[0]?.word], [60, "3"]);
  assert.deepEqual(readFormer(grade, "oral"), { former: { points: 15, is_excused: false }, last: "2" });
  assert.deepEqual(
    readFormer(grade, "quiz"),
    { former: { points: null, is_excused: false }, last: null },
    "a result is not written again",
  );
});

test("what counts asks for a reason; points after a penalty are not typed again", () => {
  const graded: Cell = { ...CELL, state: "graded", points: 17.5 };
  assert.deepEqual(
    [
      countsAlready(CELL),
      countsAlready(graded),
      countsAlready({ ...CELL, state: "excused" }),
      countsAlready({ ...CELL, state: "excused", last: "1" }),
    ],
    [false, true, false, true],
  );
  assert.deepEqual(
    [
      getTyped(graded),
      getTyped({ ...graded, is_late: true }),
      getTyped({ ...CELL, state: "excused", last: "1" }),
      getTyped(CELL),
    ],
    ["17,5", "", "e", ""],
  );
});

const GRADEBOOK = {
  usual_scale: "five",
  own_scale: null,
  categories: [{ id: "c1", name: "Tests", weight: 62.5, drop_lowest: 1, keep_highest: null, is_extra_credit: false }],
  items: [
    {
      ...{
        id: "i1",
        category: 0,
        name: "Unit 3",
        source: "quiz",
        quiz: "q1",
        assignment: null,
        max_points: 20,
        weight: null,
        is_extra_credit: false,
        is_excused: false,
      },
      ...{
        due_at: "2026-12-01T13:00:00.000Z",
        missing: "zero_when_due",
        late_percent_per_day: 10,
        late_floor: 50,
        late_grace_minutes: 15,
      },
    },
  ],
} as unknown as Gradebook;

test("what counts is sent as it was read, and new rows without an id", () => {
  const setup = readSetup(GRADEBOOK, ZONE);
  assert.deepEqual(
    [setup.scale, setup.categories[0]?.weight, setup.items[0]?.due_at],
    ["five", "62,5", "2026-12-01T18:00"],
  );
  const sent = buildStructure(setup, 3, ZONE);
  assert.deepEqual(sent, { ...GRADEBOOK, revision: 3 });
  const added = buildStructure({ ...setup, scale: "own", items: [createItem("c1")] }, 3, ZONE);
  assert.deepEqual(
    [added.usual_scale, added.own_scale, added.items[0]?.id, added.items[0]?.weight],
    [null, "own", null, null],
  );
});

test("what is missing or no number is said by the path of the field", () => {
  const setup = readSetup(GRADEBOOK, ZONE);
  const items = [
    { ...createItem("c1"), source: "quiz" as const, max_points: "" },
    { ...createItem("c1"), name: "Oral", weight: "x" },
  ];
  const errors = checkSetup(
    { ...setup, categories: [...setup.categories, createCategory()], items },
    { required: "fill", number: "number", halfTyped: "half" },
    ZONE,
  );
  assert.deepEqual(errors, {
    ...{ "categories.1.name": "fill", "categories.1.weight": "fill" },
    ...{ "items.0.name": "fill", "items.0.quiz": "fill", "items.0.max_points": "fill", "items.1.weight": "number" },
  });
});

test("only better grades are aimed at", () => {
  const bands = [
    { lower: 0, word: "2" },
    { lower: 56, word: "3" },
    { lower: 86, word: "5" },
  ];
  const words = (percent: number | null) => listBandsAbove(bands, percent).map(({ place, word }) => `${place} ${word}`);
  assert.deepEqual([words(56), words(90), words(null)], [["2 5"], [], ["0 2", "1 3", "2 5"]]);
});

test("three languages say the same things", () => {
  const places = (words: object, before = ""): string[] =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === "object" ? places(value as object, `${before}${name}.`) : [before + name],
    );
  for (const words of [ru, uz]) assert.deepEqual(places(words).sort(), places(en).sort());
  for (const words of [gradeRu, gradeUz]) assert.deepEqual(places(words).sort(), places(gradeEn).sort());
});
