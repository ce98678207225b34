import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { throttleTrailing, throttleLeading } from "../src/throttle.ts";

test("many reasons are one within their time, and none is lost after it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let done = 0;
    const news = throttleTrailing(() => (done += 1), 2_000);
    for (let n = 0; n < 11; n++) news.schedule();
    assert.equal(done, 0);
    mock.timers.tick(2_000);
    assert.equal(done, 1);
    news.schedule();
    mock.timers.tick(1_000);
    news.schedule();
    mock.timers.tick(1_000);
    assert.equal(done, 2, "from the first reason on");
    news.schedule();
    news.cancel();
    mock.timers.tick(5_000);
    assert.equal(done, 2);
    news.schedule();
    mock.timers.tick(2_000);
    assert.equal(done, 3);
  } finally {
    mock.timers.reset();
  }
});

test("of many at once the first is heard, and the next after a while", () => {
  let now = 5_000;
  mock.method(performance, "now", () => now);
  try {
    let rung = 0;
    const alarm = throttleLeading(() => (rung += 1), 1_000);
    for (let n = 0; n < 30; n++) alarm();
    assert.equal(rung, 1);
    now += 999;
    alarm();
    assert.equal(rung, 1);
    now += 1;
    alarm();
    assert.equal(rung, 2);
  } finally {
    mock.restoreAll();
  }
});
