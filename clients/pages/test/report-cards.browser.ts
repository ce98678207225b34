/** A teacher makes report cards of a group, writes words, sends and corrects; the office sends again; the family reads and downloads. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findings, lookAround } from "./looks-around.ts";
import { DESK, PHONE, stage as told, visit, type Stage } from "./stage.ts";

const stage = told as Stage & {
  teacher: string;
  office: string;
  parent: string;
  learner: string;
  name: string;
  other: string;
  group: string;
};

async function saveFile(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).first().click(),
  ]);
  return (await readFile(await file.path())).subarray(0, 5).toString();
}

test("report cards are made, written, sent, corrected and read", async () => {
  await visit(stage.teacher, `group/${stage.group}`, DESK, async (page) => {
    await page.getByRole("link", { name: "Report cards" }).click();
    await page.getByRole("heading", { name: "Report cards", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Wrong days · A2 morning" }).waitFor();
    await page.getByRole("button", { name: "Make report cards" }).click();
    const form = page.getByRole("form", { name: "Make report cards" });
    await form.getByLabel("Title").fill("Autumn 2026");
    await lookAround(page, "make");
    await form.getByRole("button", { name: "Make", exact: true }).click();
    await page.getByRole("heading", { name: "Autumn 2026 · A2 morning" }).waitFor();
    await page.getByText("2 of 2 not sent.").waitFor();
    const words = page.getByRole("form", { name: `Words of the teacher: ${stage.name}` });
    await words.getByRole("textbox").fill("Reads with courage.\nEvery day.");
    await words.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await lookAround(page, "written");
    // Words that were only typed would be missing on the cards.
    await words.getByRole("textbox").fill("Reads.");
    await page.getByRole("button", { name: "Send 2 cards" }).click();
    await page
      .getByRole("dialog")
      .getByText(`Not saved, and so not on the cards: the words about ${stage.name}.`)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await words.getByRole("textbox").fill("Reads with courage.\nEvery day.");
    await page.getByRole("button", { name: "Send 2 cards" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Send 2 cards" }).click();
    await page.getByText("All 2 cards are sent.").waitFor();
    await page.getByRole("button", { name: `Correct ${stage.name}` }).click();
    await words.getByRole("textbox").fill("Reads with more courage.");
    await words.getByRole("button", { name: "Make a new version" }).click();
    await page.getByText("Version 2").waitFor();
    await lookAround(page, "sent");
  });
  await visit(stage.parent, "report-cards", PHONE, async (page) => {
    await page.getByRole("heading", { name: `Autumn 2026 · ${stage.name}` }).waitFor();
    await page.getByText("Reads with courage.").waitFor();
    await lookAround(page, "parent");
    assert.equal(await saveFile(page, "PDF, Русский"), "%PDF-");
  });
  await visit(stage.office, "group-report-cards", DESK, async (page) => {
    await page.getByRole("link", { name: "Wrong days · A2 morning" }).click();
    await page.getByRole("button", { name: "Oʻchirish" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Oʻchirish" }).click();
    await page.getByText("Oʻchirildi.").waitFor();
    assert.equal(await page.getByRole("link", { name: "Wrong days · A2 morning" }).count(), 0);
    await page.getByRole("link", { name: "Autumn 2026 · A2 morning" }).click();
    await page.getByRole("button", { name: "1 ta tabelni yuborish" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "1 ta tabelni yuborish" }).click();
    await page.getByText("Hammasi yuborilgan: 2 ta tabel.").waitFor();
    await lookAround(page, "office");
  });
  await visit(stage.learner, "menu", PHONE, async (page) => {
    await page.getByRole("link", { name: "Report cards" }).click();
    await page.getByText("corrected, version 2").waitFor();
    await page.getByText("Reads with more courage.").waitFor();
    assert.equal(await page.getByText("Reads with courage.").count(), 0);
    await lookAround(page, "pupil");
    assert.equal(await saveFile(page, "PDF, English"), "%PDF-");
  });
  assert.deepEqual(findings, []);
});
