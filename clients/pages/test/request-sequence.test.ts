/** A question that is asked faster than it is answered. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestSequence } from "../src/ui/request-sequence.ts";

interface Settled {
  resolve: (value: string) => void;
  reject: (reason: unknown) => void;
}

/** Asks whose answers come when the test says so. */
function asking() {
  const asked: Settled[] = [];
  const seen: string[] = [];
  const clock = { now: 0 };
  const asks = new RequestSequence(
    () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })),
    (value) => seen.push(value),
    (reason) => seen.push(`no: ${String(reason)}`),
    () => clock.now,
  );
  const heard = () => new Promise((done) => setImmediate(done));
  const answer = (place: number, value: string) => (asked[place]?.resolve(value), heard());
  const refuse = (place: number, reason: string) => (asked[place]?.reject(reason), heard());
  return { asks, asked, seen, clock, answer, refuse };
}

test("what is polled faster than it is answered is answered all the same, one ask at a time", async () => {
  const { asks, asked, seen, answer } = asking();
  asks.send();
  for (let tick = 0; tick < 5; tick++) asks.poll();
  assert.equal(asked.length, 1);
  await answer(0, "first");
  assert.deepEqual([seen, asked.length], [["first"], 1]);
  asks.poll();
  await answer(1, "second");
  assert.deepEqual(seen, ["first", "second"]);
});

test("of what happens during an ask it is asked once more after it, and its own answer is shown meanwhile", async () => {
  const { asks, asked, seen, answer, refuse } = asking();
  asks.send();
  for (let event = 0; event < 5; event++) asks.refresh();
  assert.equal(asked.length, 1);
  await answer(0, "before it");
  assert.deepEqual([seen, asked.length], [["before it"], 2]);
  asks.refresh();
  await refuse(1, "busy");
  assert.deepEqual([seen, asked.length], [["before it", "no: busy"], 3]);
  await answer(2, "after it");
  assert.deepEqual([seen, asked.length], [["before it", "no: busy", "after it"], 3]);
});

test("an ask that hangs does not keep the next one waiting for ever; what it says in the end counts only if nothing newer came", async () => {
  const { asks, asked, seen, clock, answer } = asking();
  asks.send();
  asks.refresh();
  clock.now = 20_000;
  asks.refresh();
  assert.equal(asked.length, 2);
  await answer(1, "newer");
  await answer(0, "older");
  assert.deepEqual([seen, asked.length], [["newer"], 2]);
});

test("answers to what is not asked any more are not taken", async () => {
  const { asks, asked, seen, answer } = asking();
  asks.send();
  asks.refresh();
  asks.cancel();
  asks.send();
  await answer(0, "of another question");
  await answer(1, "of this one");
  assert.deepEqual([seen, asked.length], [["of this one"], 2]);
});

test("what happened while an answer hangs is asked for when it has been waited for long enough", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { asks, asked, clock } = asking();
  asks.send();
  clock.now = 5_000;
  asks.refresh();
  t.mock.timers.tick(9_999);
  assert.equal(asked.length, 1);
  t.mock.timers.tick(1);
  assert.equal(asked.length, 2);
  asks.refresh();
  asks.cancel();
  t.mock.timers.tick(60_000);
  assert.equal(asked.length, 2);
});
