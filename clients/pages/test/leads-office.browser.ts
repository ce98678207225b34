/** Leads at an administrator's desk: added, changed, merged, lost, erased; stages, site forms, costs, imports. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { isTidy, picture } from "./course-life-stage.ts";
import { on } from "./family-stage.ts";
import { asked, card, sayYes, showWhoOneIs } from "./money-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & { table: string };
const DESK = 1280;

const notice = (page: Page, text: string) => page.locator(".notices p").filter({ hasText: text }).first().waitFor();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, name: string) => page.locator(`[name=${name}]`);
const part = (page: Page, name: string) =>
  page.locator("details.card-part").filter({ has: page.getByRole("heading", { name, exact: true }) });

async function addLead(page: Page, name: string, number: string): Promise<void> {
  await page.goto(`${stage.url}/app/leads/new`);
  await field(page, "name").fill(name);
  await field(page, "phone").fill(number);
  await field(page, "phone").press("Enter");
  await page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
}

test("a lead is added by keyboard, changed, called, merged with its double, lost and opened again", async () => {
  await on(
    "leads",
    async ({ page, complaints }) => {
      await page.getByText("Nobody has asked yet.").waitFor();
      await page.getByRole("link", { name: "New lead" }).first().press("Enter");
      await field(page, "name").fill("Jasur Oripov");
      await field(page, "phone").fill("12");
      await field(page, "phone").press("Enter");
      await page
        .locator(".field")
        .filter({ has: page.locator("input[name=phone]") })
        .locator(".wrong")
        .waitFor();
      await isTidy(page);
      await field(page, "phone").fill("90 123 45 67");
      await field(page, "phone").press("Enter");
      await page.getByRole("heading", { name: "Jasur Oripov", level: 1 }).waitFor();
      await isTidy(page);
      await picture(page, "leads-card-en");

      await part(page, "Contacts and wish").getByRole("button", { name: "Edit" }).click();
      await field(page, "note").fill("Wants evenings.");
      await button(page, "Save").click();
      await part(page, "What happened").getByText("note: none → Wants evenings.").waitFor();
      await button(page, "Add a note").click();
      await part(page, "What happened").locator("textarea").fill("Asks for a discount.");
      await part(page, "What happened").getByRole("button", { name: "Add a note" }).click();
      await part(page, "What happened").getByText("Asks for a discount.").waitFor();
      await button(page, "Set the next step").click();
      await field(page, "next_step").fill("Call again");
      await field(page, "step_day").fill("2030-01-15");
      await button(page, "Save").click();
      await part(page, "Next step").getByText("Call again").waitFor();
      await button(page, "Done, no next step").click();
      await part(page, "Next step").getByText("No next step").waitFor();
      await button(page, "I call now").click();
      await page.getByText("You call.").waitFor();
      await button(page, "Do not call, release").click();
      await notice(page, "Released.");

      const address = page.url();
      await addLead(page, "Jasur", "+998 90 123-45-67");
      await page.goto(address);
      await part(page, "The same person twice?").getByText("surely the same").waitFor();
      await sayYes(part(page, "The same person twice?"), page, "Merge into this lead");
      await notice(page, "Merged.");
      await part(page, "The same person twice?").getByText("No other lead looks like this one.").waitFor();

      await page.getByText("Close or erase").click();
      await button(page, "Close as lost").click();
      await field(page, "reason").selectOption({ label: "Too expensive" });
      await button(page, "Close as lost").click();
      await notice(page, "Closed as lost.");
      await page.goto(`${stage.url}/app/lead-list`);
      await button(page, "Lost").click();
      await page.getByRole("button", { name: "Jasur Oripov" }).click();
      await page.getByText("Close or erase").click();
      await button(page, "Open again").click();
      await notice(page, "Open again.");
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("who asks to be forgotten is erased after a question and a password", async () => {
  await on("leads/new", async ({ page, complaints }) => {
    await addLead(page, "Forget Me", "90 555 44 33");
    await page.getByText("Close or erase").click();
    await button(page, "Erase this lead").click();
    await field(page, "reason").fill("Asked on the phone");
    await isTidy(page);
    await button(page, "Erase").click();
    await asked(page).getByText("Erase Forget Me?").waitFor();
    await asked(page).getByRole("button", { name: "Erase" }).click();
    await showWhoOneIs(page);
    await notice(page, "Erased.");
    await page.getByRole("heading", { name: "Board of leads" }).waitFor();
    assert.equal(await page.getByText("Forget Me").count(), 0);
    assert.deepEqual(complaints, []);
  });
});

test("stages are added, renamed, ordered and archived", async () => {
  await on("lead-stages", async ({ page, complaints }) => {
    await page.getByText("Trial lesson").waitFor();
    await isTidy(page);
    const [row, edit] = await Promise.all([
      page.locator(".stage-rows > li").first().boundingBox(),
      page
        .getByRole("button", { name: /^Edit: / })
        .first()
        .boundingBox(),
    ]);
    assert.ok(row && edit && row.height < 3 * edit.height, "a stage is one row");
    await button(page, "New stage").click();
    await card(page).getByLabel("English").fill("Thinks");
    await card(page).getByRole("button", { name: "Save" }).click();
    await button(page, "Edit: Thinks").click();
    await card(page).getByLabel("English").fill("Decides");
    await card(page).getByRole("button", { name: "Save" }).click();
    await button(page, "Decides: one place up").click();
    await page.waitForFunction(() =>
      document.querySelectorAll(".stage-rows > li")[3]?.textContent?.includes("Decides"),
    );
    await page.getByRole("listitem").filter({ hasText: "Decides" }).getByRole("button", { name: "Archive" }).click();
    await notice(page, "Archived.");
    await page.getByText("Decides", { exact: true }).waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("a site form is made, shown, and closed", async () => {
  await on(
    "lead-forms",
    async ({ page, complaints }) => {
      await page.getByText("No site form yet.").waitFor();
      await button(page, "New site form").click();
      await field(page, "name").fill("Main page");
      await button(page, "Save").click();
      await card(page)
        .getByText(/<script src=".*form\.js\?language=en"><\/script>/)
        .waitFor();
      await page.frameLocator("iframe.form-preview").getByRole("button", { name: "Send" }).waitFor();
      await isTidy(page);
      await picture(page, "leads-form-en");
      await card(page).getByLabel("It takes answers").uncheck();
      await button(page, "Save").click();
      await card(page).locator("iframe").waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await page.getByText("closed").waitFor();
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("costs make figures, which are drawn and saved as a table", async () => {
  await on("lead-figures", async ({ page, complaints }) => {
    await page.locator("canvas").waitFor();
    await page
      .getByRole("row", { name: /Called/ })
      .first()
      .waitFor();
    await button(page, "Enter costs").click();
    await field(page, "source").selectOption({ label: "Instagram" });
    await field(page, "amount").fill("2 500 000");
    await button(page, "Save").click();
    await page
      .getByRole("row", { name: /Instagram/ })
      .getByText("2 500 000")
      .first()
      .waitFor();
    await isTidy(page);
    await picture(page, "leads-figures-en");
    for (const by of ["By stage", "By person", "By month"]) {
      await button(page, by).click();
      await page.locator("canvas").waitFor();
    }
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Excel file" }).click(),
    ]);
    assert.match(file.suggestedFilename(), /\.xlsx$/);
    await button(page, "Remove").click();
    await notice(page, "Removed.");
    await page.getByText("No costs yet.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a table of leads is checked, imported and taken back", async () => {
  await on("lead-imports", async ({ page, complaints }) => {
    await page.getByLabel("Table", { exact: true }).setInputFiles(told.table);
    await button(page, "Check it").click();
    await button(page, "Take in 1 line").waitFor();
    await isTidy(page);
    await page
      .getByRole("link", { name: /leads\.csv/ })
      .first()
      .click();
    await button(page, "Take in 1 line").click();
    await button(page, "Take it back").click();
    await page.getByText("taken back").first().waitFor();
    assert.deepEqual(complaints, []);
  });
});
