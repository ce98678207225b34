/** An evening of the demo centre in two browsers: homework is given, read aloud, watched, accepted, and coins move. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { recordedFor, until } from "./stage.ts";
import { PHONE, sit, stage as told, type TeacherStage } from "./teacher-stage.ts";

interface EveningStage extends TeacherStage {
  /** The pupil's name as the teacher sees it. */
  pupil: string;
  title: string;
  text: string;
  /** How long (s) reading it takes. */
  seconds: number;
}

const stage = told as EveningStage;

test("a pupil records, a teacher watches and accepts, and the leaderboard moves", async () => {
  const teacher = await sit(stage.teacher, "assignments");
  const pupil = await sit(stage.pupils[0] ?? "", "", PHONE);
  const { page: desk } = teacher;
  const { page: phone } = pupil;
  try {
    await english(desk);
    await english(phone);
    await desk.getByRole("button", { name: "Give homework" }).click();
    await desk.getByLabel("Title").fill(stage.title);
    await desk.getByLabel("The text").fill(stage.text);
    await desk.getByRole("button", { name: "Give it" }).click();
    await desk.getByText("Given. Everybody in the group has it now.").waitFor();
    await desk.goto(`${stage.url}/app/wall/${stage.group}`);
    await desk.getByLabel("Homework", { exact: true }).selectOption({ label: stage.title });
    const row = desk.getByRole("row", { name: new RegExp(stage.pupil) });
    await row.locator(".lit.open").waitFor();

    await phone.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
    const before = await coinsOf(phone);
    await phone.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await phone.getByRole("link", { name: new RegExp(stage.title) }).click();
    await phone.getByRole("button", { name: "Record", exact: true }).click();
    await row.locator(".lit.recording").waitFor();
    await recordedFor(phone, stage.seconds);
    await phone.getByRole("button", { name: "Done" }).click();
    await phone.getByRole("button", { name: "Send to your teacher" }).click();
    await row.locator(".lit.scored").waitFor({ timeout: 120_000 });
    await phone.getByText("Tap a word to hear yourself.").waitFor();
    assert.ok((await phone.locator("button.word").count()) >= stage.text.split(/\s+/).length);

    await phone.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
    await until(async () => (await coinsOf(phone)) > before);
    const own = phone.locator(".board li", { hasText: stage.pupil });
    const onTheBoard = async () => own.getByText(String(await coinsOf(phone)), { exact: true }).isVisible();
    await until(onTheBoard);
    const earned = await coinsOf(phone);

    await row.getByRole("link", { name: stage.pupil }).click();
    await desk.getByRole("heading", { level: 2, name: stage.pupil }).waitFor();
    await desk.locator(".words .word").first().waitFor();
    await desk.getByLabel(/^Another score than|^Score, 0 to 100/).fill("100");
    await desk.getByLabel("A word to the pupil").fill("Well read!");
    await desk.getByRole("button", { name: /^Accept 100/ }).click();
    await desk.getByText(`${stage.pupil}: accepted.`).waitFor();
    await row.getByText("100", { exact: true }).waitFor();
    await phone.waitForFunction(
      (had) => Number.parseInt(document.querySelector("h1")?.textContent ?? "", 10) > had,
      earned,
    );
    await until(onTheBoard);
    await phone
      .getByRole("navigation")
      .getByRole("link", { name: /^Messages/ })
      .click();
    await phone.getByText(stage.title).first().waitFor();
    assert.deepEqual([...teacher.complaints, ...pupil.complaints], []);
  } finally {
    await pupil.close();
    await teacher.close();
  }
});

/** Who signs in finds the language of their own; English from now on. */
async function english(page: Page): Promise<void> {
  await page.locator(".frame").waitFor();
  await page.waitForFunction(() => {
    const { locale } = JSON.parse(localStorage.getItem("talim.person") ?? "{}") as { locale?: string };
    return locale === document.documentElement.lang;
  });
  await page.getByRole("button", { name: "English", exact: true }).click();
  await page.locator("html[lang=en]").waitFor();
}

async function coinsOf(page: Page): Promise<number> {
  const title = page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ });
  return Number.parseInt(await title.innerText(), 10);
}
