/** What the pages tell of what was open: things by their id, pages by their name, and nobody's id. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ActivityLog, nameOf } from "../src/frame/activity-log.ts";

const ID = "0199f0a0-0000-7000-8000-000000000001";

test("an address is a thing to learn from, or a page without ids", () => {
  assert.deepEqual(nameOf(`learn/${ID}`), { kind: "lesson", id: ID, page: "" });
  assert.deepEqual(nameOf(`quiz/${ID}/try/2`), { kind: "quiz", id: ID, page: "" });
  assert.deepEqual(nameOf(`pupils/${ID}`), { kind: "page", id: null, page: "pupils" });
  assert.deepEqual(nameOf("learn/strange"), { kind: "page", id: null, page: "learn" });
  assert.deepEqual(nameOf(""), { kind: "page", id: null, page: "home" });
});

test("views and seconds of one thing are summed up, and told once", () => {
  const log = new ActivityLog();
  log.open(`learn/${ID}`);
  log.stay(`learn/${ID}`, 5);
  log.stay(`learn/${ID}`, 5);
  log.open("calendar");
  assert.deepEqual(log.take(), [
    { kind: "lesson", id: ID, page: "", views: 1, seconds: 10 },
    { kind: "page", id: null, page: "calendar", views: 1, seconds: 0 },
  ]);
  assert.deepEqual(log.take(), []);
});

test("an hour on one page is not more than the server takes", () => {
  const log = new ActivityLog();
  log.stay("calendar", 3600);
  assert.equal(log.take()[0]?.seconds, 600);
});
