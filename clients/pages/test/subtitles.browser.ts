/** Subtitles of a film: from a file, by hand, by speech recognition, by two people at once; and a refused film tried again. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { block } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { PHONE, phone, signIn, stage as told, until, type Stage } from "./stage.ts";

const stage = told as Stage & { course: string; lesson: string; file: string; part: "write" | "retry" };
const PICTURES = process.env["SUBTITLE_PICTURES"];
const DESK = { width: 1280, height: 800 };

async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${stage.url}/app/${address}`);
  await page.getByRole("button", { name: "English", exact: true }).click();
  await signIn(page);
}

/** Open the subtitles of the film of the lesson; the answer is their card. */
async function openSubtitles(page: Page): Promise<Locator> {
  await open(page, `write/${stage.course}/${stage.lesson}`);
  await block(page, "Video 1").getByRole("button", { name: "Subtitles" }).click();
  const card = page.getByRole("dialog", { name: "Subtitles: Reading", exact: true });
  await card.getByRole("heading", { name: "Add subtitles" }).waitFor();
  return card;
}

const language = (card: Locator, name: string) =>
  card.getByRole("listitem").filter({ has: card.page().getByText(name, { exact: true }) });
const text = (card: Locator) => card.getByRole("textbox", { name: "Text" });

async function save(card: Locator): Promise<void> {
  await card.getByRole("button", { name: "Save", exact: true }).click();
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

test(
  "a teacher sends, changes, hides and deletes subtitles, beside somebody else",
  { skip: stage.part !== "write" },
  async () => {
    const windows = [await phone(null, DESK), await phone(null)];
    const [{ page }, { page: other }] = windows as [(typeof windows)[number], (typeof windows)[number]];
    try {
      const card = await openSubtitles(page);
      await card.getByText("This film has no subtitles yet.").waitFor();
      await card.getByRole("combobox", { name: "Language" }).selectOption("en");
      await card
        .locator('input[type="file"]')
        .setInputFiles({ name: "apples.vtt", mimeType: "text/vtt", buffer: await readFile(stage.file) });
      await card.getByRole("button", { name: "Send the file" }).click();
      await language(card, "English").getByText("Viewers see them").waitFor();
      await language(card, "English").getByText("2 sentences, from a file").waitFor();
      await picture(page, "languages-1280");

      const there = await openSubtitles(other);
      for (const one of [card, there]) await language(one, "English").getByRole("button", { name: "Edit" }).click();
      await text(card).fill("Good morning!");
      await save(card);
      await card.getByText("The subtitles were saved.").waitFor();
      await text(there).fill("Hello!");
      // What is scrolled goes under the film, which stays.
      await there
        .getByRole("button", { name: "All languages" })
        .evaluate((button) => button.scrollIntoView({ block: "center" }));
      await picture(other, "editor-360");
      assert.deepEqual([...(await overflowing(other)), ...(await barriers(other))], []);
      await save(there);
      await there.getByText("Somebody else has changed these subtitles meanwhile.").waitFor();
      await picture(other, "conflict-360");
      assert.deepEqual([...(await overflowing(other)), ...(await barriers(other))], []);
      await there.getByRole("button", { name: "Save yours" }).click();
      await there.getByText("The subtitles were saved.").waitFor();
      assert.equal(await text(there).inputValue(), "Hello!");

      await text(card).fill("Good evening! How are you?");
      await text(card).evaluate((area) => (area as HTMLTextAreaElement).setSelectionRange(13, 13));
      await card.getByRole("button", { name: "Split at the cursor" }).click();
      await card.getByRole("button", { name: /How are you/ }).waitFor();
      await page.keyboard.press("Alt+ArrowDown");
      assert.equal(await text(card).inputValue(), "How are you?");
      await picture(page, "editor-1280");
      assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
      await page.keyboard.press("Control+s");
      await card.getByRole("button", { name: "Go on with theirs" }).click();
      await card.getByRole("group", { name: "Sentence 1" }).waitFor();
      assert.equal(await text(card).inputValue(), "Hello!", "what the other window saved");
      await card.getByRole("button", { name: "All languages" }).click();

      await language(card, "English").getByRole("button", { name: "Hide from viewers" }).click();
      await language(card, "English").getByText("Draft: viewers do not see them").waitFor();
      await language(card, "English").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("dialog", { name: "Delete", exact: true }).getByRole("button", { name: "Delete" }).click();
      await card.getByText("This film has no subtitles yet.").waitFor();
      for (const { complaints } of windows) assert.deepEqual(complaints, []);
    } catch (error) {
      for (const window of windows) console.log(window.page.url(), await window.page.locator("body").innerText());
      throw error;
    } finally {
      for (const { close } of windows) await close();
    }
  },
);

test("a teacher writes some on a phone, and has others made", { skip: stage.part !== "write" }, async () => {
  const { page, complaints, close } = await phone(null, PHONE);
  try {
    const card = await openSubtitles(page);
    await card.getByRole("combobox", { name: "Language" }).selectOption("ru");
    await card.getByRole("button", { name: "Write by hand" }).click();
    await text(card).fill("Доброе утро!");
    const begins = card.getByRole("textbox", { name: "Begins" });
    await begins.fill("soon");
    await begins.blur();
    await card.getByText("Write it as 1:05.300.").waitFor();
    await begins.fill("1,5");
    await card.getByRole("textbox", { name: "Ends" }).fill("0:03.25");
    await save(card);
    await card.getByText("The subtitles were saved.").waitFor();
    await card.getByRole("button", { name: "All languages" }).click();
    await language(card, "Русский").getByText("Draft: viewers do not see them").waitFor();
    await card.getByRole("combobox", { name: "What is spoken in the film" }).selectOption("en");
    await card.getByRole("button", { name: "Make subtitles" }).click();
    const isHeard = card.getByText(/^The (film waits to be listened to|server listens to the film: \d+ %)\.$/);
    await isHeard.or(language(card, "English")).first().waitFor();
    await picture(page, "making-360");
    await language(card, "English").getByText("made by speech recognition").waitFor({ timeout: 120_000 });
    await language(card, "English").getByText("Viewers see them").waitFor();
    await picture(page, "made-360");
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test(
  "a refused film is prepared once more, from a lesson and from the library",
  { skip: stage.part !== "retry" },
  async () => {
    const { page, complaints, close } = await phone(null, DESK);
    try {
      await open(page, `write/${stage.course}/${stage.lesson}`);
      const again = (where: Locator) => where.getByRole("button", { name: "Prepare it once more" });
      await again(block(page, "Video 1")).click();
      await block(page, "Video 1").getByText("The film waits until the server has time for it.").waitFor();
      await page.goto(`${stage.url}/app/library`);
      await page.getByRole("row", { name: /Second/ }).click();
      const card = page.getByRole("dialog", { name: "Second", exact: true });
      await picture(page, "refused-1280");
      await again(card).click();
      await card.getByText("The film waits until the server has time for it.").waitFor();
      await until(async () => (await again(card).count()) === 0);
      assert.deepEqual(complaints, []);
    } catch (error) {
      console.log(page.url(), await page.locator("body").innerText());
      throw error;
    } finally {
      await close();
    }
  },
);
