/** The office finds a pupil and does what a card is for: by touch on a phone, by keyboard and mouse at a desk. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage } from "./stage.ts";

const { photo, pupil } = stage as unknown as { photo: string; pupil: string };

/** The part of the card with this title, opened. */
async function part(page: Page, title: string): Promise<Locator> {
  const found = page
    .locator("details.card-part")
    .filter({ has: page.locator("> summary").filter({ hasText: title }) })
    .first();
  if ((await found.getAttribute("open")) === null) await found.locator("> summary").click();
  return found;
}

async function pick(within: Locator, label: string, typed: string, option: RegExp): Promise<void> {
  await within.getByLabel(label, { exact: false }).and(within.getByRole("combobox")).fill(typed);
  await within.getByRole("option", { name: option }).first().click();
}

async function told(page: Page, text: string): Promise<void> {
  await page.locator(".notices p").filter({ hasText: text }).waitFor();
}

async function fits(page: Page): Promise<void> {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
}

test("a pupil is found in either script and by what is up, and the card opens beside the list", async () => {
  await on(
    "pupils",
    async ({ page, complaints }) => {
      await page
        .getByRole("button", { name: "Second Pupil" })
        .or(page.getByRole("button", { name: /Oripov/ }))
        .first()
        .waitFor();
      await page.getByRole("searchbox").fill("Жасур");
      await page.getByRole("cell", { name: "A2 morning" }).first().waitFor();
      await page.getByRole("button", { name: "Jasur Oripov" }).waitFor();
      await fits(page);
      await page.getByRole("searchbox").fill("");
      await page.getByRole("button", { name: "Who owes" }).click();
      await page.getByRole("button", { name: "Jasur Oripov" }).waitFor();
      await page.getByRole("button", { name: "Without a group" }).click();
      await page
        .getByText(/Nothing found|no pupils/)
        .or(page.getByRole("button", { name: "Bobur Stranger" }))
        .first()
        .waitFor();
      await page.getByRole("button", { name: "Who owes" }).click();
      await page.getByRole("button", { name: "Jasur Oripov" }).click();
      const card = page.getByRole("dialog", { name: "Jasur Oripov" });
      await card.getByText("A2 morning").first().waitFor();
      await fits(page);
      await card.getByRole("link", { name: "Open as a page" }).click();
      await page.getByRole("heading", { level: 1, name: "Jasur Oripov" }).waitFor();
      await fits(page);
      assert.deepEqual(complaints, []);
    },
    360,
  );
});

test("on a wide screen the parts of a card stand in two columns without a hole", async () => {
  await on(
    `pupils/${pupil}`,
    async ({ page, complaints }) => {
      await page
        .getByRole("heading", { name: "Others to call" })
        .or(page.locator("details.card-part[open]").nth(2))
        .first()
        .waitFor();
      const boxes = (where: string) =>
        page
          .locator(`.person-card ${where}`)
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
      const buttons = await boxes("> .buttons > *");
      assert.ok(buttons.length >= 2);
      assert.equal(new Set(buttons.map(({ top }) => top)).size, 1, "the buttons stand in one line");
      const parts = await boxes(".card-part:not(.card-part .card-part)");
      const sides = [...new Set(parts.map(({ left }) => left))];
      assert.equal(sides.length, 2);
      for (const side of sides) {
        const column = parts.filter(({ left }) => left === side);
        for (const [place, below] of column.slice(1).entries())
          assert.ok(below.top - column[place]!.bottom < 32, "no hole");
      }
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("facts, family and others to call are changed, and come back", async () => {
  await on(
    `pupils/${pupil}`,
    async ({ page, complaints }) => {
      const facts = await part(page, "About");
      await facts.getByRole("button", { name: "Edit" }).click();
      await facts.getByLabel("Phone").fill("12");
      await facts.getByLabel("Father’s name").fill("Akmalovich");
      await page.keyboard.press("Enter");
      await facts.locator(".field .wrong").waitFor();
      await facts.getByLabel("Phone").fill("+998 90 111 22 33");
      await page.keyboard.press("Enter");
      await told(page, "Saved.");
      await facts.getByRole("link", { name: "+998 90 111 22 33" }).waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await told(page, "Undone.");

      const family = await part(page, "Family");
      await family.getByRole("button", { name: "Add a parent" }).click();
      await family.getByLabel("First name").fill("Gulnora");
      await family.getByLabel("Phone").fill("+998 90 765 43 21");
      await page.keyboard.press("Enter");
      await told(page, "Linked.");
      const mother = family.getByRole("listitem").filter({ hasText: "Gulnora" });
      await mother.getByRole("link", { name: "+998 90 765 43 21" }).waitFor();
      await mother.getByRole("button", { name: "Edit" }).click();
      await mother.getByLabel("recordings").uncheck();
      await mother.getByRole("button", { name: "Save" }).click();
      await mother.getByText("May see: lessons and marks, payments").waitFor();
      await mother.getByRole("button", { name: "Unlink" }).click();
      await family.getByText("Nobody of the family is linked yet.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await mother.waitFor();
      await family.getByRole("button", { name: "Add a parent" }).click();
      await family.getByRole("radio", { name: "father", exact: true }).check();
      await pick(family, "Already here", "Oripova", /Gulnora Oripova/);
      await family.getByRole("button", { name: "Link", exact: true }).click();
      await family.getByText(/father · May see/).waitFor();

      await family.getByRole("button", { name: "Add somebody to call" }).click();
      await family.getByLabel("Name", { exact: true }).fill("Buvi");
      await family.getByLabel("Phone").fill("+998 90 000 11 22");
      await page.keyboard.press("Enter");
      const granny = family.getByRole("listitem").filter({ hasText: "Buvi" });
      await granny.getByRole("button", { name: "Edit" }).click();
      await granny.getByLabel("Who is it").fill("grandmother");
      await granny.getByRole("button", { name: "Save" }).click();
      await granny.getByText("grandmother").waitFor();
      await granny.getByRole("button", { name: "Remove" }).click();
      await family.getByText("people without an account stand here").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await granny.waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("a pupil joins, waits, freezes, moves and leaves", async () => {
  await on(
    `pupils/${pupil}`,
    async ({ page }) => {
      const groups = await part(page, "Groups");
      const seat = (name: string) => groups.getByRole("listitem").filter({ hasText: name }).first();
      await seat("A2 morning").getByRole("button", { name: "Freeze" }).click();
      await seat("A2 morning").getByLabel("Reason").fill("Ill");
      await seat("A2 morning").getByRole("button", { name: "Freeze" }).click();
      await told(page, "Frozen.");
      await page.getByRole("button", { name: "Undo" }).click();
      await told(page, "Undone.");
      await seat("A2 morning").getByRole("button", { name: "Freeze" }).waitFor();
      await groups.getByRole("button", { name: "Put into a group" }).click();
      await pick(groups, "Group", "A2 full", /A2 full/);
      await groups.locator("form").getByRole("button", { name: "Put into a group" }).click();
      await groups.getByText("The group is full.").waitFor();
      await groups.getByRole("button", { name: "Put on the waiting list" }).click();
      await told(page, "On the waiting list.");
      await groups.getByRole("button", { name: "Put into a group" }).click();
      await pick(groups, "Group", "A2 evening", /A2 evening/);
      await groups.getByRole("radio", { name: "with a trial lesson", exact: true }).check();
      await groups.locator("form").getByRole("button", { name: "Put into a group" }).click();
      await told(page, "In the group.");
      await seat("A2 evening").getByText("on trial").waitFor();
      await seat("A2 evening").getByRole("button", { name: "Starts to learn" }).click();
      await told(page, "Learns from now on.");
      await seat("A2 evening").getByRole("button", { name: "Move" }).click();
      await pick(seat("A2 evening"), "To the group", "B1", /B1/);
      await seat("A2 evening").locator("form").getByRole("button", { name: "Move" }).click();
      await told(page, "Moved.");
      await seat("B1").getByRole("button", { name: "End" }).click();
      await seat("B1").locator("form").getByRole("button", { name: "End" }).click();
      await told(page, "Ended.");
      await seat("A2 morning").locator("summary").click();
      await seat("A2 morning").getByText("unfrozen").waitFor();
      await fits(page);
    },
    360,
  );
});

test("money, levels, papers and notes are written down", async () => {
  await on(
    `pupils/${pupil}`,
    async ({ page, complaints }) => {
      const money = await part(page, "Money");
      await money.getByText("October").first().waitFor();
      await money.getByRole("button", { name: "Write down a talk" }).click();
      await money.getByLabel("What was said").fill("On payday");
      await money.getByRole("button", { name: "Save" }).click();
      await money.getByText("On payday").waitFor();
      await money.getByRole("button", { name: "Take back" }).click();
      await money.getByText("Nobody has called yet.").waitFor();

      const learning = await part(page, "Attendance, homework and level");
      await learning.getByText("was there").first().waitFor();
      await learning.locator("canvas").or(learning.getByText("No homework yet.")).first().waitFor();
      await learning.getByRole("button", { name: "Write down a level" }).click();
      await learning.getByRole("combobox", { name: /Level/ }).selectOption("A2");
      await learning.getByRole("button", { name: "Save" }).click();
      await learning.getByText("A2 · EN").waitFor();
      await learning.getByRole("button", { name: "Remove" }).click();
      await learning.getByText("No level written down yet.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await learning.getByText("A2 · EN").waitFor();

      const papers = await part(page, "Consents and papers");
      await papers.getByText("no answer yet").first().waitFor();
      await papers.getByRole("button", { name: "Record from paper" }).click();
      await papers.getByLabel("Who signed").fill("Gulnora Oripova");
      await papers.getByLabel("Photo of the paper").setInputFiles(photo);
      await papers.getByRole("button", { name: "Record from paper" }).click();
      await told(page, "Recorded.");
      await papers.getByText("on paper, Gulnora Oripova").waitFor();
      await papers.getByRole("link", { name: "See the paper" }).waitFor();

      const notes = await part(page, "Notes");
      await notes.getByRole("button", { name: "Add a note" }).click();
      await notes.getByLabel("Note", { exact: true }).fill("Sits in front");
      await notes.getByRole("button", { name: "Save" }).click();
      const note = notes.getByRole("listitem").filter({ hasText: "Sits in front" });
      await note.getByRole("button", { name: "Edit" }).click();
      await note.getByRole("radio", { name: "the office and the teachers", exact: true }).check();
      await note.getByRole("button", { name: "Save" }).click();
      await note.locator("form").waitFor({ state: "detached" });
      await note.getByText(/the office and the teachers/).waitFor();
      await note.getByRole("button", { name: "Delete" }).click();
      await notes.getByText("No notes.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await note.waitFor();

      await (
        await part(page, "Messages sent")
      )
        .getByRole("listitem")
        .first()
        .or(page.getByText("No message has been sent yet."))
        .waitFor();
      await (await part(page, "History")).getByText("facts changed").first().waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("a child gets a card and a device; an account is switched off and on, its data given and erased", async () => {
  await on(
    `pupils/${pupil}`,
    async ({ page }) => {
      const acts = await part(page, "What to do");
      await acts.getByRole("button", { name: "New code and pictures" }).click();
      const card = page.getByRole("dialog", { name: "Card to sign in" });
      await card.locator(".child-pictures svg").nth(3).waitFor();
      await card.getByRole("button", { name: "Close" }).click();
      await part(page, "What to do");
      await acts.getByRole("button", { name: "Open a device for the child" }).click();
      await acts
        .getByRole("button", { name: /another|other/i })
        .first()
        .click();
      await acts.getByLabel(/link/i).waitFor();
      await acts.locator("summary").filter({ hasText: "Data as an archive" }).click();
      await acts.getByRole("button", { name: "Data as an archive" }).click();
      await acts
        .getByText("The archive is being made.")
        .or(acts.getByRole("link", { name: "Download" }))
        .first()
        .waitFor();
      await acts.getByRole("button", { name: "Switch off" }).click();
      await acts.getByRole("radio", { name: "is frozen until somebody lifts it", exact: true }).check();
      await acts.locator("form").getByRole("button", { name: "Switch off" }).click();
      await page.locator(".card-head").getByText("switched off").waitFor();
      await part(page, "What to do");
      await acts.getByRole("button", { name: "Switch on again" }).click();
      await page.locator(".card-head").getByText("active").waitFor();
      await fits(page);
    },
    360,
  );
});
