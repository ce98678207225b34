/** An administrator keeps the people, their roles and their pay. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage, type Stage } from "./stage.ts";

const told = stage as Stage & { asking: string; month: string };
const drawer = (page: Page) => page.locator("dialog.drawer");
const notice = (page: Page, text: string | RegExp) => page.locator(".notices").getByText(text).waitFor();

/** Changes of rights and money ask who one is, once in ten minutes. */
async function confirm(page: Page): Promise<void> {
  const question = page.getByRole("dialog", { name: "Is it you?" });
  await question.getByLabel("Your password").fill(stage.password);
  await page.keyboard.press("Enter");
  await question.waitFor({ state: "detached" });
}

test("somebody who signed up is approved, gets notes, another branch and role, and is switched off and on", async () => {
  await on(
    "staff",
    async ({ page, complaints }) => {
      const card = drawer(page);
      await page.getByRole("button", { name: /Saidova/ }).click();
      await card.getByText("Signed up and wants to work here as: Teacher.").waitFor();
      await card.getByRole("button", { name: "Approve" }).click();
      await notice(page, "Nilufar can work from now on.");
      await card.getByText("works here").waitFor();

      await card.getByRole("link", { name: "Ill today" }).click();
      await page.getByRole("dialog", { name: "Sick day" }).getByText("no planned lessons").waitFor();
      assert.match(
        (await page
          .getByRole("dialog", { name: "Sick day" })
          .getByLabel("Teacher")
          .locator("option:checked")
          .textContent()) ?? "",
        /Saidova/,
      );
      await page.goBack();
      await page.getByRole("button", { name: /Saidova/ }).click();

      await card.getByRole("button", { name: "Write a note" }).click();
      await card.getByLabel("Note", { exact: true }).fill("Comes on Mondays only.");
      await card.getByRole("button", { name: "Save" }).click();
      await card.getByText("Comes on Mondays only.").waitFor();
      const note = card.locator("li.card");
      await note.getByRole("button", { name: "Edit" }).click();
      await note.getByLabel("Note", { exact: true }).fill("Comes on Tuesdays only.");
      await note.getByRole("button", { name: "Save" }).click();
      await card.getByText("Comes on Tuesdays only.").waitFor();
      await note.getByRole("button", { name: "Delete" }).click();
      await notice(page, "The note is deleted.");
      await page.locator(".notices").getByRole("button", { name: "Undo" }).click();
      await card.getByText("Comes on Tuesdays only.").waitFor();

      await card.getByRole("button", { name: "Edit", exact: true }).first().click();
      await card.getByLabel("Phone").fill("12");
      await card.getByRole("button", { name: "Save" }).click();
      await card.locator('[aria-invalid="true"]').waitFor();
      assert.equal(await page.getByText("Code for support").count(), 0);
      await card.getByLabel("Phone").fill("+998 90 111 22 33");
      await page.keyboard.press("Enter");
      await confirm(page);
      await card.getByText("+998 90 111 22 33").waitFor();

      await card.getByRole("button", { name: "Branches" }).click();
      await card.getByRole("checkbox", { name: "All branches" }).uncheck();
      await card.getByRole("checkbox", { name: "Yunusobod" }).check();
      await card.getByRole("button", { name: "Save" }).click();
      await card.locator("dd").getByText("Yunusobod", { exact: true }).waitFor();

      await card.getByRole("button", { name: "Change the role" }).click();
      await card.getByRole("combobox", { name: "Role" }).selectOption({ label: "Manager" });
      await card.getByText("Runs the office").waitFor();
      await card.getByRole("button", { name: "Change the role" }).click();
      await card.locator("dd").getByText("Manager").waitFor();

      await card.getByRole("button", { name: "Switch off" }).click();
      await card.getByRole("button", { name: "Switch off" }).click();
      await notice(page, "Nilufar cannot sign in any more.");
      await card.getByRole("button", { name: "Switch on again" }).click();
      await notice(page, "Nilufar can sign in again.");

      await card.getByText("What was done with this account").click();
      await card.getByText("Nothing yet.").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("table").getByText("Manager").first().waitFor();

      await page.getByRole("searchbox").fill("Admin");
      await page.getByRole("button", { name: /Admin/ }).first().click();
      await card.getByText("Nobody changes their own role").waitFor();
      assert.equal(await card.getByRole("button", { name: "Change the role" }).count(), 0);
      assert.equal(await card.getByRole("button", { name: "Switch off" }).count(), 0);
      await page.keyboard.press("Escape");

      await page.getByRole("button", { name: "New person" }).click();
      await card.getByLabel("Last name").fill("Rahimov");
      await card.getByLabel("First name").fill("Bekzod");
      await card.getByRole("button", { name: "Add", exact: true }).click();
      await card.getByText("Write a phone or an e-mail.").first().waitFor();
      await card.getByLabel("E-mail").fill("bekzod@example.uz");
      await page.keyboard.press("Enter");
      await notice(page, "Bekzod is added.");
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

/** The answer to the next change: a page that is left before it comes leaves no act behind. */
function changed(page: Page): Promise<unknown> {
  return page.waitForResponse((answer) => answer.request().method() === "PATCH");
}

test("a role is cut, changed, given with an invitation, and removed when nobody has it", async () => {
  await on("roles", async ({ page, complaints }) => {
    const card = drawer(page);
    await page.getByText("None yet. The built-in ones below").waitFor();
    await page.getByRole("button", { name: "New role" }).click();
    await card.getByRole("group", { name: "Name of the role" }).getByLabel("English").fill("Reception");
    await card.getByRole("combobox", { name: "Start from the rights of" }).selectOption({ label: "Manager" });
    const abilities = await card.getByRole("term").allInnerTexts();
    const can = (ability: string) => card.getByRole("definition").nth(abilities.indexOf(ability));
    const find = (text: string) => card.getByRole("searchbox", { name: "Find a right" }).fill(text);
    await can("Sees own pay").getByText("Yes").waitFor();
    await can("Sees the pay of others").getByText("No").waitFor();
    await find("own pay");
    await card.getByRole("checkbox", { name: "See your own pay" }).waitFor();
    assert.equal(await card.getByRole("checkbox").count(), 1);
    await page.keyboard.press("Enter");
    await card.getByRole("group", { name: "Pay" }).getByRole("button", { name: "None" }).click();
    await can("Sees own pay").getByText("No").waitFor();
    await find("zzz");
    await card.getByText("Nothing found.").waitFor();
    await find("");
    await card.locator("summary", { hasText: "Money" }).click();
    await card.getByRole("group", { name: "Money" }).getByRole("button", { name: "None" }).click();
    await can("Takes payments").getByText("No").waitFor();
    await card.getByRole("checkbox", { name: "Read the ledger" }).check();
    await can("Sees the pay of others").getByText("Yes").waitFor();
    await can("Sees the pay of others").getByText("Read the ledger").waitFor();
    await card.getByRole("checkbox", { name: "Read the ledger" }).uncheck();
    await card.getByRole("button", { name: "Save" }).click();
    await confirm(page);
    await page.getByRole("button", { name: "Reception" }).click();
    await can("Sees pupils and staff").getByText("Yes").waitFor();
    await can("Sees own pay").getByText("No").waitFor();
    assert.equal(await card.getByRole("combobox", { name: "Start from the rights of" }).count(), 0);
    await card.locator("summary", { hasText: "People" }).click();
    await card.getByRole("checkbox", { name: "Create, change, activate and deactivate users" }).uncheck();
    const saved = changed(page);
    await card.getByRole("button", { name: "Save" }).click();
    await notice(page, "Saved.");
    await saved;

    await page.goto(`${stage.url}/app/invitations`);
    await page.getByText("Nobody is invited yet.").waitFor();
    await page.getByRole("button", { name: "Invite" }).click();
    await card.getByLabel("E-mail or phone").fill("12");
    await card.getByRole("combobox", { name: "Role" }).selectOption({ label: "Reception" });
    await card.getByRole("button", { name: "Invite" }).click();
    await card.locator('[aria-invalid="true"]').waitFor();
    await card.getByLabel("E-mail or phone").fill("lola@example.uz");
    await card.getByRole("button", { name: "Invite" }).click();
    await notice(page, "The invitation is sent.");
    await page.getByRole("button", { name: "lola@example.uz" }).click();
    await card.getByRole("button", { name: "Send again" }).click();
    await notice(page, "A new link is on its way.");
    await page.getByRole("button", { name: "lola@example.uz" }).click();
    await card.getByRole("button", { name: "Take back" }).click();
    await notice(page, "The invitation is taken back.");
    await page.locator("table").getByText("taken back").waitFor();

    await page.goto(`${stage.url}/app/roles`);
    await page.getByRole("button", { name: "Reception" }).click();
    await card.getByRole("button", { name: "Remove the role" }).click();
    await notice(page, "The role is removed.");
    await page.getByText("None yet. The built-in ones below").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("an administrator sees the pages of a teacher in a tab of its own, and can only look", async () => {
  await on("staff", async ({ context, page }) => {
    await page.getByRole("button", { name: /Dilnoza/ }).click();
    const link = drawer(page).getByRole("link", { name: /^See the pages as this person/ });
    const [tab] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await tab.getByText("You see what Dilnoza").waitFor();
    await tab.getByRole("button", { name: "See the pages" }).click();
    await confirm(tab);
    const bar = tab.getByRole("region", { name: "Pages of another person" });
    await bar.getByText(/^You see the pages of Dilnoza/).waitFor();
    await tab.getByText("A2 morning").first().waitFor();
    await tab.getByRole("link", { name: "My account" }).click();
    await tab.getByLabel("First name").fill("Somebody");
    await tab.getByLabel("First name").press("Enter");
    await tab.getByRole("alert").filter({ hasText: "you can only read" }).waitFor();
    await tab.reload();
    await bar.waitFor();

    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Teachers and staff" }).waitFor();
    assert.equal(await page.getByRole("region", { name: "Pages of another person" }).count(), 0);
    await bar.getByRole("button", { name: "End" }).click();
    await tab.getByRole("link", { name: "Today" }).first().waitFor();
    assert.equal(await bar.count(), 0);
  });
});

test("a rate is set, ended and deleted; a month gets a bonus, is closed and paid out", async () => {
  await on(
    "rates",
    async ({ page, complaints }) => {
      const card = drawer(page);
      const create = async (amount: string) => {
        await page.getByRole("button", { name: "New rate" }).click();
        await card.getByRole("combobox", { name: "Teacher" }).fill("Dilnoza");
        await page.getByRole("option", { name: /Dilnoza/ }).click();
        await card.getByRole("radio", { name: "a month" }).check({ force: true });
        await card.getByLabel("Amount").fill(amount);
        await card.getByLabel("From", { exact: true }).fill(`${told.month}-01`);
        await card.getByRole("button", { name: "Add", exact: true }).click();
      };
      await page.getByText("No rates yet.").waitFor();
      await create("100");
      await confirm(page);
      await page.getByRole("button", { name: /Dilnoza/ }).click();
      await card.getByRole("button", { name: "Delete the rate" }).click();
      await page
        .getByRole("dialog", { name: "Delete the rate" })
        .getByRole("button", { name: "Delete the rate" })
        .click();
      await notice(page, "The rate is deleted.");
      await page.getByRole("button", { name: "New rate" }).click();
      await card.getByRole("combobox", { name: "Teacher" }).fill("Dilnoza");
      await page.getByRole("option", { name: /Dilnoza/ }).click();
      await card.getByRole("radio", { name: "sales of a course" }).check({ force: true });
      await card.getByLabel("Percent").fill("12,5");
      await card.getByRole("combobox", { name: "One course" }).fill("English");
      await page
        .getByRole("option", { name: /English/ })
        .first()
        .click();
      await card.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("button", { name: /Dilnoza/ }).click();
      await card.getByText("12.5 % · sales of a course", { exact: false }).waitFor();
      await card.getByRole("button", { name: "Delete the rate" }).click();
      await page
        .getByRole("dialog", { name: "Delete the rate" })
        .getByRole("button", { name: "Delete the rate" })
        .click();
      await page.getByRole("button", { name: /Dilnoza/ }).waitFor({ state: "detached" });
      await create("600 000");
      await page.getByRole("button", { name: /Dilnoza/ }).click();
      await card.getByText("600 000 soʻm", { exact: false }).waitFor();
      const ended = changed(page);
      await card.getByRole("button", { name: "Set the last day" }).click();
      await notice(page, "Saved.");
      await ended;

      await page.goto(`${stage.url}/app/pay`);
      await page.getByRole("button", { name: "The month before" }).click();
      await page.getByRole("button", { name: /Dilnoza/ }).click();
      await card.getByRole("button", { name: "Bonus or fine" }).click();
      await card.getByLabel("Amount").fill("50 000");
      await card.getByLabel("Why").fill("Open day");
      await card.getByRole("button", { name: "Add", exact: true }).click();
      await card.getByText("Open day").waitFor();
      await card.locator("dd").getByText("650 000").first().waitFor();
      await card.getByRole("button", { name: "Pay out" }).click();
      await card.getByLabel("Amount").fill("650 000");
      await card.getByRole("button", { name: "Pay out" }).click();
      await card.getByText("650 000 soʻm to").waitFor();
      await card.getByRole("button", { name: "Pay it now" }).click();
      await card.getByText("Close the month first").waitFor();
      await card.getByRole("button", { name: "Cancel" }).click();
      await card.getByRole("button", { name: "Cancel" }).click();
      await page.keyboard.press("Escape");

      await page.getByRole("button", { name: "Close the month" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Close the month" }).click();
      await notice(page, "Closed for 1 teacher.");
      await page
        .locator("table")
        .getByText(/^closed/)
        .waitFor();
      await page.getByRole("button", { name: /Dilnoza/ }).click();
      await card.getByRole("button", { name: "Pay out" }).click();
      await card.getByRole("button", { name: "Pay out" }).click();
      await card.getByText("650 000 soʻm to").waitFor();
      await card.getByRole("button", { name: "Pay it now" }).dblclick();
      await notice(page, "It is paid out.");
      await card
        .locator("dd")
        .getByText(/^0\ssoʻm$/)
        .waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});
