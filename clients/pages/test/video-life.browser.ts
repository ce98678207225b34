/** A film's life: sent over a phone's line that breaks, watched with subtitles, refused to a stranger, watched after a restore. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { addBlock, block, saved } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { phone, signIn, stage as told, until, type Stage } from "./stage.ts";

const stage = told as Stage & {
  course: string;
  lesson: string;
  stranger: string;
  film: string;
  subtitles: string;
  part: "send" | "watch" | "again";
};
const PICTURES = process.env["VIDEO_PICTURES"];
const DESK = { width: 1280, height: 800 };
/** How long (ms) a phone's line needs for a piece of a file. */
const PIECE_MS = 700;

async function open(page: Page, address: string, login?: string): Promise<void> {
  await page.goto(`${stage.url}/app/${address}`);
  await page.getByRole("button", { name: "English", exact: true }).click();
  await signIn(page, login);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

test("a teacher sends a film over a line that breaks", { skip: stage.part !== "send" }, async () => {
  const { page, context, complaints, close } = await phone(null);
  const sent: string[] = [];
  page.on(
    "request",
    (request) =>
      request.method() === "PUT" &&
      request.headers()["content-range"] &&
      sent.push(request.headers()["content-range"]!),
  );
  try {
    await open(page, `write/${stage.course}/${stage.lesson}`);
    await addBlock(page, "Video");
    const one = block(page, "Video 1");
    await context.route(/\/uploads\//, async (route) => {
      if (route.request().method() === "PUT") await new Promise((done) => setTimeout(done, PIECE_MS));
      await route.continue().catch(() => undefined);
    });
    await one
      .getByLabel("Choose a file")
      .setInputFiles({ name: "bozor.mp4", mimeType: "video/mp4", buffer: await readFile(stage.film) });
    await until(async () => sent.length > 3);
    await one.getByLabel("Title").fill("Bozorda");
    await context.setOffline(true);
    await one.getByRole("button", { name: "Try again" }).waitFor();
    await picture(page, "cut-360");
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    const before = sent.length;
    await context.setOffline(false);
    await one.getByRole("button", { name: "Try again" }).click();
    await one.getByText(/The film (waits|is being prepared)/).waitFor();
    assert.ok(
      sent.slice(before).every((range) => !range.startsWith("bytes 0-")),
      "it goes on where it was",
    );
    await one.getByText("Ready: 0:12, 480p.").waitFor();
    await saved(page);
    await one.getByRole("button", { name: "Subtitles" }).click();
    const card = page.getByRole("dialog", { name: "Subtitles: Bozorda", exact: true });
    await card.getByRole("combobox", { name: "Language" }).selectOption("en");
    await card
      .locator('input[type="file"]')
      .setInputFiles({ name: "en.vtt", mimeType: "text/vtt", buffer: Buffer.from(stage.subtitles) });
    await card.getByRole("button", { name: "Send the file" }).click();
    await card.getByText("The subtitles were read.").waitFor();
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), sent, await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

/** Watch as Aziza, whose pages are in Uzbek, with subtitles in English. */
async function watch(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Oʻzbekcha", exact: true }).click();
  await page.getByRole("button", { name: "Koʻrish: Bozorda, 0:12" }).click();
  await until(() => page.evaluate(() => (document.querySelector("video")?.currentTime ?? 0) > 1));
  await page.getByRole("button", { name: "Tezlik va sifat" }).click();
  await page.getByRole("combobox", { name: "Subtitrlar", exact: true }).selectOption({ label: "English" });
  await until(() =>
    page.evaluate(() => {
      const tracks = [...(document.querySelector("video")?.textTracks ?? [])].filter(({ mode }) => mode === "showing");
      return tracks.some(({ activeCues }) =>
        [...(activeCues ?? [])].some((cue) => /How much/.test((cue as VTTCue).text)),
      );
    }),
  );
  await picture(page, name);
  assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
}

test("a learner watches it in Uzbek with English subtitles", { skip: stage.part === "send" }, async () => {
  for (const viewport of [undefined, DESK]) {
    const { page, complaints, close } = await phone(null, viewport);
    try {
      await open(page, `learn/${stage.lesson}`);
      await watch(page, `${stage.part}-uz-${viewport?.width ?? 360}`);
      assert.deepEqual(complaints, []);
      await page.goto(`${stage.url}/app/courses`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    } catch (error) {
      console.log(page.url(), await page.locator("body").innerText());
      throw error;
    } finally {
      await close();
    }
  }
});

test("a stranger is refused", { skip: stage.part !== "watch" }, async () => {
  const { page, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`, stage.stranger);
    await page.getByRole("button", { name: "Русский", exact: true }).click();
    await page.getByText("Вы не записаны на этот курс.").first().waitFor();
    assert.equal(await page.locator(".video-start").count(), 0);
    await picture(page, "stranger-ru-360");
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});
