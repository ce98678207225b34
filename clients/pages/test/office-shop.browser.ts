/** Goods, purchases, coins given by hand and achievements, at a desk by keyboard and on a phone by touch. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";

const DESK = 1280;

async function pick(page: Page, label: string, typed: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(typed);
  await page
    .getByRole("option", { name: new RegExp(typed) })
    .first()
    .click();
}

test("an item is added by keyboard, changed, and taken out of the shop", async () => {
  await on(
    "goods",
    async ({ page, complaints }) => {
      await page.getByText("The shop is empty.").waitFor();
      await page.getByRole("button", { name: "New item" }).press("Enter");
      const name = page.getByRole("group", { name: "Name" });
      await name.getByLabel("English").fill("Exercise book");
      await page.getByLabel("Price in coins").fill("40");
      await page.getByLabel("In stock").fill("3");
      await page.getByLabel("In stock").press("Enter");
      await page.getByText("Saved.").waitFor();
      await page.getByRole("button", { name: "Exercise book" }).press("Enter");
      await page.getByLabel("Price in coins").fill("");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Fill this in.").waitFor();
      await page.getByLabel("Price in coins").fill("45");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("cell", { name: "45" }).waitFor();
      await page.getByRole("button", { name: "Exercise book" }).click();
      await page.getByRole("button", { name: "Take out of the shop" }).click();
      await page.getByText("The shop is empty.").waitFor();
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("purchases are handed over or cancelled with a reason on a phone", async () => {
  await on("orders", async ({ page, complaints }) => {
    const open = () => page.getByRole("row", { name: /waits/ }).first().getByRole("button").click();
    await open();
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("Handed over.").waitFor();
    await open();
    await page.getByText("Cancel and give the coins back").first().click();
    await page.getByLabel("Reason").fill("It broke");
    await page.getByRole("button", { name: "Cancel and give the coins back" }).click();
    await page.getByText("The coins are back.").waitFor();
    await page.getByRole("row", { name: /waits/ }).first().waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("coins are given with a reason, and the pupil's last coins show it", async () => {
  await on("give-coins", async ({ page }) => {
    await pick(page, "Pupil", "Jasur");
    await page.getByLabel("Coins", { exact: true }).fill("5");
    await page.getByLabel("Reason").fill("Helped the others");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("rowheader", { name: "Helped the others" }).waitFor();
  });
});

test("an achievement is made, changed, and granted no more", async () => {
  await on(
    "achievements",
    async ({ page }) => {
      await page.getByRole("button", { name: "New achievement" }).click();
      await page.getByLabel("Short name for programs").fill("ten-lessons");
      await page.getByRole("group", { name: "Name" }).getByLabel("English").fill("Ten lessons");
      await page.getByLabel("What is counted").selectOption({ index: 1 });
      await page.getByLabel("From").fill("10");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Ten lessons" }).click();
      await page.getByLabel("Coins").fill("15");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      await page.getByRole("button", { name: "Ten lessons" }).click();
      await page.getByRole("button", { name: "Grant it no more" }).click();
      await page.getByText("Who has it keeps it.").waitFor();
    },
    DESK,
  );
});
