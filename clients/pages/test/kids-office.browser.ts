/** The office reads the map of small children and the page of one, chooses its class, and writes the skills. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { barriers, COLOURS } from "./looks-rules.ts";
import { isTidy, picture } from "./looks-around.ts";
import { DESK, PHONE, stage as told, visit, type Stage } from "./stage.ts";

const stage = told as Stage & { group: string; name: string; child: string };

/** Tidy in Uzbek and Russian, at a desk and on a phone, in light and dark; then in English again. */
async function lookAround(page: Page, name: string): Promise<void> {
  for (const [word, code] of [
    ["Oʻzbekcha", "uz"],
    ["Русский", "ru"],
  ] as const) {
    await speak(page, word, code);
    for (const [kind, size] of [
      ["phone", PHONE],
      ["desk", DESK],
    ] as const) {
      await page.setViewportSize(size);
      await isTidy(page);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await barriers(page, COLOURS), [], `${name}, ${code}, ${kind}, dark`);
      await picture(page, `${name}-${code}-${kind}-dark`);
      await page.emulateMedia({ colorScheme: "light" });
      await picture(page, `${name}-${code}-${kind}`);
    }
  }
  await speak(page, "English", "en");
}

/** The choice of languages stands in the sidebar of a desk. */
async function speak(page: Page, word: string, code: string): Promise<void> {
  await page.getByRole("button", { name: word, exact: true }).click();
  await page.waitForFunction((language) => document.documentElement.lang === language, code);
}

test("the office reads the map and the circles of a group, and the page of a child", () =>
  visit(stage.login, `groups/${stage.group}`, DESK, async (page) => {
    await page.getByRole("link", { name: "Skills of small children" }).click();
    await page.getByRole("heading", { name: "Skills: A2 morning" }).waitFor();
    await page
      .getByRole("button", { name: `${stage.name}, Letter sounds: low, a teacher’s word, needs this next` })
      .waitFor();
    await lookAround(page, "map");
    await page.getByRole("button", { name: "Small circles" }).click();
    await page.getByText("“Letter sounds”: all 2 of them are low in it.").waitFor();
    await page.getByRole("link", { name: "← A2 morning" }).click();
    await page.getByRole("heading", { name: "A2 morning", level: 1 }).waitFor();
    await page.goto(`${stage.url}/app/pupils/${stage.child}`);
    await page.locator("summary").filter({ hasText: "Kindergarten" }).click();
    await page.getByRole("link", { name: "Skills, observations and report" }).click();
    await page.getByRole("heading", { name: stage.name, level: 1 }).waitFor();
    await readAndDelete(page);
    await chooseClass(page);
    await page.getByRole("link", { name: "Everything about this pupil" }).click();
    await page.locator("summary").filter({ hasText: "Kindergarten" }).waitFor();
  }));

/** What the teacher wrote is not the office's to change, only to delete. */
async function readAndDelete(page: Page): Promise<void> {
  const report = page.getByRole("article", { name: "Report" });
  const seen = page.getByRole("region", { name: "Observations" });
  await report.getByText(/^Counting to 10: /).waitFor();
  await report.getByText("Counted the apples for everybody.").waitFor();
  await seen.getByText("Counted the apples for everybody.").waitFor();
  await lookAround(page, "kid");
  await page.emulateMedia({ media: "print" });
  assert.deepEqual([await report.isVisible(), await seen.isVisible()], [true, false]);
  await page.emulateMedia({ media: "screen" });
  assert.equal(await seen.getByRole("button", { name: "Change" }).count(), 0);
  await seen.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await seen.getByText("Nothing is written here yet.").waitFor();
}

async function chooseClass(page: Page): Promise<void> {
  const part = page.getByRole("region", { name: "Class", exact: true });
  const choose = async (name: string, reason: string) => {
    await part.getByRole("button", { name: "Choose another class" }).click();
    const form = page.getByRole("form", { name: "Choose another class" });
    await form.getByRole("radio", { name }).check();
    await form.getByRole("textbox", { name: /^Why/ }).fill(reason);
    await isTidy(page);
    await form.getByRole("button", { name: "Save" }).click();
    await part.getByText(reason).waitFor();
    await part.getByText(name).first().waitFor();
  };
  await choose("6 years (KG3)", "Reads already.");
  await part.getByRole("button", { name: "Let the age tell again" }).click();
  await part.getByText("Reads already.").waitFor({ state: "detached" });
  await choose("5 years (KG2)", "All friends are there.");
}

test("the office writes skills one by one, and takes in a sheet of them", () =>
  visit(stage.login, "skills", DESK, async (page) => {
    await page.getByRole("heading", { name: "Skills of the kindergarten" }).waitFor();
    const thinking = page.getByRole("region", { name: "Thinking", exact: true });
    await thinking.getByRole("button", { name: "Letter sounds" }).waitFor();
    await lookAround(page, "skills");
    await writeRhyming(page);
    const row = thinking.getByRole("row").filter({ hasText: "rhyming" });
    await row.getByText("Letter sounds").waitFor();
    await refuse(page, thinking);

    await thinking.getByRole("button", { name: "Rhyming", exact: true }).click();
    const form = page.getByRole("form", { name: "Rhyming", exact: true });
    await form.getByRole("textbox", { name: "English" }).fill("Rhyming words");
    await form.getByRole("button", { name: "Save" }).click();
    await thinking.getByRole("button", { name: "Rhyming words", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Archived too" }).click();
    await row.getByText("archived").waitFor();
    await thinking.getByRole("button", { name: "Rhyming words" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Use it again" }).click();
    await row.getByText("archived").waitFor({ state: "detached" });
    await takeInSheets(page);
    await thinking.getByRole("button", { name: "First sound" }).waitFor();
  }));

async function pickNeed(form: Locator, name: string): Promise<void> {
  const field = form.getByRole("combobox", { name: "Comes after" });
  await field.fill(name);
  await form.getByRole("option", { name: new RegExp(`^${name}`) }).waitFor();
  await field.press("Enter");
  await form.getByRole("button", { name: `Remove: ${name}` }).waitFor();
}

async function writeRhyming(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New skill" }).click();
  const form = page.getByRole("form", { name: "New skill" });
  await form.getByRole("textbox", { name: "Code" }).fill("rhyming");
  await form.getByRole("combobox", { name: "Where it stands" }).selectOption({ label: "Thinking" });
  for (const [language, name] of [
    ["English", "Rhyming"],
    ["Русский", "Рифма"],
    ["Oʻzbekcha", "Qofiya"],
  ] as const) {
    await form.getByRole("textbox", { name: language }).fill(name);
  }
  await form.getByRole("combobox", { name: "Picture" }).selectOption({ label: "kite" });
  await pickNeed(form, "Letter sounds");
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await isTidy(page);
  }
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
}

/** Skills that would need each other, and an area whose skills are in use. */
async function refuse(page: Page, thinking: Locator): Promise<void> {
  await thinking.getByRole("button", { name: "Letter sounds" }).click();
  const form = page.getByRole("form", { name: "Letter sounds" });
  await pickNeed(form, "Rhyming");
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText(/^These would need each other/).waitFor();
  await form.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Thinking", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await page.getByText("Something that stands in it is in use. Archive that first.").waitFor();
  await page.getByRole("form", { name: "Thinking" }).getByRole("button", { name: "Cancel" }).click();
}

async function takeInSheets(page: Page): Promise<void> {
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a sheet" }).click();
  assert.equal((await saved).suggestedFilename(), "skills.xlsx");
  await page.getByRole("button", { name: "Take in a sheet" }).click();
  const drawer = page.getByRole("dialog", { name: "Take in a sheet" });
  const send = async (needs: string) => {
    const text = `code,parent,name_en,needs\nfirst-sound,thinking,First sound,${needs}\n`;
    await drawer
      .locator("input[type=file]")
      .setInputFiles({ name: "more.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await drawer.getByRole("button", { name: "Look through it" }).click();
  };
  await send("no-such-skill");
  await drawer.getByRole("region", { name: "refused" }).getByText("needs", { exact: true }).waitFor();
  assert.equal(await drawer.getByRole("button", { name: "Write all rows" }).count(), 0);
  await isTidy(page);
  await send("letter-sounds");
  await drawer.getByText("new: first-sound").waitFor();
  await drawer.getByRole("button", { name: "Write all rows" }).click();
  await drawer.waitFor({ state: "detached" });
}
