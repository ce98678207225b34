import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../src/pupil/place.ts";
import { keyOf, sameKey } from "../src/push/key.ts";

test("the centre's key becomes the bytes that browsers take, and is known again", () => {
  const bytes = crypto.getRandomValues(new Uint8Array(65));
  const key = keyOf(Buffer.from(bytes).toString("base64url"));
  assert.deepEqual(key, bytes);
  assert.equal(sameKey(key.buffer, bytes), true);
  assert.equal(sameKey(crypto.getRandomValues(new Uint8Array(65)).buffer, key), false);
  assert.equal(sameKey(key.buffer.slice(1), key), false);
  assert.equal(sameKey(null, key), false);
});

test("a message leads to what it is about, where the person has a page for it", () => {
  const pupil = (page: string) => ["", "coins", "payments"].includes(page) || page.startsWith("homework/");
  const teacher = (page: string) => ["", "review"].includes(page);
  const office = (page: string) => ["", "groups", "stuck"].includes(page);
  const data = { homework: "h1" };
  assert.equal(placeOf({ type: "homework.accepted", data }, pupil), "homework/h1");
  assert.equal(placeOf({ type: "homework.submitted", data: { homeworks: ["h1"] } }, teacher), "review");
  assert.equal(placeOf({ type: "homework.submitted", data }, office), undefined);
  assert.equal(placeOf({ type: "homework.scored", data: {} }, pupil), undefined);
  assert.equal(placeOf({ type: "payments.due", data: {} }, pupil), "payments");
  assert.equal(placeOf({ type: "payments.due", data: {} }, teacher), undefined);
  assert.equal(placeOf({ type: "groups.seat_free", data: {} }, office), "groups");
  const excuse = { type: "attendance.excuse_asked", data: {} };
  assert.equal(placeOf(excuse, (page) => page === "excuses"), "excuses");
  assert.equal(placeOf(excuse, (page) => page === "absence"), "absence");
  assert.equal(placeOf({ type: "announcement.published", data }, pupil), undefined);
  assert.equal(placeOf({ type: "webhooks.failing", data: { host: "a.uz" } }, office), undefined);
  const parent = (page: string) => ["", "absence"].includes(page);
  assert.equal(placeOf({ type: "attendance.absent", data: {} }, parent), "absence");
  const ofChild = (page: string) => parent(page) || page.startsWith("absence/") || page.startsWith("payments/");
  const bek = { student: "Bek", student_id: "c2" };
  assert.equal(placeOf({ type: "attendance.absent", data: bek }, ofChild), "absence/c2");
  assert.equal(placeOf({ type: "attendance.excuse_accepted", data: bek }, ofChild), "absence/c2");
  assert.equal(placeOf({ type: "payments.overdue", data: bek }, ofChild), "payments/c2");
  assert.equal(placeOf({ type: "payments.overdue", data: bek }, pupil), "payments", "a pupil has no children");
});
