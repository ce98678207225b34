/** Tasks in a lesson: written and published by a teacher, handed in on a phone, marked at the desk. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { addBlock, block, saved, stage as told, type CourseStage } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { picture } from "./looks-around.ts";
import { phone, play, recordedFor, signIn, until } from "./stage.ts";
import { DESK, sit } from "./teacher-stage.ts";

const stage = told as CourseStage & { text: string; seconds: number };
const ESSAY = "My town is small. There is a market in the middle of it.";

test("a teacher adds tasks, a learner hands them in without a network and with one, the teacher marks", async () => {
  const desk = await sit(stage.teacher, `write/${stage.course}/${stage.lesson}`, DESK);
  const learner = await phone();
  await play([desk, learner], async () => {
    await writeTasks(desk.page);
    await learner.page.goto(`${stage.url}/app/learn/${stage.lesson}`);
    await signIn(learner.page, stage.learner);
    await handIn(learner.page, learner.context);
    await mark(desk.page);
    const score = learner.page.getByRole("region", { name: "My town" });
    await score.getByText("80").first().waitFor();
    await until(async () => (await score.getByText("It is with your teacher.").count()) === 0);
    assert.deepEqual([...(await overflowing(learner.page)), ...(await barriers(learner.page))], []);
    await picture(learner.page, "marked");
  });
});

async function writeTasks(page: Page): Promise<void> {
  await addBlock(page, "Task to hand in");
  const task = block(page, "Task to hand in 2");
  await task.getByLabel("Title of the task").fill("My town");
  await task.getByRole("textbox", { name: "What learners do" }).click();
  await page.keyboard.type("Write five sentences about your town.");
  await task.getByLabel("Days for handing in").fill("7");
  await task.getByLabel("Who is late").selectOption("reduce");
  await addBlock(page, "Speaking task");
  const spoken = block(page, "Speaking task 3");
  await spoken.getByLabel("Title of the task").fill("Read aloud");
  await spoken.getByLabel("Text", { exact: true }).fill(stage.text);
  await saved(page);
  assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
  await picture(page, "editor");
  await page.getByRole("button", { name: "As a learner" }).click();
  await page.getByText("Learners write a text here.").waitFor();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("dialog").getByLabel("The lesson is done when the learner").selectOption("handed_in");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").first().waitFor();
  await page.getByRole("main").getByRole("link", { name: stage.title }).click();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Publish version/ })
    .click();
  await page.getByText("Learners see version 2").waitFor();
}

async function handIn(page: Page, context: BrowserContext): Promise<void> {
  const essay = page.getByRole("region", { name: "My town" });
  const reading = page.getByRole("region", { name: "Read aloud" }).first();
  await essay.getByText("Write five sentences about your town.").waitFor();
  await page.getByText("The lesson is done when you have handed in every task.").waitFor();
  assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
  await picture(page, "lesson");
  await essay.getByRole("textbox").fill(ESSAY);
  await essay.getByRole("button", { name: "Send" }).click();
  await essay.getByText("It is with your teacher.").waitFor();

  await reading.getByRole("button", { name: "Record", exact: true }).click();
  await recordedFor(page, stage.seconds);
  await reading.getByRole("button", { name: "Done" }).click();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  await reading.getByRole("button", { name: "Send to your teacher" }).click();
  await page.getByText("No network. It is sent automatically").waitFor();
  await page.reload();
  await essay.getByText("Write five sentences about your town.").waitFor();
  await page.getByText("No network. It is sent automatically").waitFor();
  await picture(page, "away");
  await context.setOffline(false);
  await reading.getByText("Tap a word to hear yourself.").waitFor();
  await page.getByText("You have done this lesson.").waitFor();
  await until(async () => (await page.getByText("100 % of the course").count()) > 0);
  await picture(page, "done");
}

async function mark(page: Page): Promise<void> {
  await page.goto(`${stage.url}/app/review`);
  await page.getByText(`My town · ${stage.title} · At the market`).waitFor();
  await page.getByText(ESSAY).waitFor();
  await picture(page, "review");
  await page.getByLabel("Score, 0 to 100").fill("80");
  await page.getByRole("button", { name: /^Accept/ }).click();
  await page.getByText("Everything is reviewed.").waitFor();
  await page.goto(`${stage.url}/app/assignments`);
  await page.getByText(`${stage.title} · At the market`).first().waitFor();
  await page.getByRole("link", { name: "My town" }).click();
  await page.getByRole("link", { name: "Change it in the course" }).waitFor();
  await picture(page, "assignment");
}
