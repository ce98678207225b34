import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { watchDay } from "../src/ui/day.ts";

test("a page that stays open hears of the next day, once, in the person's zone", () => {
  const page = new EventTarget();
  Object.assign(globalThis, { document: page });
  mock.timers.enable({ apis: ["Date", "setInterval"], now: Date.parse("2026-11-21T18:58:30Z") });
  try {
    const days: string[] = [];
    const stop = watchDay("Asia/Tashkent", (day) => days.push(day));
    mock.timers.tick(60_000);
    assert.deepEqual(days, [], "23:59:30 there");
    mock.timers.tick(60_000);
    mock.timers.tick(3 * 3_600_000);
    page.dispatchEvent(new Event("visibilitychange"));
    assert.deepEqual(days, ["2026-11-22"]);
    mock.timers.setTime(Date.parse("2026-11-23T06:00:00Z"));
    page.dispatchEvent(new Event("visibilitychange"));
    assert.deepEqual(days, ["2026-11-22", "2026-11-23"], "at once when it is looked at");
    stop();
    mock.timers.tick(48 * 3_600_000);
    page.dispatchEvent(new Event("visibilitychange"));
    assert.equal(days.length, 2);
  } finally {
    mock.timers.reset();
  }
});
