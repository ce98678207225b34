/** The centre's logo and colour: seen before they are saved, then in the frame, on paper and before the sign-in. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { phone, stage } from "./stage.ts";

const DESK = 1280;
const VIOLET = "#6d28d9";
const told = stage as typeof stage & { photo: string };

const accent = (page: Page, selector = "html") =>
  page.locator(selector).evaluate((element) => getComputedStyle(element).getPropertyValue("--accent").trim());
/** Waits until the accent of the page is this one. */
const shows = (page: Page, colour: string) =>
  page.waitForFunction(
    (wanted) => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() === wanted,
    colour,
  );
/** The logo at the head of the page, when it is there and drawn. */
async function seeLogo(page: Page, selector = ".centre-brand > img"): Promise<string> {
  const logo = page.locator(selector).first();
  await logo.waitFor({ state: "attached" });
  await page.waitForFunction((of) => (document.querySelector(of) as HTMLImageElement).naturalWidth > 0, selector);
  return (await logo.getAttribute("src")) ?? "";
}

test("a logo and a colour are tried, saved, printed on a receipt, and seen by who is not signed in", async () => {
  await on(
    "settings",
    async ({ page, complaints }) => {
      const platform = await accent(page);
      const logo = page.getByRole("region", { name: "Logo" });
      await logo.locator('input[type="file"]').setInputFiles(told.photo);
      assert.match(await seeLogo(page, ".theme-dark .centre-brand > img"), /^blob:/);
      assert.equal(await page.locator("header > .centre-brand > img").count(), 0, "nothing is saved yet");
      await logo.getByRole("button", { name: "Use this logo" }).click();
      assert.match(await seeLogo(page, "header > .centre-brand > img"), /\/settings\/logos\//);

      const form = page.getByRole("form", { name: "Logo and colour" });
      await form.getByLabel(/Own colour/).fill("#ffffff");
      await form
        .getByText(/too light/)
        .first()
        .waitFor();
      await form.getByRole("button", { name: "Violet" }).press("Enter");
      await page.waitForFunction(
        (wanted) =>
          getComputedStyle(document.querySelector(".theme-light") as Element)
            .getPropertyValue("--accent")
            .trim() === wanted,
        VIOLET,
      );
      assert.notEqual(await accent(page, ".theme-dark"), VIOLET, "dark grounds have a lighter shade");
      assert.equal(await accent(page), platform);
      await form.getByRole("button", { name: "Save" }).press("Enter");
      await page.getByLabel("Your password").fill(stage.password);
      await page.getByLabel("Your password").press("Enter");
      await shows(page, VIOLET);

      await page.goto(`${stage.url}/app/receipts`);
      await page.evaluate(() => (globalThis.print = () => undefined));
      await page.getByRole("button", { name: /\d{4}/ }).first().click();
      await page.getByRole("button", { name: "Print again" }).click();
      await page.emulateMedia({ media: "print" });
      await seeLogo(page, ".slip > header > .slip-logo");
      assert.ok(await page.locator(".slip-logo").isVisible());
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
  const { page, close } = await phone(null);
  try {
    await page.goto(`${stage.url}/app/`);
    await seeLogo(page);
    await shows(page, VIOLET);
    await page.route("**/settings/public/", (route) => route.abort());
    for (const address of ["", "password-reset", "child"]) {
      await page.goto(`${stage.url}/app/${address}`);
      await seeLogo(page);
      await page.locator(".centre-brand").getByText("Talim", { exact: true }).waitFor();
      assert.equal(await accent(page), VIOLET, "the device knows it without the server");
    }
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");
    assert.notEqual(await accent(page), VIOLET);
  } finally {
    await close();
  }
});

test("a removed logo comes back with Undo", async () => {
  await on(
    "settings",
    async ({ page }) => {
      await seeLogo(page, "header > .centre-brand > img");
      await page.getByRole("button", { name: "Remove the logo" }).click();
      await page.getByText("The logo was removed.").waitFor();
      assert.equal(await page.locator("header > .centre-brand > img").count(), 0);
      await page.getByRole("button", { name: "Undo" }).click();
      await seeLogo(page, "header > .centre-brand > img");
    },
    DESK,
  );
});
