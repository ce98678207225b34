/** A pupil with a very long name on leaderboards of one and of forty, who hides the name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage } from "./stage.ts";

const { name } = stage as typeof stage & { name: string };

/** The ranks of a group's board, with the gap before those around the pupil. */
function ranks(page: Page, group: string): Promise<string[]> {
  const board = page.getByRole("heading", { name: group, exact: true }).locator("xpath=following::ol[1]");
  return board
    .locator("li")
    .evaluateAll((rows) => rows.map((row) => row.querySelector(".number")?.textContent ?? "gap"));
}

test("one is first of one, and stands among forty with those around; pressed twice, the name stays hidden", async () => {
  await on("coins", async ({ page }) => {
    await page.locator(".board .mine").nth(2).waitFor();
    assert.deepEqual(await ranks(page, "Alone"), ["1"]);
    const first = Array.from({ length: 10 }, (_, place) => String(place + 1));
    assert.deepEqual(await ranks(page, "Forty"), [...first, "gap", "18", "19", "20", "20", "22"]);
    assert.match(await page.locator(".board .mine").first().innerText(), new RegExp(name.slice(0, 40)));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the name fits 360 px");

    await page.getByRole("button", { name: "Hide my name" }).dblclick();
    await page.getByText("Others do not see your name").first().waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Hide my name", pressed: true }).waitFor();
    for (const address of ["", "progress", "menu", "account"]) {
      await page.goto(`${stage.url}/app/${address}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        `the name fits on ${address}`,
      );
    }
  });
});
