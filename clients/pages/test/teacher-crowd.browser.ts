/** The wall of 200 pupils while sixty changes a second come over the socket. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { door, hearing } from "./stage.ts";
import { sit, stage } from "./teacher-stage.ts";

const PUPILS = 200;
const EVENTS = 600;
/** The mark of the last of them. */
const LAST_MARK = "99.9";
/** Nothing that the page does may hold the screen up for longer (ms). */
const LONGEST = 100;

interface Traced {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

test("a wall of 200 pupils stays smooth with sixty changes a second", async () => {
  const { close, page, heard, complaints } = await sit(stage.teacher, `wall/${stage.group}`);
  try {
    await page.locator(`.departures tbody tr:nth-child(${PUPILS})`).waitFor();
    const names = await page.locator(".departures tbody th").allInnerTexts();
    await page.evaluate(() => {
      const seen = { longest: 0, pictures: 0, from: performance.now(), to: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: "longtask" });
      const count = (now: number) => {
        seen.pictures += 1;
        seen.to = now;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
    });
    const browser = await hearing(stage.voice);
    await browser.startTracing(page, { categories: ["-*", "toplevel", "__metadata"] });
    const before = heard.length;
    await door("change_all");
    await page.locator(".lit.scored", { hasText: LAST_MARK }).waitFor();
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
    const seen = await page.evaluate(
      () => (globalThis as unknown as { seen: { longest: number; pictures: number; from: number; to: number } }).seen,
    );
    const events = heard.slice(before).filter((frame) => frame.type.startsWith("attempt.")).length;
    const seconds = (seen.to - seen.from) / 1_000;
    const longest = longestWork(trace.traceEvents);
    console.log(
      `${events} changes in ${seconds.toFixed(1)} s on ${PUPILS} lines: ${(seen.pictures / seconds).toFixed(0)} pictures a ` +
        `second, longest task ${seen.longest.toFixed(0)} ms by the clock, ${longest.toFixed(0)} ms of work`,
    );
    assert.equal(events, EVENTS);
    assert.ok(longest > 0 && longest < LONGEST, `${longest} ms`);
    assert.deepEqual(await page.locator(".departures tbody th").allInnerTexts(), names, "nobody jumps");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

/**
 * The longest task of the pages' main threads, in ms of its own work: what other programs of the machine took meanwhile
 * is not the page's.
 */
function longestWork(events: Traced[]): number {
  const renderers = new Set(
    events
      .filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain")
      .map((event) => `${event.pid} ${event.tid}`),
  );
  const tasks = events.filter((event) => event.name.endsWith("RunTask") && renderers.has(`${event.pid} ${event.tid}`));
  return Math.max(0, ...tasks.map((task) => (task.tdur ?? task.dur ?? 0) / 1_000));
}
