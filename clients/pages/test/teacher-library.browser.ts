/** The media library and the materials of a course: added, found, renamed, given, replaced, removed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { caller, DESK, PHONE, sit, stage } from "./teacher-stage.ts";

const LONG = "Read this. ".repeat(60_000);
const asFile = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("a teacher adds files and a link, finds, renames and gives them, and archives one", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "menu", DESK);
  try {
    const drawer = page.getByRole("dialog");
    const add = async (file: { name: string; mimeType: string; buffer: Buffer }, title: string) => {
      await page.getByRole("button", { name: "Add a material" }).click();
      await drawer.getByLabel("File", { exact: true }).setInputFiles(file);
      await drawer.getByRole("textbox", { name: "Title" }).fill(title);
      await drawer.getByLabel("For which course").selectOption({ index: 1 });
      await drawer.getByRole("button", { name: "Add a material" }).click();
    };
    const row = (title: string) => page.getByRole("row").filter({ hasText: title });
    await page.getByRole("main").getByRole("link", { name: "Materials" }).click();
    await page.getByText("Add the first one.").waitFor();
    await add(asFile("words.txt", "apple, pear"), "Words of unit 1");
    await row("Words of unit 1").waitFor();
    await add(asFile("story.txt", LONG), "A long story");
    await row("A long story").waitFor();

    // The network is gone between two chunks; what was begun is forgotten with the form.
    await page.route("**/api/v1/uploads/**", (route) =>
      route.request().method() === "PUT" ? route.abort() : route.continue(),
    );
    await add(asFile("other.txt", LONG), "Another story");
    await drawer.getByRole("alert").waitFor();
    const dropped = page.waitForResponse(
      (answer) => answer.request().method() === "DELETE" && answer.url().includes("/resources/uploads/"),
    );
    await drawer.getByRole("button", { name: "Cancel" }).click();
    assert.equal((await dropped).status(), 204);
    await page.unroute("**/api/v1/uploads/**");
    const teacher = await caller(stage.teacher);
    assert.equal((await teacher("GET", "/resources/uploads/")).count, 0);

    await page.getByRole("button", { name: "Add a material" }).click();
    await drawer.getByRole("radio", { name: "A link" }).check();
    await drawer.getByRole("button", { name: "Add a material" }).click();
    await drawer.getByText("Fill this in.").first().waitFor();
    await drawer.getByLabel("Address").fill("example.uz");
    await drawer.getByLabel("For which course").selectOption({ index: 1 });
    await drawer.getByRole("button", { name: "Add a material" }).click();
    await drawer.getByText("Copy the whole address: it begins with https").waitFor();
    await drawer.getByLabel("Address").fill("https://example.uz/songs");
    await drawer.getByRole("button", { name: "Add a material" }).dblclick();
    await row("example.uz").waitFor();
    assert.equal((await teacher("GET", "/resources/library/")).count, 3);

    await page.getByRole("searchbox", { name: "Find a material" }).fill("story");
    await row("Words of unit 1").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "A long story" }).click();
    await drawer.getByRole("textbox", { name: "Title" }).fill("A short story");
    await drawer.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "A short story" }).click();
    // The course that has it already is not offered again.
    await drawer.getByLabel("For which course").selectOption({ index: 1 });
    await drawer.getByRole("button", { name: "Give it to a course" }).click();
    await page.getByText("has it now.").waitFor();
    await row("and 1 more").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back.").waitFor();
    await row("and 1 more").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "A short story" }).click();
    await drawer.getByRole("button", { name: "Remove it from here" }).click();
    await page
      .getByRole("dialog", { name: "Remove it from here" })
      .getByRole("button", { name: "Remove it from here" })
      .click();
    await row("nowhere").waitFor();
    await page.getByRole("button", { name: "A short story" }).click();
    await drawer.getByRole("button", { name: "Archive" }).click();
    await page.getByText("Nothing found.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await row("A short story").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("a group's materials are renamed, replaced and removed on a phone", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `group/${stage.group}`, PHONE);
  try {
    const drawer = page.getByRole("dialog");
    const section = page.getByRole("region", { name: "Materials" });
    await page.getByRole("button", { name: "Change: Words of unit 1" }).click();
    await drawer.getByRole("textbox", { name: "Title" }).fill("Words, unit 1");
    await drawer.getByLabel("Place in the list").fill("9");
    await drawer.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Change: Words, unit 1" }).click();
    await drawer.locator("summary").click();
    await drawer.getByRole("button", { name: "Put another file or link in its place" }).click();
    await drawer.getByText("Fill this in.").waitFor();
    await drawer.getByLabel("File", { exact: true }).setInputFiles(asFile("new.txt", "apple, pear, plum"));
    const wide = await page.evaluate(() =>
      Math.max(...[document.documentElement, document.querySelector("dialog")].map((box) => box?.scrollWidth ?? 0)),
    );
    assert.ok(wide <= PHONE.width, `${wide} px`);
    await drawer.getByRole("button", { name: "Put another file or link in its place" }).click();
    await page.getByText("Replaced. Title and place stay.").waitFor();
    const titles = await section.getByRole("listitem").allInnerTexts();
    assert.match(titles.at(-1) ?? "", /Words, unit 1/);
    await page.getByRole("button", { name: "Change: example.uz" }).click();
    await drawer.getByRole("button", { name: "Remove it from here" }).click();
    await page.getByText("The file stays in the library.").waitFor();
    await page.locator("dialog .buttons").getByRole("button", { name: "Remove it from here" }).click();
    await page.getByText("Removed.").waitFor();
    await section.getByText("example.uz").waitFor({ state: "detached" });
    for (const name of ["My lessons", "Pay"]) {
      await page.getByRole("link", { name: "More" }).click();
      await page.getByRole("main").getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    }
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
