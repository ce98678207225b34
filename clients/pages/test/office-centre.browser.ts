/** Settings, branches, attendance statuses, webhooks, erasures, audit log and health. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage } from "./stage.ts";

const DESK = 1280;

/** Settings, webhooks and erasures ask for the password once more. */
async function confirm(page: Page): Promise<void> {
  await page.getByLabel("Your password").fill(stage.password);
  await page.getByLabel("Your password").press("Enter");
}

test("a setting is changed by keyboard; a bad value is refused beside its field", async () => {
  await on(
    "settings",
    async ({ page, complaints }) => {
      const centre = page.getByRole("form", { name: "The centre" });
      await centre.getByLabel("Name of the centre").fill("Ilm ziyo");
      await centre.getByLabel("Tax number (STIR), on receipts").fill("12");
      await centre.getByLabel("Name of the centre").press("Enter");
      await confirm(page);
      await centre.locator(".wrong").first().waitFor();
      await centre.getByLabel("Tax number (STIR), on receipts").fill("");
      await centre.getByRole("button", { name: "Save" }).press("Enter");
      await page.getByText("Saved.").waitFor();
      await page.getByText("Coins", { exact: true }).click();
      await page.getByLabel("Coins for being in class").fill("7");
      await page.getByRole("form", { name: "Coins" }).getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("a branch is added and renamed on a phone", async () => {
  await on("branches", async ({ page }) => {
    await page.getByRole("button", { name: "New branch" }).click();
    await page.getByLabel("Name").fill("Yunusobod");
    await page.getByLabel("Time zone").fill("Nowhere/Town");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".wrong").first().waitFor();
    await page.getByLabel("Time zone").fill("Asia/Tashkent");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Yunusobod" }).click();
    await page.getByLabel("Address").fill("Amir Temur 1");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Amir Temur 1").waitFor();
  });
});

test("a status is added, changed and archived", async () => {
  await on(
    "statuses",
    async ({ page }) => {
      await page.getByRole("button", { name: "New status" }).click();
      await page.getByLabel("Short name for programs").fill("online");
      await page.getByRole("group", { name: "Name" }).getByLabel("English").fill("Came online");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Came online" }).click();
      await page.getByLabel("Coins").fill("3");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      await page.getByRole("button", { name: "Came online" }).click();
      await page.getByRole("button", { name: "Archive" }).click();
      await page.getByText("Old marks keep it.").waitFor();
    },
    DESK,
  );
});

test("a webhook is added, tested, given a new secret, switched off and deleted", async () => {
  await on(
    "webhooks",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New webhook" }).click();
      await page.getByLabel("Address (https)").fill("https://crm.example.uz/talim");
      await page.getByRole("checkbox").first().check();
      await page.getByRole("button", { name: "Save" }).click();
      await confirm(page);
      const secret = page.getByRole("dialog", { name: /The secret of this webhook/ });
      await secret.getByText(/^whsec_/).waitFor();
      await secret.getByRole("button", { name: "Close" }).click();
      const open = () => page.getByRole("button", { name: "https://crm.example.uz/talim" }).click();
      await open();
      await page.getByRole("button", { name: "Send a test" }).click();
      await page.getByText("A test is on its way.").waitFor();
      await page.getByRole("button", { name: "Make a new secret" }).click();
      await page.getByRole("dialog", { name: "Make a new secret" }).getByRole("button", { name: "Make a new secret" }).click();
      await secret.getByText(/^whsec_/).waitFor();
      await secret.getByRole("button", { name: "Close" }).click();
      await open();
      await page.getByLabel("On", { exact: true }).uncheck();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("switched off").waitFor();
      await open();
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog", { name: "Delete" }).getByRole("button", { name: "Delete" }).click();
      await page.getByText("No webhooks.").waitFor();
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("a failed delivery is sent again, an erasure is refused and another granted, and the log names it", async () => {
  await on("webhooks", async ({ page, complaints }) => {
    await page.goto(`${stage.url}/app/erasures`);
    await page.getByRole("button", { name: /Jasur/ }).click();
    await page.getByRole("button", { name: "Refuse" }).click();
    await confirm(page);
    await page.getByText("Refused.").waitFor();
    await page.getByRole("row", { name: /waits/ }).getByRole("button").click();
    await page.getByRole("button", { name: "Erase everything" }).click();
    await page.getByRole("dialog", { name: "Erase everything" }).getByRole("button", { name: "Erase everything" }).click();
    await page.getByText("It is being erased.").waitFor();
    await page.goto(`${stage.url}/app/audit`);
    await page.getByRole("cell", { name: "settings.update" }).first().waitFor();
    await page.goto(`${stage.url}/app/health`);
    await page.getByRole("rowheader", { name: "database" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});
