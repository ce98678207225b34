/** The office opens a group, fills it, moves its pupils about, and closes it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { on } from "./family-stage.ts";

const WIDE = 1280;

/** Find by typing and take the first that fits, with the keyboard. */
async function pick(within: Locator, label: string, typed: string): Promise<void> {
  await within.getByRole("combobox", { name: label }).fill(typed);
  await within.getByRole("option", { name: typed }).first().waitFor();
  await within.getByRole("combobox", { name: label }).press("Enter");
}

function card(page: Page, name: string): Locator {
  return page.getByRole("dialog", { name, exact: true });
}

async function openGroup(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name, exact: true }).click();
  return card(page, name);
}

/** Open a member's card, choose one act and send its form. */
async function act(
  group: Locator,
  member: string,
  word: string,
  fill?: (form: Locator) => Promise<void>,
): Promise<void> {
  await group.getByRole("button", { name: member, exact: true }).click();
  const drawer = card(group.page(), member);
  await drawer.getByRole("button", { name: word }).click();
  if (fill) {
    const form = drawer.getByRole("form", { name: word });
    await fill(form);
    await form.locator("button[type=submit]").click();
  }
  await drawer.waitFor({ state: "detached" });
}

const row = (within: Locator, name: string) => within.getByRole("listitem").filter({ hasText: name });

test("a new group: clashes are shown while choosing, pupils join at once, and that can be undone", async () => {
  await on(
    "groups",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New group" }).press("Enter");
      const form = card(page, "New group");
      await form.getByLabel("Name", { exact: true }).fill("B1 dawn");
      await pick(form, "Course", "English A2");
      await pick(form, "Teacher", "Dilnoza");
      await form.getByLabel("Places in the group").fill("2");
      await form.getByLabel("Price per month").fill("450 000");
      await form.getByRole("button", { name: "Create the group" }).press("Enter");
      await form.getByRole("button", { name: "Add lessons" }).waitFor({ state: "hidden" });
      const group = card(page, "B1 dawn");
      await group.getByText("Nobody is in this group yet.").waitFor();
      await group.getByText("2 free places").waitFor();

      await group.getByRole("button", { name: "Add pupils" }).press("Enter");
      const adding = card(page, "Add pupils");
      for (const name of ["Jasur", "Bekzod", "Laylo"]) await pick(adding, "Pupils", name);
      await adding.getByText("There is no place for 1 pupil of these.").waitFor();
      await adding.getByRole("button", { name: "Add pupils" }).press("Enter");
      await group.getByText("Done: 2").waitFor();
      await group
        .getByText(/^Laylo Saidova|Not possible: 1/)
        .first()
        .waitFor();
      await group.getByText(/^full/).waitFor();
      await group.getByRole("button", { name: "Undo" }).press("Enter");
      await group.getByText("Undone: 2").waitFor();
      await group.getByRole("button", { name: "Add pupils" }).press("Enter");
      await pick(adding, "Pupils", "Jasur");
      await adding.getByRole("button", { name: "Add pupils" }).press("Enter");
      await row(group, "Jasur Oripov").getByText("learns").waitFor();

      await group.getByRole("button", { name: "Timetable", exact: true }).press("Enter");
      const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString("en-GB", {
        weekday: "short",
        timeZone: "Asia/Tashkent",
      });
      await group.getByLabel(tomorrow, { exact: true }).check();
      await pick(group, "Room", "204");
      await group.getByText("204 is taken: A2 evening, tomorrow 15:00").waitFor();
      await group.getByRole("button", { name: "Save the timetable" }).press("Enter");
      await group.getByRole("listitem").filter({ hasText: "204" }).first().waitFor();
      await group.getByLabel("Save without these lessons").waitFor();
      await group.getByLabel("Begins at").fill("17:00");
      await group.getByText("204 is taken: A2 evening").first().waitFor({ state: "detached" });
      await group.getByLabel("Save without these lessons").press("Space");
      await group.getByRole("button", { name: "Save the timetable" }).press("Enter");
      await group.getByText(/[1-9]\d* lessons? added, 0 removed\./).waitFor();
      await group.getByText("Make the lessons anew").click();
      await group.getByRole("button", { name: "See what would change" }).press("Enter");
      await group.getByText("0 lessons would be added, 0 removed.").waitFor();
      await group.getByRole("button", { name: "Make them" }).press("Enter");
      await group.getByText("0 lessons added, 0 removed.").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("row").filter({ hasText: "B1 dawn" }).getByText("1 free place").waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("what happens to one member: frozen and back, changed, to another group, gone", async () => {
  await on("groups", async ({ page, complaints }) => {
    const group = await openGroup(page, "A2 morning");
    await row(group, "Laylo Saidova").waitFor();
    await act(group, "Laylo Saidova", "Freeze", async (form) => form.getByLabel("Why").fill("Ill"));
    await row(group, "Laylo Saidova")
      .getByText(/^frozen/)
      .waitFor();
    await act(group, "Laylo Saidova", "End the freeze", async () => {});
    await row(group, "Laylo Saidova").getByText("learns").waitFor();
    await act(group, "Laylo Saidova", "Change days or state", async (form) =>
      form.getByLabel("Note").fill("Comes by bus"),
    );
    await row(group, "Laylo Saidova").getByText("Comes by bus").waitFor();
    await act(group, "Laylo Saidova", "To another group", async (form) => pick(form, "New group", "A2 evening"));
    await row(group, "Laylo Saidova").waitFor({ state: "detached" });
    await act(group, "Jasur Oripov", "Leave the group", async (form) => {
      await form.getByRole("radio", { name: "finished the course" }).check();
      await form.getByLabel("Why").fill("Passed the exam");
    });
    await group.getByText("Nobody is in this group yet.").waitFor();
    await group.getByLabel("Members", { exact: true }).selectOption({ label: "All, also former ones" });
    await row(group, "Jasur Oripov").getByText("finished").waitFor();
    await group.getByRole("button", { name: "Jasur Oripov" }).click();
    await card(page, "Jasur Oripov").getByText("Passed the exam").last().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");

    const evening = await openGroup(page, "A2 evening");
    await act(evening, "Laylo Saidova", "Leaves today");
    await page.getByText("Laylo Saidova has left the group.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("who waits gets a place; facts are changed; many change at once", async () => {
  await on("groups", async ({ page, complaints }) => {
    const group = await openGroup(page, "A2 evening");
    await group.getByRole("button", { name: "Waiting list" }).click();
    for (const name of ["Jasur", "Timur"]) {
      await group.getByRole("button", { name: "Add to the waiting list" }).click();
      await pick(group, "Pupil", name);
      await group.getByRole("button", { name: "Add to the waiting list" }).click();
      await row(group, name).waitFor();
    }
    await row(group, "Timur").getByRole("button", { name: "Remove" }).click();
    await row(group, "Timur").waitFor({ state: "detached" });
    await row(group, "Jasur").getByRole("button", { name: "Give a place" }).click();
    await group.getByText("Nobody waits.").waitFor();

    await group.getByRole("button", { name: "About the group" }).click();
    await group.getByRole("button", { name: "Edit" }).click();
    await group.getByLabel("Places in the group").fill("1");
    await pick(group, "Teacher", "Dilnoza");
    await group.getByRole("button", { name: "Save" }).click();
    await group.locator("form .wrong").first().waitFor();
    await group.getByLabel("Places in the group").fill("9");
    await group.getByRole("button", { name: "Save" }).click();
    await group.getByText("Nodira Tosheva → Dilnoza Rahimova").waitFor();

    await group.getByRole("button", { name: "Members", exact: true }).click();
    await group.getByLabel("Select all").check();
    await group.getByText("2 pupils selected").waitFor();
    await group.getByRole("button", { name: "Change the state" }).click();
    const changing = page.getByRole("dialog", { name: /^Change the state/ });
    await changing.getByRole("radio", { name: "frozen" }).check();
    await changing.getByRole("button", { name: "Change the state" }).click();
    await group.getByText("Done: 2").waitFor();
    await group.getByRole("button", { name: "Undo" }).click();
    await group.getByText("Undone: 2").waitFor();
    await group.getByLabel("Select Jasur Oripov").check();
    await group.getByRole("button", { name: "To another group" }).click();
    const moving = page.getByRole("dialog", { name: /^To another group/ });
    await pick(moving, "New group", "A2 morning");
    await moving.getByRole("button", { name: "To another group" }).click();
    await group.getByText("Done: 1").waitFor();
    await row(group, "Jasur Oripov").waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("a group is closed with its members and opened with them; an empty one goes", async () => {
  await on(
    "groups",
    async ({ page, complaints }) => {
      const group = await openGroup(page, "A2 evening");
      await group.getByRole("button", { name: "Close the group", exact: true }).press("Enter");
      const close = group
        .getByRole("form", { name: "Close the group" })
        .getByRole("button", { name: "Close the group" });
      await close.press("Enter");
      await group.getByText("The group is closed.").waitFor();
      await group.getByRole("button", { name: "Undo" }).press("Enter");
      await group.getByText("The group is open.").waitFor();
      await close.press("Enter");
      await group.getByLabel(/^Bring back/).waitFor();
      const reopen = group.getByRole("form", { name: "Open the group again" }).getByRole("button");
      await reopen.press("Enter");
      await group.getByText("The group is open.").waitFor();
      await group.getByRole("button", { name: "Members", exact: true }).press("Enter");
      await row(group, "Bekzod Umarov").getByText("learns").waitFor();
      await page.keyboard.press("Escape");

      const empty = await openGroup(page, "Nobody's");
      await empty.getByRole("button", { name: "Close the group", exact: true }).press("Enter");
      await empty.getByRole("form", { name: "Close the group" }).getByRole("button").press("Enter");
      await empty.getByText("The group is closed.").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Closed groups" }).press("Enter");
      await openGroup(page, "Nobody's");
      await empty.getByRole("button", { name: "Close the group", exact: true }).press("Enter");
      await empty.getByRole("form", { name: "Open the group again" }).getByRole("button").press("Enter");
      await empty.getByText("The group is open.").first().waitFor();
      await empty.getByRole("button", { name: "Delete the group" }).press("Enter");
      await page
        .getByRole("dialog", { name: "Delete the group" })
        .getByRole("button", { name: "Delete the group" })
        .press("Enter");
      await empty.waitFor({ state: "detached" });
      await page.getByText("Nothing found.").waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});
