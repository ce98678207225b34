/** The first-run page: from the code of the terminal to the office's first page, on a phone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { at, stage } from "./stage.ts";

const { code } = stage as unknown as { code: string };
const NEW_PASSWORD = "tog'dagi-archa-2027";

/** Nothing is wider than the screen, and what can be pressed or filled is high enough for a finger. */
async function checkLooks(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const [wide, low] = await page.evaluate(() => [
      document.documentElement.scrollWidth > innerWidth,
      [
        ...document.querySelectorAll(
          "main button, main a, main select, main label.check, main input:not([type=hidden], [type=checkbox])",
        ),
      ]
        .filter((each) => each.getBoundingClientRect().height < 44)
        .map((each) => each.outerHTML),
    ]);
    assert.deepEqual([wide, low], [false, []], String(width));
  }
}

test("an empty server leads to the first-run page, which opens the centre", async () => {
  await at("/", async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: "A new centre" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/app/first-run");
    await page.goto(`${stage.url}/app/first-run#code=${code}`);
    await page.reload();
    await page.getByLabel("One-time code").waitFor();
    assert.equal(await page.getByLabel("One-time code").inputValue(), code);
    await checkLooks(page);

    await page.getByLabel("Name of the centre").fill("Ilm ziyo");
    await page.getByLabel("Name of the first branch").fill("Chilonzor");
    await page.getByLabel("Time zone").fill("Nowhere/Town");
    await page.getByLabel("Room 2", { exact: true }).fill("204");
    await page.getByLabel("Seats in room 2").fill("16");
    await page.getByLabel("Course 1", { exact: true }).fill("Ingliz tili A2");
    await page.getByLabel("Level of course 1").selectOption("A2");
    await page.getByLabel("Price of a month of course 1").fill("600 000");
    await page.getByLabel("Paid for: “Absent”").uncheck();
    await page.getByLabel("First name").fill("Dilshod");
    await page.getByLabel("E-mail or phone number").fill("dilshod@ilm.example.uz");
    await page.getByLabel("Password", { exact: true }).fill("12345");
    await page.getByRole("button", { name: "Open the centre" }).click();
    await page.getByText("Nothing was saved yet.").waitFor();
    assert.ok(await page.getByLabel("Time zone").evaluate((field) => field === document.activeElement));
    assert.equal(await page.locator(".wrong").count(), 2);

    await page.getByLabel("Time zone").fill("Asia/Tashkent");
    await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Open the centre" }).click();
    await page.getByRole("heading", { level: 1, name: "Your first group" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/app/start");
    assert.equal(new URL(page.url()).hash, "");

    const answer = await page.goto(`${stage.url}/app/first-run`);
    assert.equal(answer?.status(), 404);
    await page.getByRole("link", { name: "Go to sign-in" }).waitFor();
  });
});
