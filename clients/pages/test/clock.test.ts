/** A device whose clock is wrong. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { readServerTime, getServerTime } from "../src/clock.ts";
import { isPastDeadline } from "../src/homework/pupil/card.tsx";
import type { Homework } from "../src/homework/pupil/homework-list.ts";

const HOUR_MS = 3_600_000;

const answer = (at?: number) => ({
  headers: new Headers(at === undefined ? {} : { Date: new Date(at).toUTCString() }),
});
const due = (at: number) =>
  ({ state: "assigned", due_at: new Date(at).toISOString(), assignment: { late_policy: "refuse" } }) as Homework;

afterEach(() => readServerTime(answer(Date.now())));

test("a deadline is over when the server's clock says so", () => {
  const there = Date.now() - 3 * HOUR_MS;
  assert.equal(isPastDeadline(due(there + HOUR_MS)), true);
  readServerTime(answer(there));
  assert.ok(Math.abs(getServerTime() - there) < 2_000);
  assert.deepEqual([isPastDeadline(due(there + HOUR_MS)), isPastDeadline(due(there - HOUR_MS))], [false, true]);
});

test("an answer that took a while, and one that tells no time, change nothing", () => {
  for (const item of [answer(Date.now() - 10_000), answer()]) {
    readServerTime(item);
    assert.ok(Math.abs(getServerTime() - Date.now()) < 100);
  }
});
