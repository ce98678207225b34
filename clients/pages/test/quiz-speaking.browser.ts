/** A pupil speaks an answer and hands in files on a phone, without a network for a while; a teacher hears and marks them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { isTidy, picture } from "./looks-around.ts";
import { door, lying, phone, play, recordedFor, signIn, stage as told, until, type Stage } from "./stage.ts";
import { DESK, sit } from "./teacher-stage.ts";

const stage = told as Stage & { teacher: string; quiz: string };
/** White pictures of one pixel and of two. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==";
/** What the engine gives. */
const PERCENT = 73;

const question = (page: Page, name: string) => page.getByRole("region", { name, exact: false }).first();
const isIn = (of: Locator, state: string) => of.locator(`[data-state="${state}"]`).waitFor();
const count = async (page: Page, store: string, database: string) =>
  (await lying(page, store, database)).evaluate((all) => all.length);
const image = (name: string, more = 0) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.concat([Buffer.from(PIXEL, "base64"), Buffer.alloc(more)]),
});

test("an answer is spoken and files are chosen without a network; the teacher marks them", async () => {
  const window = await phone(stage.voice, undefined, true);
  const { page, context } = window;
  const desk = await sit(stage.teacher, "quiz-marking", DESK);
  await play([window, desk], async () => {
    await page.goto(`${stage.url}/app/quiz/${stage.quiz}`);
    await signIn(page);
    await page.getByRole("button", { name: "Boshlash" }).click();
    await page.getByText("Javob berildi: 0/2").waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const [spoken, files] = [question(page, "1-savol"), question(page, "2-savol")];

    // The page is closed in the middle of a recording, and there is no network.
    await context.setOffline(true);
    await spoken.getByRole("button", { name: "Ovoz yozish" }).click();
    await recordedFor(page, 2);
    await picture(page, "speaking-uz");
    await page.reload();
    await spoken.getByText("Yozayotganingizda sahifa yopilib qolgan.").waitFor();
    await isIn(spoken, "kept");
    await files
      .getByLabel("Javobingiz")
      .setInputFiles([image("family.png"), image("garden.png", 1), image("more.png", 2)]);
    await files.getByText("Faqat 2 ta fayl topshirish mumkin.").waitFor();
    await isIn(files, "kept");
    await isTidy(page);
    await picture(page, "spoken-away-uz");
    await page.reload();
    await isIn(files, "kept");
    await context.setOffline(false);
    await isIn(spoken, "saved");
    await isIn(files, "saved");
    await page.getByText("Javob berildi: 2/2").waitFor();
    await until(async () => (await count(page, "files", "talim-quiz-files")) === 0);
    assert.equal(await count(page, "answers", "talim-quizzes"), 0);

    await spoken.getByRole("button", { name: "Ovozni qayta yozish" }).click();
    await recordedFor(page, 1);
    await spoken.getByRole("button", { name: "Tayyor" }).click();
    await isIn(spoken, "saved");
    await spoken.getByRole("button", { name: "Tinglash" }).click();
    await spoken.getByRole("button", { name: "Toʻxtatish" }).click();
    await files.getByRole("button", { name: "Olib tashlash: garden.png" }).click();
    await files.getByLabel("Javobingiz").setInputFiles(image("home.png", 3));
    await files.getByText("home.png").waitFor();
    await until(async () => (await count(page, "files", "talim-quiz-files")) === 0);
    await isIn(files, "saved");
    await isTidy(page);
    await picture(page, "spoken-uz");
    await page.getByRole("button", { name: "Topshirish" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Topshirish" }).click();
    await page.getByText("Yozuvingiz tinglanmoqda. Natija oʻzi chiqadi.").first().waitFor();
    await files.getByRole("link", { name: "family.png" }).waitFor();
    await isTidy(page);
    await picture(page, "being-heard-uz");
    await door("hear", { overall: PERCENT });
    await spoken.getByRole("heading", { name: "Nima eshitildi" }).waitFor();
    await isTidy(page);
    await picture(page, "heard-uz");

    await desk.page.reload();
    await desk.page.getByRole("button", { name: /^Take over: 7.3 points/ }).waitFor();
    await desk.page.getByText(`The engine gives ${PERCENT} %.`).waitFor();
    await desk.page.getByLabel("Recording", { exact: true }).waitFor();
    await isTidy(desk.page);
    await picture(desk.page, "marking-spoken");
    await desk.page.getByRole("button", { name: /^Take over/ }).click();
    assert.equal(await desk.page.getByLabel("Points, 0 to 10").inputValue(), "7.3");
    await desk.page.getByRole("button", { name: "Save and next" }).click();
    await desk.page.getByRole("link", { name: "home.png" }).waitFor();
    await desk.page.getByText("Four people.").waitFor();
    await picture(desk.page, "marking-files");
    await desk.page.getByLabel("Points, 0 to 1", { exact: true }).fill("1");
    await desk.page.getByRole("button", { name: "Save and next" }).click();
    await desk.page.getByText("Everything is marked.").waitFor();
    await page.getByText("11 balldan 8,3").waitFor();
    await isTidy(page);
  });
});
