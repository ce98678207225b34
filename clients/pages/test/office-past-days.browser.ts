/** The office takes days away from a pupil back in time: who may, and what it is asked. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { on, told } from "./family-stage.ts";

const PICTURES = process.env["TALIM_PICTURES"];
const KNOWN = "I know. Take these days away all the same.";

async function openFreeze(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "A2 morning", exact: true }).click();
  await page.getByRole("button", { name: "Jasur Oripov", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "Jasur Oripov", exact: true });
  await drawer.getByRole("button", { name: "Freeze" }).click();
  const form = drawer.getByRole("form", { name: "Freeze" });
  await form.getByLabel(/^From/).fill(told.lesson);
  await form.getByLabel(/^Until/).fill(told.lesson);
  await form.locator("button[type=submit]").click();
  return form;
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

test("who may not refund reads that the day lowers a bill", async () => {
  await on(
    "groups",
    async ({ page, complaints }) => {
      const form = await openFreeze(page);
      await form.getByText("This lowers what was billed for past days.").waitFor();
      assert.equal(await form.getByLabel(KNOWN).count(), 0);
      await picture(page, "past-days-refused-1280");
      assert.deepEqual(complaints, []);
    },
    1280,
    told.staff,
  );
});

test("who may is shown the attended days, and goes on", async () => {
  await on("groups", async ({ page, complaints }) => {
    const form = await openFreeze(page);
    await form.getByText(/^These days are marked as attended: Jasur Oripov – \d\d\.\d\d\.\d{4}\.$/).waitFor();
    await form.getByLabel(KNOWN).check();
    await picture(page, "past-days-asked-360");
    await page.setViewportSize({ width: 1280, height: 800 });
    await picture(page, "past-days-asked-1280");
    await page.setViewportSize({ width: 360, height: 800 });
    await form.getByLabel("Why").fill("Ill");
    await form.locator("button[type=submit]").click();
    await form.waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("many at once are asked before anything is done", async () => {
  await on("groups", async ({ page, complaints }) => {
    await page.getByRole("button", { name: "A2 morning", exact: true }).click();
    const group = page.getByRole("dialog", { name: "A2 morning", exact: true });
    await group.getByLabel("Select all").check();
    await group.getByRole("button", { name: "Change the state" }).click();
    const form = page.getByRole("dialog", { name: /^Change the state/ }).getByRole("form");
    await form.getByRole("radio", { name: "left" }).check();
    await form.getByLabel("Last day").fill(told.owed);
    await form.locator("button[type=submit]").click();
    await form.getByText(/These days are marked as attended: Laylo Saidova/).waitFor();
    await form.getByLabel(KNOWN).check();
    await form.locator("button[type=submit]").click();
    await group.getByText("Done: 2").waitFor();
    assert.deepEqual(complaints, []);
  });
});
