/** Settings, branches, attendance statuses, webhooks, erasures, audit log and health. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage, until } from "./stage.ts";

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
      const saved = page.waitForResponse((answer) => answer.request().method() === "PUT");
      await page.getByRole("form", { name: "Coins" }).getByRole("button", { name: "Save" }).click();
      assert.ok((await saved).ok());
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
      await page.getByRole("dialog", { name: "New webhook" }).getByRole("checkbox").first().check();
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
      await page
        .getByRole("dialog", { name: "Make a new secret" })
        .getByRole("button", { name: "Make a new secret" })
        .click();
      await secret.getByText(/^whsec_/).waitFor();
      await secret.getByRole("button", { name: "Close" }).click();
      await open();
      await page.getByLabel("On", { exact: true }).uncheck();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("switched off").waitFor();
      await open();
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog", { name: "Delete" }).getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "https://crm.example.uz/talim" }).waitFor({ state: "detached" });
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("questions for new people are written, put in another order and taken out", async () => {
  await on(
    "questions",
    async ({ page, complaints }) => {
      const group = (n: number) => page.getByRole("group", { name: `Question ${n}`, exact: true });
      const english = (n: number, field: string) => group(n).getByRole("group", { name: field }).getByLabel("English");
      await page.getByText("No questions: new people begin at once.").waitFor();
      await page.getByRole("button", { name: "Add a question" }).press("Enter");
      await english(1, "What is asked").fill("Who told you?");
      await group(1).getByRole("button", { name: "Add an answer" }).press("Enter");
      await english(1, "Answer 1").fill("A friend");
      await group(1).getByLabel("Must be answered").press("Space");
      await page.getByRole("button", { name: "Save" }).press("Enter");
      await group(1).getByText("Give two answers or more, or none.").waitFor();
      await group(1).getByRole("button", { name: "Add an answer" }).press("Enter");
      await english(1, "Answer 2").fill("An advertisement");
      await page.getByRole("button", { name: "Save" }).press("Enter");
      await page.getByText("Saved.").waitFor();
      for (const text of ["Which school?", "Nothing much"]) {
        await page.getByRole("button", { name: "Add a question" }).press("Enter");
        await page.getByRole("group", { name: "What is asked" }).last().getByLabel("English").fill(text);
      }
      await group(2).getByRole("button", { name: "Earlier" }).press("Enter");
      await until(async () => (await english(1, "What is asked").inputValue()) === "Which school?");
      await group(3).getByRole("button", { name: "Remove the question" }).press("Enter");
      await page.getByRole("button", { name: "Save" }).press("Enter");
      await page.getByText("Saved.").waitFor();
      await page.reload();
      await group(2).waitFor();
      assert.equal(await english(2, "Answer 2").inputValue(), "An advertisement");
      assert.equal(await group(3).count(), 0);
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("a failed delivery is sent again, an erasure is refused and another granted, and the log names it", async () => {
  await on("webhooks", async ({ page, complaints }) => {
    await page.getByRole("button", { name: "https://books.example.uz/talim" }).click();
    const delivery = page
      .getByRole("listitem")
      .filter({ hasText: "Money was paid back" })
      .filter({ hasText: "failed" });
    await delivery.getByRole("button", { name: "Send again" }).click();
    await page.getByText("It is being sent again.").waitFor();
    await delivery.waitFor({ state: "detached" });
    await page.goto(`${stage.url}/app/erasures`);
    await page.getByRole("button", { name: /Jasur/ }).click();
    await page.getByLabel("Why it is refused").fill("A payment is not settled.");
    await page.getByRole("button", { name: "Refuse" }).click();
    await confirm(page);
    await page.getByText("Refused.").waitFor();
    await page.getByRole("row", { name: /waits/ }).getByRole("button").click();
    await page.getByRole("button", { name: "Erase everything" }).click();
    await page
      .getByRole("dialog", { name: "Erase everything" })
      .getByRole("button", { name: "Erase everything" })
      .click();
    await page.getByText("It is being erased.").waitFor();
    await page.getByRole("button", { name: "Erase a person" }).click();
    const start = page.getByRole("dialog", { name: "Erase a person" });
    await start.getByRole("combobox", { name: "Person" }).fill("Timur");
    await page.getByRole("option", { name: /Timur/ }).click();
    await start.getByRole("button", { name: "Next" }).click();
    await start.getByText("the law on bookkeeping asks for them").waitFor();
    await start.getByRole("button", { name: "Erase everything" }).click();
    await page
      .getByRole("dialog", { name: "Erase everything" })
      .getByRole("button", { name: "Erase everything" })
      .click();
    await start.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Timur/ }).waitFor();
    await page.goto(`${stage.url}/app/audit`);
    await page.getByRole("cell", { name: "Settings were changed" }).first().waitFor();
    await page.goto(`${stage.url}/app/health`);
    await page.getByRole("rowheader", { name: "database" }).waitFor();
    await page.getByText(/^Last backup: .* 5 hours ago\.$/).waitFor();
    assert.deepEqual(complaints, []);
  });
});
