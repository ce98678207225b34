/** The keys of the review, which attempt it is about, and corrections in their order. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  findAttemptToReview,
  getAcceptedScore,
  SerialQueue,
  type ListedAttempt,
} from "../src/homework/teacher/attempts.ts";
import { getFileExtension } from "../src/homework/teacher/file-extension.ts";
import { getAction, moveIndex, getSeekTarget, type FocusPlace } from "../src/homework/teacher/keys.ts";
import { toFieldValue, parseFieldValue } from "../src/ui/datetime-field.ts";

function press(key: string, place: FocusPlace = "page", more = {}) {
  return getAction({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more }, place);
}

test("the keys do what the page says", () => {
  const keys = [" ", "1", "2", "0", "ArrowLeft", "ArrowRight", "ArrowDown", "Enter", "n", "x"];
  assert.deepEqual(
    keys.map((key) => press(key)),
    ["play", "right", "wrong", "undo", "back", "forward", "hear", "accept", "skip", undefined],
  );
});

test("who types, presses a button or means the browser is left alone", () => {
  assert.equal(press("1", "field"), undefined);
  assert.equal(press(" ", "button"), undefined);
  assert.equal(press("Enter", "button"), undefined);
  assert.equal(press("1", "button"), "right");
  assert.equal(press("n", "page", { ctrlKey: true }), undefined);
});

test("a key that is held down moves, and accepts nothing", () => {
  assert.equal(press("Enter", "page", { repeat: true }), undefined);
  assert.equal(press("ArrowRight", "page", { repeat: true }), "forward");
});

test("moving begins at either end and stops there", () => {
  const places = [
    moveIndex(-1, 1, 3),
    moveIndex(-1, -1, 3),
    moveIndex(2, 1, 3),
    moveIndex(0, -1, 3),
    moveIndex(-1, 1, 0),
  ];
  assert.deepEqual(places, [0, 2, 2, 0, -1]);
});

test("keys on the wave of a recording stay within it, and leave others alone", () => {
  const places = ["ArrowLeft", "ArrowRight", "Home", "End", "Enter"].map((key) => getSeekTarget(key, 1, 30));
  assert.deepEqual(places, [0, 3, 0, 28, undefined]);
  assert.equal(getSeekTarget("ArrowRight", 29.5, 30), 30);
});

test("the newest attempt that can be heard is looked at, whatever was refused after it", () => {
  const tried = (number: number, state: string) => ({ id: String(number), number, state }) as ListedAttempt;
  assert.equal(findAttemptToReview([tried(1, "scored"), tried(2, "transcribed"), tried(3, "refused")])?.id, "2");
  assert.equal(findAttemptToReview([tried(1, "refused")])?.id, "1");
  assert.equal(findAttemptToReview([]), undefined);
});

test("corrections follow one another, and one that fails does not stop the next", async () => {
  const turns = new SerialQueue(1);
  const first = turns.add(async (present) => present + 1);
  const failed = turns.add(() => Promise.reject(new Error("refused")));
  const last = turns.add(async (present) => present * 10);
  await assert.rejects(failed, /refused/);
  assert.deepEqual(await Promise.all([first, last]), [2, 20]);
  await turns.waitForAll();
  turns.add(() => Promise.reject(new Error("away"))).catch(() => undefined);
  await assert.rejects(turns.waitForAll(), /away/, "the one under way is waited for");
  await turns.waitForAll();
});

test("a time of day is the moment that it names in the person's zone", () => {
  assert.equal(parseFieldValue("2026-11-21T18:00", "Asia/Tashkent"), "2026-11-21T13:00:00.000Z");
  assert.equal(parseFieldValue("2026-07-01T18:00", "Europe/Berlin"), "2026-07-01T16:00:00.000Z");
  assert.equal(
    parseFieldValue("2026-03-29T03:30", "Europe/Berlin"),
    "2026-03-29T01:30:00.000Z",
    "the day the clocks change",
  );
  assert.equal(parseFieldValue("", "Asia/Tashkent"), null);
  assert.equal(toFieldValue("2026-11-21T13:00:00Z", "Asia/Tashkent"), "2026-11-21T18:00");
  assert.equal(toFieldValue(null, "Asia/Tashkent"), "");
});

test("where a mark stands, the attempt that earned it is heard, and accepting keeps that mark", () => {
  const tried = (number: number, state: string, score: number | null) => ({ number, state, score }) as ListedAttempt;
  const all = [tried(1, "scored", 90), tried(2, "scored", 60), tried(3, "refused", null)];
  assert.equal(findAttemptToReview(all, 90)?.number, 1);
  assert.equal(findAttemptToReview(all, 100)?.number, 2);
  assert.equal(findAttemptToReview(all)?.number, 2);
  const had = [60];
  assert.deepEqual(
    [getAcceptedScore(90, had, 75), getAcceptedScore(60, had, 75), getAcceptedScore(null, had, 60)],
    [90, 75, 60],
  );
  assert.equal(getAcceptedScore(75, [60, 75, 80], 80), 80, "the homework has not heard of the last correction yet");
});

test("a file that was submitted is saved with the ending that its program opens", () => {
  const office = "application/vnd.openxmlformats-officedocument.";
  const types = ["wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation"];
  assert.deepEqual(
    types.map((type) => getFileExtension(office + type)),
    [".docx", ".xlsx", ".pptx"],
  );
  assert.deepEqual(["application/pdf", "audio/webm;codecs=opus", "image/jpeg"].map(getFileExtension), [
    ".pdf",
    ".weba",
    ".jpg",
  ]);
  assert.equal(getFileExtension("text/html"), "");
});
