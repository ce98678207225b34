/** A small child plays a lesson: with a finger on a tablet, then the same with keys alone. Nothing is in the way of either. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { barriers, overflowing } from "./looks-rules.ts";
import { phone, signIn, stage, type Window } from "./stage.ts";

const PICTURES = process.env["KIDS_PICTURES"];
/** The least that a child's finger hits (px). */
const TARGET = 64;

async function device(): Promise<Window> {
  const window = await phone(null, { width: 768, height: 1024 }, true);
  await window.page.goto(`${stage.url}/app/kids`);
  await signIn(window.page);
  return window;
}

const item = (page: Page, name: string): Locator =>
  page.locator(".kid-activity").getByRole("button", { name, exact: true });
const onward = (page: Page) => page.getByRole("button", { name: "Next", exact: true });
const shown = (page: Page, kind: string) => page.locator(`.kid-activity[data-kind="${kind}"]`).waitFor();

/** No grave barrier, nothing that overflows, and every target is large. */
async function isFit(page: Page, name: string): Promise<void> {
  assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
  const small = await page
    .locator("main .kid-play :is(button, [role=button]), main .kid-path a")
    .evaluateAll(
      (all, least) =>
        all
          .filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < least)
          .map((one) => one.outerHTML),
      TARGET,
    );
  assert.deepEqual(small, []);
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/kids-${name}.png`, fullPage: true });
}

/** Drag with a finger that moves in steps; `meanwhile` it has not been lifted yet. */
async function drag(
  page: Page,
  from: Locator,
  to: Locator,
  meanwhile = async (): Promise<void> => undefined,
): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  assert.ok(start && end);
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 });
  await meanwhile();
  await page.mouse.up();
}

/** Find all pairs of a memory by what the cards say, as a child remembers; `press` touches a card. */
async function findPairs(page: Page, press: (card: Locator) => Promise<void>): Promise<void> {
  const cards = page.locator(".kid-card");
  const seen = new Map<string, number>();
  for (let place = 0; place < (await cards.count()); place += 1) {
    const card = cards.nth(place);
    if (/found/.test((await card.getAttribute("aria-label")) ?? "")) continue;
    await press(card);
    const what = /: (\w+)/.exec((await card.getAttribute("aria-label")) ?? "")?.[1] ?? "";
    const other = seen.get(what);
    if (other === undefined) {
      seen.set(what, place);
      continue;
    }
    if (/found/.test((await card.getAttribute("aria-label")) ?? "")) continue;
    // Two that differ lie open: touch the pair one after the other.
    await press(cards.nth(other));
    if (!/found/.test((await card.getAttribute("aria-label")) ?? "")) await press(card);
  }
  for (const place of seen.values()) {
    const card = cards.nth(place);
    if (/found/.test((await card.getAttribute("aria-label")) ?? "")) continue;
    const what = /: (\w+)/.exec((await card.getAttribute("aria-label")) ?? "")?.[1];
    assert.fail(`${what ?? "a card"} was not found`);
  }
}

test("a child plays with a finger: wrong tries lose nothing, and a sticker stays", async () => {
  const { page, complaints, close } = await device();
  try {
    const lesson = page.getByRole("navigation", { name: "Now" }).getByRole("link", { name: "Pictures" });
    await lesson.waitFor();
    await isFit(page, "path");
    await lesson.tap();

    await shown(page, "tap");
    await isFit(page, "tap");
    await item(page, "bus").tap();
    await page.getByText("Try once more.").waitFor();
    await item(page, "apple").tap();
    await onward(page).tap();

    await shown(page, "drag");
    for (let misses = 0; misses < 2; misses += 1) {
      await drag(page, item(page, "fish"), item(page, "tree"));
      await drag(page, item(page, "bird"), item(page, "boat"));
      await item(page, "fish").waitFor();
    }
    await page.locator(".kid-activity.moved-again").waitFor();
    // After two wrong tries a finger that drags is shown where the picture belongs.
    await drag(page, item(page, "fish"), item(page, "boat"), () =>
      page.locator('.hinted[data-target="water"]').waitFor(),
    );
    await item(page, "boat: fish").waitFor();
    await isFit(page, "drag");
    await item(page, "bird").tap();
    await item(page, "tree").tap();
    await onward(page).tap();

    await shown(page, "count");
    await isFit(page, "count");
    await item(page, "3").tap();
    await onward(page).tap();

    await shown(page, "memory");
    await isFit(page, "memory");
    await findPairs(page, (card) => card.tap());
    await onward(page).tap();

    await shown(page, "trace");
    await isFit(page, "trace");
    await follow(page);
    await onward(page).tap();

    await shown(page, "colour");
    await isFit(page, "colour");
    await page.getByRole("button", { name: "roof", exact: true }).tap();
    await page.getByRole("button", { name: "Ready", exact: true }).tap();
    await onward(page).tap();

    await page
      .getByRole("region", { name: "You did it all!" })
      .getByRole("img", { name: /^A sticker/ })
      .waitFor();
    await isFit(page, "finished");
    await page.getByRole("button", { name: "To my path" }).tap();
    await page.getByRole("list", { name: "My stickers" }).waitFor();
    await isFit(page, "done");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

/** Lead a finger along the line, from its left end to its right one. */
async function follow(page: Page): Promise<void> {
  const box = await page.locator("svg.kid-drawing").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 30 });
  await page.mouse.up();
}

test("a child plays with keys alone: Tab goes through everything, Enter and Space touch", async () => {
  const { page, complaints, close } = await device();
  /** Go on with Tab until this has the focus, as who scans with a switch does, and press it. */
  const press = async (wanted: Locator, key = "Enter") => {
    await wanted.waitFor();
    for (let steps = 0; steps < 60; steps += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key);
      await page.keyboard.press("Tab");
    }
    assert.fail("Tab does not reach it.");
  };
  try {
    await press(page.getByRole("navigation", { name: "My path" }).getByRole("link", { name: "Pictures" }));
    await shown(page, "tap");
    await press(item(page, "apple"), "Space");
    await press(onward(page));

    await shown(page, "drag");
    // Keys go on where the next picture is, and not at the top of the page.
    await page.locator(".kid-activity:focus").waitFor();
    await press(item(page, "fish"));
    await press(item(page, "tree"), "Space");
    await press(item(page, "bird"));
    await press(item(page, "boat"));
    await page.getByText("Try once more.").waitFor();
    await press(item(page, "fish"));
    await press(item(page, "boat"));
    await press(item(page, "bird"));
    await press(item(page, "tree"));
    await press(onward(page));

    await shown(page, "count");
    await press(item(page, "3"));
    await press(onward(page));

    await shown(page, "memory");
    await findPairs(page, (card) => press(card));
    await press(onward(page));

    await shown(page, "trace");
    const step = page.locator(".kid-step");
    for (let steps = 0; steps < 30 && !(await onward(page).isVisible()); steps += 1) await press(step);
    await press(onward(page));

    await shown(page, "colour");
    await press(page.getByRole("button", { name: "roof", exact: true }));
    await press(page.getByRole("button", { name: "Ready", exact: true }));
    await press(onward(page));
    await press(page.getByRole("button", { name: "To my path" }));
    await page.getByRole("list", { name: "My stickers" }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
