/** The search of everything, by keyboard at a desk and by touch on a phone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage, type Stage } from "./stage.ts";

const field = (page: Page) => page.getByRole("combobox", { name: "Find" });
const option = (page: Page, name: string | RegExp) => page.getByRole("option", { name });

test("people, groups, payments and pages are found while typing, by keyboard", async () => {
  await on(
    "",
    async ({ page, complaints }) => {
      await page.keyboard.press("Control+k");
      await field(page).waitFor();
      await page.keyboard.type("Жасур");
      await option(page, /^Jasur Oripov pupil · A2 morning/).waitFor();
      await field(page).fill("554433");
      await option(page, /parent · \+998935554433 · Jasur Oripov/).waitFor();
      await option(page, /^Jasur Oripov/).waitFor();
      await field(page).fill((stage as Stage & { reference: string }).reference);
      await page.getByRole("group", { name: "Payments" }).getByRole("option").first().waitFor();

      await field(page).fill("zzz");
      await page.getByText("Nothing found. Try another spelling").waitFor();
      await page.keyboard.press("Escape");
      await field(page).waitFor({ state: "detached" });

      await page.keyboard.press("/");
      await page.keyboard.type("room");
      await option(page, "Rooms").waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/app\/rooms$/);

      await page.getByRole("button", { name: "Find" }).click();
      await page.getByRole("group", { name: "Looked at last" }).getByRole("option", { name: "Rooms" }).waitFor();
      await page.keyboard.type("a2 mor");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/app\/groups/);
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("arrows choose, a lost line is said and asked again", async () => {
  await on(
    "",
    async ({ page }) => {
      await page.keyboard.press("Control+k");
      await field(page).fill("a2");
      await option(page, /^A2 evening/).waitFor();
      const selected = () => page.getByRole("option", { selected: true }).innerText();
      assert.match(await selected(), /^A2 evening/);
      await page.keyboard.press("ArrowDown");
      assert.match(await selected(), /^A2 morning/);
      await page.keyboard.press("ArrowDown");
      assert.match(await selected(), /^A2 evening/);
      await page.route("**/api/v1/search/**", (route) => route.abort());
      await field(page).fill("oripov");
      await page.getByRole("dialog").getByRole("alert").waitFor();
      await page.unroute("**/api/v1/search/**");
      await page.getByRole("button", { name: "Try again" }).click();
      await option(page, /^Jasur Oripov/).waitFor();
    },
    1280,
  );
});

test("on a phone the search is on the page of all pages", async () => {
  await on("menu", async ({ page, complaints }) => {
    await page.getByRole("main").getByRole("button", { name: "Find" }).click();
    await field(page).fill("a2 even");
    const found = option(page, /^A2 evening/);
    await found.waitFor();
    const { height } = (await found.boundingBox()) ?? { height: 0 };
    assert.ok(height >= 44, `${height}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await found.click();
    await page.waitForURL(/\/app\/groups/);
    assert.deepEqual(complaints, []);
  });
});
