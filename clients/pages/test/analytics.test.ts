/** What pages of figures work out themselves: the view of an address, two groups side by side, what has changed for a pupil. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { comparePair, listSubjects } from "../src/analytics/compare-groups.ts";
import { isUnfinished, type Series } from "../src/analytics/series.ts";
import { buildStory } from "../src/analytics/story-data.ts";
import { fitsStep, readView, toRequest, writeView } from "../src/analytics/view.ts";

const LABELS = ["2026-09", "2026-10", "2026-11"];

function makeSeries(name: string, data: Record<string, (number | null)[]>, combination = "share"): Series {
  const datasets = Object.entries(data).map(([key, values]) => ({
    key: key || null,
    label: key.toUpperCase(),
    currency: null,
    data: values,
  }));
  const measure = {
    name,
    label: name,
    formula: "",
    unit: combination === "share" ? "percent" : "people",
    combination,
    by: ["group"],
  };
  return {
    measure,
    step: "month",
    from: "2026-09-01",
    to: "2026-11-21",
    by: null,
    labels: LABELS,
    datasets,
    headings: [],
    rows: [],
    sentence: "",
    hidden: 0,
  } as unknown as Series;
}

const own = (name: string, ...data: (number | null)[]) => makeSeries(name, { "": data });

test("an address keeps a view, and what is not understood is left out", () => {
  const address = writeView({ step: "week", from: "2026-09-01", by: "group", branch: "" });
  assert.equal(address, "?step=week&from=2026-09-01&by=group");
  const view = readView(address, "month");
  assert.deepEqual([view.step, view.from, view.to, view.by], ["week", "2026-09-01", "", "group"]);
  assert.deepEqual(toRequest(view), { step: "week", from: "2026-09-01" });
  const wrong = readView("?step=year&from=yesterday&by=person", "month");
  assert.deepEqual([wrong.step, wrong.from, wrong.by, writeView({})], ["month", "", "", ""]);
});

test("a period has at most as many steps as the server answers", () => {
  assert.ok(fitsStep("day", "2026-09-01", "2026-11-21"));
  assert.ok(!fitsStep("day", "2026-01-01", "2026-11-21"));
  assert.ok(fitsStep("week", "2026-01-01", "2026-11-21"));
});

test("what is added up is not held against the step before until its step is over", () => {
  const held = makeSeries("lessons_held", { "": [4, 4, 3] }, "sum");
  assert.ok(isUnfinished(held, 2));
  assert.ok(!isUnfinished(held, 1));
  assert.ok(!isUnfinished({ ...held, to: "2026-11-30" }, 2));
  assert.ok(!isUnfinished(own("attendance", 90, 80, 70), 2));
});

test("two groups are compared in the newest step that both have, and a larger group is not ahead", () => {
  const all = [
    makeSeries("attendance", { a: [50, 80, null], b: [60, 70, 90] }),
    makeSeries("active", { a: [6, 6, 6], b: [9, 9, 9] }, "last_people"),
  ];
  const [first, second] = listSubjects(all);
  assert.ok(first && second);
  const [attendance, active] = comparePair(all, [first, second]);
  assert.deepEqual(
    [attendance?.step, attendance?.values, attendance?.ahead, attendance?.isGoal],
    ["2026-10", [80, 70], 0, true],
  );
  assert.deepEqual([active?.values, active?.isGoal], [[6, 9], false]);
});

test("what rose with the mark stands as a reason, and what did not stands apart", () => {
  const story = buildStory([
    own("homework_score", 60, 70, 85),
    own("attendance", 70, 80, 100),
    own("homework_on_time", 90, 90, 70),
  ]);
  assert.deepEqual([story?.month, story?.mark?.direction], ["2026-11", "up"]);
  assert.deepEqual(
    story?.causes.map(({ name }) => name),
    ["attendance"],
  );
  assert.deepEqual(
    story?.others.map(({ name, direction }) => [name, direction]),
    [["homework_on_time", "down"]],
  );
});

test("without a mark everything that changed is told, and without two months nothing", () => {
  const story = buildStory([own("attendance", 70, 80, 100)]);
  assert.deepEqual([story?.mark, story?.causes.length, story?.others.length], [undefined, 1, 0]);
  assert.equal(buildStory([own("homework_score", null, null, 90), own("attendance", null, null, 80)]), undefined);
});

test("months without a value between them are not called one after the other", () => {
  assert.equal(buildStory([own("homework_score", 60, null, 85)]), undefined);
});
