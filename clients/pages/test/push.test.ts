import assert from "node:assert/strict";
import { test } from "node:test";
import { findMessagePage } from "../src/notifications/pupil/message-pages.ts";
import { decodeKey, isSameKey } from "../src/notifications/push/key.ts";

test("the centre's key becomes the bytes that browsers take, and is known again", () => {
  const bytes = crypto.getRandomValues(new Uint8Array(65));
  const key = decodeKey(Buffer.from(bytes).toString("base64url"));
  assert.deepEqual(key, bytes);
  assert.equal(isSameKey(key.buffer, bytes), true);
  assert.equal(isSameKey(crypto.getRandomValues(new Uint8Array(65)).buffer, key), false);
  assert.equal(isSameKey(key.buffer.slice(1), key), false);
  assert.equal(isSameKey(null, key), false);
});

test("a message leads to what it is about, where the person has a page for it", () => {
  const pupil = (page: string) => ["", "coins", "payments"].includes(page) || page.startsWith("homework/");
  const teacher = (page: string) => ["", "review"].includes(page);
  const office = (page: string) => ["", "groups", "stuck"].includes(page);
  const data = { homework: "h1" };
  assert.equal(findMessagePage({ type: "homework.accepted", data }, pupil), "homework/h1");
  assert.equal(findMessagePage({ type: "homework.submitted", data: { homeworks: ["h1"] } }, teacher), "review");
  assert.equal(findMessagePage({ type: "homework.submitted", data }, office), undefined);
  assert.equal(findMessagePage({ type: "homework.scored", data: {} }, pupil), undefined);
  assert.equal(findMessagePage({ type: "payments.due", data: {} }, pupil), "payments");
  assert.equal(findMessagePage({ type: "payments.due", data: {} }, teacher), undefined);
  assert.equal(findMessagePage({ type: "groups.seat_free", data: {} }, office), "groups");
  assert.equal(
    findMessagePage({ type: "payments.course_sold", data: { course: "c1" } }, () => true),
    "write/c1",
  );
  assert.equal(
    findMessagePage({ type: "learning.reviewed", data: { course: "c1" } }, () => true),
    "course/c1",
  );
  const excuse = { type: "attendance.excuse_asked", data: {} };
  assert.equal(
    findMessagePage(excuse, (page) => page === "excuses"),
    "excuses",
  );
  assert.equal(
    findMessagePage(excuse, (page) => page === "absence"),
    "absence",
  );
  assert.equal(findMessagePage({ type: "announcement.published", data }, pupil), undefined);
  assert.equal(findMessagePage({ type: "webhooks.failing", data: { host: "a.uz" } }, office), undefined);
  const parent = (page: string) => ["", "absence"].includes(page);
  assert.equal(findMessagePage({ type: "attendance.absent", data: {} }, parent), "absence");
  const ofChild = (page: string) => parent(page) || page.startsWith("absence/") || page.startsWith("payments/");
  const bek = { student: "Bek", student_id: "c2" };
  assert.equal(findMessagePage({ type: "attendance.absent", data: bek }, ofChild), "absence/c2");
  assert.equal(findMessagePage({ type: "attendance.excuse_accepted", data: bek }, ofChild), "absence/c2");
  assert.equal(findMessagePage({ type: "payments.overdue", data: bek }, ofChild), "payments/c2");
  assert.equal(findMessagePage({ type: "payments.overdue", data: bek }, pupil), "payments", "a pupil has no children");
});
