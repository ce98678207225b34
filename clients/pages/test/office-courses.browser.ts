/** The office arranges what groups stand on: courses, levels, rooms, holidays, schools; and what was done with many. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { on, told } from "./family-stage.ts";

const WIDE = 1280;
const { picture } = told as typeof told & { picture: string };

function card(page: Page, name: string): Locator {
  return page.getByRole("dialog", { name, exact: true });
}

const save = (within: Locator) => within.getByRole("button", { name: "Save", exact: true });
const inRow = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

async function pick(within: Locator, label: string, typed: string): Promise<void> {
  await within.getByRole("combobox", { name: label }).fill(typed);
  await within.getByRole("option", { name: typed }).first().waitFor();
  await within.getByRole("combobox", { name: label }).press("Enter");
}

test("a course from draft to archive, with its teachers and picture; a draft can go", async () => {
  await on(
    "courses",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New course" }).press("Enter");
      const form = card(page, "New course");
      await form.getByLabel("English", { exact: true }).first().fill("German A1");
      await form.getByRole("radio", { name: "both" }).check();
      await form.getByLabel("Price per month").fill("500 000");
      await form.getByRole("button", { name: "Create the course" }).press("Enter");
      const course = card(page, "German A1");
      await course.getByText("draft").waitFor();
      await course.getByRole("button", { name: "Edit" }).press("Enter");
      await course.getByLabel("Price per month").fill("550 000");
      await save(course).press("Enter");
      await course.getByText("550 000 soʻm").waitFor();
      await course.getByRole("button", { name: "Choose teachers" }).press("Enter");
      await pick(course, "Main teacher", "Dilnoza");
      await pick(course, "Other teachers", "Sardor");
      await save(course).press("Enter");
      await course.getByText("Dilnoza Rahimova (main teacher), Sardor Aliyev").waitFor();
      await course.getByRole("button", { name: "Choose a picture" }).press("Enter");
      await course.getByLabel("Picture", { exact: true }).setInputFiles(picture);
      await save(course).press("Enter");
      await course.getByRole("img", { name: "Picture" }).waitFor();
      await course.getByRole("button", { name: "Remove the picture" }).press("Enter");
      await course.getByRole("img", { name: "Picture" }).waitFor({ state: "detached" });
      await course.getByRole("button", { name: "Publish" }).press("Enter");
      await course.getByText("published").waitFor();
      await course.getByRole("button", { name: "Archive" }).press("Enter");
      await course.getByText("archived").waitFor();
      await page.keyboard.press("Escape");
      await inRow(page, "German A1").getByText("archived").waitFor();

      await page.getByRole("button", { name: "New course" }).press("Enter");
      await form.getByLabel("English", { exact: true }).first().fill("A mistake");
      await form.getByRole("button", { name: "Create the course" }).press("Enter");
      await card(page, "A mistake").getByRole("button", { name: "Delete" }).press("Enter");
      await card(page, "Delete").getByRole("button", { name: "Delete" }).press("Enter");
      await inRow(page, "A mistake").waitFor({ state: "detached" });
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("categories and levels; a level out of use comes back", async () => {
  await on("categories", async ({ page, complaints }) => {
    await page.getByRole("button", { name: "New category" }).click();
    await card(page, "New category").getByLabel("English").fill("Languages");
    await save(card(page, "New category")).click();
    await page.getByRole("button", { name: "Languages", exact: true }).click();
    await card(page, "Languages").getByLabel("English").fill("Tongues");
    await save(card(page, "Languages")).click();
    await page.getByRole("button", { name: "Tongues", exact: true }).click();
    await card(page, "Tongues").getByRole("button", { name: "Delete" }).click();
    await card(page, "Delete").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No category yet.").waitFor();

    await page.getByRole("navigation").getByRole("link", { name: "Menu" }).click();
    await page.getByRole("main").getByRole("link", { name: "Levels" }).click();
    await page.getByRole("button", { name: "New level" }).click();
    await card(page, "New level").getByLabel("Short name").fill("Z1");
    await save(card(page, "New level")).click();
    await page.getByRole("button", { name: "Z1", exact: true }).click();
    await card(page, "Z1").getByLabel("English").fill("Top of all");
    await save(card(page, "Z1")).click();
    await page.getByText("Top of all").waitFor();
    await page.getByRole("button", { name: "Z1", exact: true }).click();
    await card(page, "Z1").getByRole("button", { name: "Take out of use" }).click();
    await page.getByText("Z1 is no longer in use.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Z1", exact: true }).waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("rooms: new, renamed, out of use and back, deleted; the week of one", async () => {
  await on(
    "rooms",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New room" }).press("Enter");
      await card(page, "New room").getByLabel("Name").fill("Blue");
      await save(card(page, "New room")).press("Enter");
      await page.getByRole("button", { name: "Week of room Blue" }).press("Enter");
      await card(page, "Blue").getByText("Free all week.").waitFor();
      await card(page, "Blue").getByLabel("Seats").fill("14");
      await save(card(page, "Blue")).press("Enter");
      await page.getByText("14 seats").waitFor();
      await page.getByRole("button", { name: "Week of room Blue" }).press("Enter");
      await card(page, "Blue").getByRole("button", { name: "Take out of use" }).press("Enter");
      await page.getByText("Rooms not in use").click();
      await page.getByRole("button", { name: "Blue", exact: true }).press("Enter");
      await card(page, "Blue").getByRole("button", { name: "Use again" }).press("Enter");
      await page.getByRole("button", { name: "Week of room Blue" }).press("Enter");
      await card(page, "Blue").getByRole("button", { name: "Delete" }).press("Enter");
      await card(page, "Delete").getByRole("button", { name: "Delete" }).press("Enter");
      await page.getByRole("button", { name: "Week of room Blue" }).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Week of room 204" }).press("Enter");
      await card(page, "204").getByText("A2 morning").first().waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("a holiday says which lessons it meets, and can be taken back; schools", async () => {
  await on("holidays", async ({ page, complaints }) => {
    const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Tashkent" });
    await page.getByRole("button", { name: "New holiday" }).click();
    const form = card(page, "New holiday");
    await form.getByLabel("English").fill("Day of rest");
    await form.getByLabel("First day").fill(tomorrow);
    await form.getByText("Planned on these days (tomorrow): 1 lesson.").waitFor();
    await save(form).click();
    await page.getByText("1 lesson on these days stay").waitFor();
    await page.getByRole("button", { name: "Day of rest", exact: true }).click();
    await card(page, "Day of rest").getByLabel("English").fill("Quiet day");
    await save(card(page, "Day of rest")).click();
    await page.getByRole("button", { name: "Quiet day", exact: true }).click();
    await card(page, "Quiet day").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Quiet day", exact: true }).waitFor();

    await page.getByRole("navigation").getByRole("link", { name: "Menu" }).click();
    await page.getByRole("main").getByRole("link", { name: "Schools and universities" }).click();
    await page.getByRole("button", { name: "New school or university" }).click();
    await card(page, "New school or university").getByLabel("Name").fill("School 17");
    await save(card(page, "New school or university")).click();
    await page.getByRole("button", { name: "School 17", exact: true }).click();
    await card(page, "School 17").getByLabel("City").fill("Tashkent");
    await save(card(page, "School 17")).click();
    await inRow(page, "School 17").getByText("Tashkent").waitFor();
    await page.getByRole("button", { name: "School 17", exact: true }).click();
    await card(page, "School 17").getByRole("button", { name: "Offer no longer" }).click();
    await card(page, "Offer no longer").getByRole("button", { name: "Offer no longer" }).click();
    await inRow(page, "School 17").waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("files of pupils and groups; what was done with many can be undone later", async () => {
  await on("table-files", async ({ page, complaints }) => {
    for (const part of ["Pupils", "Groups"]) {
      const file = page.waitForEvent("download");
      await page.getByRole("region", { name: part }).getByRole("button", { name: "Download" }).click();
      assert.match((await file).suggestedFilename(), new RegExp(`^${part} .*\\.xlsx$`));
    }
    await page.getByRole("navigation").getByRole("link", { name: "Menu" }).click();
    await page.getByRole("main").getByRole("link", { name: "Bulk changes" }).click();
    await page.getByRole("button", { name: "State of pupils changed" }).click();
    const change = card(page, "State of pupils changed");
    await change.getByRole("button", { name: "Undo" }).click();
    await change.getByText("Undone: 1").waitFor();
    assert.deepEqual(complaints, []);
  });
});
