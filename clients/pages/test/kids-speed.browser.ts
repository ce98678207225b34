/**
 * A lesson of all kinds of activities on a processor that is four times slower: no long task, smooth frames, few bytes; and
 * the same with two switches. The page is driven by coordinates and keys: what looks for names would count as its work.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { door, hearing, signIn, stage, until } from "./stage.ts";

/** So many times slower the processor is made. */
const SLOWER = 4;
/** A task (ms) that is long, and a frame (ms) that is late. */
const [LONG_MS, LATE_MS] = [50, 34];
const SMOOTH_SHARE = 0.95;
const MAX_BYTES = 20e6;
/** A child that is quick needs ten seconds for an activity. */
const SECONDS_OF_ACTIVITY = 10;
const SECONDS_OF_PLAY = 15 * 60;

interface Measured {
  tasks: number[];
  frames: number[];
}

declare global {
  interface Window {
    measured: Record<string, Measured>;
    /** The kind that is played now; "" while nothing is measured. */
    kind: string;
  }
}

/** Notes long tasks and frames by the kind of activity that is played. */
function measure(): void {
  window.measured = {};
  window.kind = "";
  const here = () => (window.kind ? (window.measured[window.kind] ??= { tasks: [], frames: [] }) : undefined);
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => here()?.tasks.push(duration))).observe({
    type: "longtask",
  });
  let before = 0;
  const frame = (now: number) => {
    if (before) here()?.frames.push(now - before);
    before = window.kind ? now : 0;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** The middle of the first thing that fits; null where there is none. */
const find = (page: Page, selector: string, at = 0) =>
  page.evaluate(
    ([wanted, place]) => {
      const box = document.querySelectorAll(wanted)[place]?.getBoundingClientRect();
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
    },
    [selector, at] as const,
  );

async function middle(page: Page, selector: string, at = 0): Promise<{ x: number; y: number }> {
  let found = await find(page, selector, at);
  await until(async () => (found ??= await find(page, selector, at)) !== null);
  return found as { x: number; y: number };
}

/** How something is touched: with a finger, or with two switches. */
type Touch = (selector: string, at?: number) => Promise<void>;
const KIND = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLElement>(".kid-activity")?.dataset["kind"] ?? "");
const isThere = async (page: Page, selector: string) => (await find(page, selector)) !== null;

/** Play the activity of this kind; the same way for both but where a finger draws. */
async function playKind(page: Page, kind: string, touch: Touch, draws: boolean): Promise<void> {
  if (kind === "tap") await touch('.kid-item[data-key="a"]');
  else if (kind === "listen_and_choose") await touch('.kid-item[data-key="b"]');
  else if (kind === "drag" && draws) {
    await drag(page, '[data-key="a"]', '[data-target="water"]');
    await drag(page, '[data-key="b"]', '[data-target="wood"]');
  } else if (kind === "drag" || kind === "match") {
    const pairs =
      kind === "drag"
        ? [
            ["a", "water"],
            ["b", "wood"],
          ]
        : [
            ["l-cat", "r-fish"],
            ["l-rabbit", "r-flower"],
          ];
    for (const [from, to] of pairs) {
      await touch(`[data-key="${from ?? ""}"]`);
      await touch(`[data-target="${to ?? ""}"]`);
    }
  } else if (kind === "count") await touch(".kid-number", 1);
  else if (kind === "memory") await findPairs(page, touch);
  else if (kind === "trace" && draws) await draw(page);
  else if (kind === "trace") await goAlong(page, touch);
  else if (kind === "colour") {
    await touch(".kid-part", 2);
    await touch(".kid-ready");
  } else if (kind === "say") await touch(".kid-ready");
  else if (kind === "story") for (let pages = 0; pages < 2; pages += 1) await touch(".kid-ready.main");
  else assert.fail(`What is ${kind}?`);
}

async function findPairs(page: Page, touch: Touch): Promise<void> {
  const labels = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".kid-card")].map((card) => card.getAttribute("aria-label") ?? ""),
    );
  const known = new Map<string, number>();
  const count = (await labels()).length;
  for (let place = 0; place < count; place += 1) {
    if ((await labels())[place]?.includes("found")) continue;
    await touch(".kid-card", place);
    const what = /: (\w+)/.exec((await labels())[place] ?? "")?.[1] ?? "";
    const other = known.get(what);
    known.set(what, place);
    if (other === undefined || (await labels())[place]?.includes("found")) continue;
    await touch(".kid-card", other);
    if (!(await labels())[place]?.includes("found")) await touch(".kid-card", place);
  }
}

/** Go along the line step by step until its end is reached. */
async function goAlong(page: Page, touch: Touch): Promise<void> {
  const [step, ended] = [".kid-step", '.kid-step[aria-disabled="true"]'];
  for (let steps = 0; steps < 30 && !(await isThere(page, ended)); steps += 1) {
    await touch(step);
    await page.waitForTimeout(50);
  }
}

async function drag(page: Page, from: string, to: string): Promise<void> {
  const [start, end] = [await middle(page, from), await middle(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 15 });
  await page.mouse.up();
}

async function draw(page: Page): Promise<void> {
  const { x, y } = await middle(page, "svg.kid-drawing");
  const half = await page.evaluate(
    () => (document.querySelector("svg.kid-drawing")?.getBoundingClientRect().width ?? 0) * 0.4,
  );
  await page.mouse.move(x - half, y);
  await page.mouse.down();
  await page.mouse.move(x + half, y, { steps: 40 });
  await page.mouse.up();
}

/** Play the lesson to its sticker; `onKind` is told of each activity that begins. */
async function playLesson(
  page: Page,
  touch: Touch,
  draws: boolean,
  onKind: (kind: string) => Promise<unknown>,
): Promise<string[]> {
  const played: string[] = [];
  while (!(await isThere(page, ".kid-finished"))) {
    const kind = await KIND(page);
    if (!kind || kind === played.at(-1)) {
      await page.waitForTimeout(30);
      continue;
    }
    played.push(kind);
    await onKind(kind);
    await playKind(page, kind, touch, draws);
    await touch(".kid-onward").catch((reason: unknown) => assert.fail(`${kind} does not end: ${String(reason)}`));
  }
  await onKind("");
  await middle(page, ".kid-finished .kid-sticker");
  return played;
}

/** Counts what comes over the line, a number for each request. */
async function countBytes(line: CDPSession): Promise<() => number> {
  const bytes = new Map<string, number>();
  const most = (id: string, size: number) => bytes.set(id, Math.max(bytes.get(id) ?? 0, size));
  const came = new Map<string, number>();
  line.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    came.set(requestId, (came.get(requestId) ?? 0) + encodedDataLength);
    most(requestId, came.get(requestId) ?? 0);
  });
  line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => most(requestId, encodedDataLength));
  await line.send("Network.enable");
  return () => [...bytes.values()].reduce((sum, size) => sum + size, 0);
}

test("a lesson is smooth on a slow tablet, and 15 minutes of it are less than 20 MB", async () => {
  const browser = await hearing(null);
  // Without a service worker every byte is asked for by the page itself.
  const context = await browser.newContext({
    viewport: { width: 768, height: 1024 },
    hasTouch: true,
    serviceWorkers: "block",
    locale: "en-GB",
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.addInitScript(measure);
  const line = await context.newCDPSession(page);
  const bytes = await countBytes(line);
  try {
    await page.goto(`${stage.url}/app/kids`);
    await signIn(page);
    const touch: Touch = async (selector, at) => {
      const { x, y } = await middle(page, selector, at);
      await page.touchscreen.tap(x, y);
    };
    const lessons: number[] = [];
    for (const round of [1, 2]) {
      await middle(page, ".kid-lesson");
      await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      await touch(".kid-lesson");
      await middle(page, ".kid-activity");
      const played = await playLesson(page, touch, true, (kind) => page.evaluate((now) => (window.kind = now), kind));
      assert.equal(played.length, 10, `round ${round}`);
      await touch(".kid-finished .kid-tool");
      lessons.push(bytes());
    }
    const measured = await page.evaluate(() => window.measured);
    const [first = 0, second = 0] = lessons;
    const more = SECONDS_OF_PLAY / SECONDS_OF_ACTIVITY / 10 - 1;
    const whole = first + more * (second - first);
    const frames = Object.values(measured).flatMap((one) => one.frames);
    const smooth = frames.filter((length) => length <= LATE_MS).length / frames.length;
    for (const [kind, { tasks, frames: own }] of Object.entries(measured)) {
      const late = own.filter((length) => length > LATE_MS).length;
      console.log(`${kind}: ${own.length} frames, ${late} late, longest task ${Math.round(Math.max(0, ...tasks))} ms`);
    }
    console.log(`${(smooth * 100).toFixed(1)} % of ${frames.length} frames within ${LATE_MS} ms`);
    console.log(
      `first lesson with the pages ${(first / 1e6).toFixed(2)} MB, another ${((second - first) / 1e3).toFixed(0)} kB, 15 minutes ${(whole / 1e6).toFixed(2)} MB`,
    );
    assert.deepEqual(
      Object.values(measured).flatMap(({ tasks }) => tasks.filter((length) => length > LONG_MS)),
      [],
    );
    assert.ok(smooth >= SMOOTH_SHARE, `${smooth}`);
    assert.ok(whole < MAX_BYTES, `${whole}`);
  } finally {
    await context.close();
  }
});

/** What the path says of each of its lessons. */
const listPath = (page: Page) => page.locator(".kid-map .kid-said").allTextContents();

test("two switches play a whole lesson: one goes on, the other presses", async () => {
  const context = await (await hearing(null)).newContext({ viewport: { width: 768, height: 1024 }, locale: "en-GB" });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  try {
    await page.goto(`${stage.url}/app/kids`);
    await signIn(page);
    await middle(page, ".kid-lesson");
    await door("publish_for_fingers");
    await page.goto(`${stage.url}/app/kids?device=touch`);
    await until(async () => (await listPath(page)).length === 2);
    assert.deepEqual(
      (await listPath(page)).map((title) => title.replace(": done", "")),
      ["Pictures", "Fingers"],
    );
    await page.goto(`${stage.url}/app/kids?device=switch`);
    await middle(page, ".kid-lesson");
    assert.deepEqual(await listPath(page), ["Pictures: done"]);
    // A switch that is held goes on once.
    for (let more = 0; more < 3; more += 1) await page.keyboard.down("Space");
    await page.keyboard.up("Space");
    assert.ok(await page.evaluate(() => document.querySelector(".kid-path a") === document.activeElement));
    let steps = 0;
    const press: Touch = async (selector, at = 0) => {
      await middle(page, selector, at);
      const has = () =>
        page.evaluate(([wanted, place]) => document.querySelectorAll(wanted)[place] === document.activeElement, [
          selector,
          at,
        ] as const);
      for (let more = 0; !(await has()); more += 1) {
        assert.ok(more < 60, `no switch reaches ${selector}`);
        await page.keyboard.press("Space");
        steps += 1;
      }
      await page.keyboard.press("Enter");
    };
    await press(".kid-lesson");
    const played = await playLesson(page, press, false, async () => undefined);
    assert.equal(played.length, 10);
    await press(".kid-finished .kid-tool");
    await middle(page, ".kid-stickers");
    console.log(`two switches: ${steps} steps for ${played.length} activities`);
  } finally {
    await context.close();
  }
});
