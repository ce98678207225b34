/** The keys of the moderation: in the list, and on a reported text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS, getCaseAct, getListStep } from "../src/moderation/case-keys.ts";
import type { FocusPlace } from "../src/homework/teacher/keys.ts";

const NO_KEYS = { ctrlKey: false, metaKey: false, altKey: false, repeat: false };
const press = (key: string, place: FocusPlace = "page", more = {}) => getCaseAct({ key, ...NO_KEYS, ...more }, place);

test("a digit chooses what is decided, N leaves a text for later", () => {
  const chosen = ["1", "2", "3", "4", "5"].map((key) => press(key));
  assert.deepEqual(
    chosen,
    ACTIONS.map((action) => ({ kind: "choose", action })),
  );
  assert.deepEqual([press("n"), press("N", "button")], [{ kind: "skip" }, { kind: "skip" }]);
  assert.deepEqual(
    ["6", "0", "Enter", "x"].map((key) => press(key)),
    [undefined, undefined, undefined, undefined],
  );
});

test("in a field only Ctrl and Enter decide", () => {
  assert.deepEqual(
    ["1", "n"].map((key) => press(key, "field")),
    [undefined, undefined],
  );
  assert.deepEqual(press("Enter", "field", { ctrlKey: true }), { kind: "send" });
  assert.deepEqual(press("Enter", "page", { metaKey: true }), { kind: "send" });
});

test("what the browser means by a key, and a key that is held down, decide nothing", () => {
  assert.equal(press("1", "page", { ctrlKey: true }), undefined);
  assert.equal(press("1", "page", { altKey: true }), undefined);
  assert.equal(press("Enter", "field", { ctrlKey: true, repeat: true }), undefined);
});

test("arrows go through the list, not within a field", () => {
  const step = (key: string, place: FocusPlace) => getListStep({ key, ...NO_KEYS }, place);
  assert.deepEqual(
    [step("ArrowDown", "page"), step("ArrowUp", "button"), step("Enter", "page"), step("ArrowDown", "field")],
    [1, -1, undefined, undefined],
  );
});
