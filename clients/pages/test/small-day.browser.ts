/** A guardian reads the day of a small child and limits play; the child hears that it is enough, and what did not go. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, overflowing } from "./looks-rules.ts";
import { phone, signIn, stage as shared, type Stage } from "./stage.ts";

const stage = shared as Stage & { small: string; child: string };

async function open(address: string, login: string, touch = false) {
  const window = await phone(null, touch ? { width: 768, height: 1024 } : undefined, touch);
  await window.page.goto(new URL(address, stage.url).href);
  await signIn(window.page, login);
  return window;
}

async function isFit(page: Page): Promise<void> {
  assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
}

async function limit(page: Page, minutes: string): Promise<void> {
  await page.getByRole("combobox", { name: "A day" }).selectOption(minutes);
  const saved = page.waitForResponse((response) => response.url().endsWith("/limits/"));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  assert.equal((await saved).status(), 200);
  await page.getByText(/^Last set by/).waitFor();
}

test("a guardian limits the day, the child hears it on its device, and what it plays is seen at once", async () => {
  const guardian = await open("/app/", stage.login);
  const child = await open("/app/", stage.small, true);
  try {
    const { page } = guardian;
    await page.getByRole("link", { name: "Asal", exact: true }).click();
    await page.getByRole("link", { name: /^Play and learning/ }).click();
    await page.getByText("No lesson was finished today.").waitFor();
    await page.getByText("Play: 10 minutes").waitFor();
    await isFit(page);
    await limit(page, "10");
    await page.getByText("That was enough for today.").waitFor();

    await child.page.getByRole("link", { name: "Play" }).first().tap();
    const house = child.page.getByRole("button", { name: "That is enough for today. We play again tomorrow!" });
    await house.waitFor();
    await isFit(child.page);

    await limit(page, "30");
    await house.tap();
    await child.page.getByRole("navigation", { name: "Now" }).getByRole("link", { name: "Pictures" }).tap();
    await playWithTroubles(child.page);
    await child.page.getByRole("button", { name: "To my path" }).tap();
    await child.page.getByRole("list", { name: "My stickers" }).waitFor();

    await page.getByRole("region", { name: "Today" }).getByText("Pictures").waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    await isFit(page);
    assert.deepEqual([...guardian.complaints, ...child.complaints], []);
  } finally {
    await guardian.close();
    await child.close();
  }
});

/** Without a network the try is sent again; a lesson that is gone, or that has no sticker yet, leads back to the path. */
async function playWithTroubles(page: Page): Promise<void> {
  const apple = page.locator(".kid-activity").getByRole("button", { name: "apple", exact: true });
  const onward = page.getByRole("button", { name: "Next", exact: true });
  const answers = "**/answers/";
  const gone = { code: "not_found", detail: "Not found.", fields: {}, request_id: "x" };
  await apple.waitFor();
  await page.route(answers, (route) => route.fulfill({ status: 404, json: gone }), { times: 1 });
  await apple.tap();
  await page.getByRole("navigation", { name: "Now" }).getByRole("link", { name: "Pictures" }).tap();
  await apple.waitFor();
  await page.route(answers, (route) => route.abort(), { times: 1 });
  await apple.tap();
  await page.getByRole("button", { name: "The internet is away. Try again." }).tap();
  // What is answered after the child has left says nothing, and leads nowhere.
  await onward.waitFor();
  await page.goBack();
  await apple.waitFor({ state: "detached" });
  await page.getByRole("navigation", { name: "Now" }).getByRole("link", { name: "Pictures" }).tap();
  let answer = (): void => undefined;
  const left = new Promise<void>((done) => (answer = done));
  await page.route(answers, (route) => void left.then(() => route.fulfill({ status: 404, json: gone })), { times: 1 });
  await apple.tap();
  await page.goBack();
  await page.getByRole("navigation", { name: "Now" }).getByRole("link", { name: "Pictures" }).tap();
  await apple.waitFor();
  const told = page.waitForResponse((response) => response.url().endsWith("/answers/"));
  answer();
  await told;
  await apple.tap();
  await page.route("**/finish/", (route) => route.fulfill({ json: { is_done: false, sticker: "" } }), { times: 1 });
  await onward.tap();
  await page.getByRole("button", { name: "To my path" }).tap();
  await page.getByRole("navigation", { name: "Now" }).getByRole("link", { name: "Pictures" }).tap();
  await apple.tap();
  await onward.tap();
}
