/** The demo centre with a year behind it: what a director, a teacher and a pupil do with figures. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isTidy } from "./course-life-stage.ts";
import { stage as told, type Stage } from "./stage.ts";
import { PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { director: string; teacher: string; pupil: string };

test("the director sees growth and money, opens who may leave, writes to a family, and has a report every Monday", async () => {
  const { page, complaints, close } = await sit(stage.director, "analytics");
  const pupils = page.getByRole("region", { name: "Active pupils", exact: true });
  await pupils.getByRole("img").waitFor();
  await page.getByRole("region", { name: "Money received", exact: true }).getByRole("img").waitFor();
  await isTidy(page);

  await page.goto(`${stage.url}/app/at-risk`);
  const card = page
    .locator("li.card")
    .filter({ hasText: /Missed lessons in the last 30 days: \d+ of \d+\./ })
    .first();
  await card.getByText(/Of 100 pupils like this, about \d+ leave\./).waitFor();
  await isTidy(page);
  await card.getByRole("link", { name: /^Write to the family/ }).click();
  const form = page.getByRole("form", { name: "Write to a family" });
  await form.getByLabel("Text").fill("Please call us: we miss your child.");
  await form.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("cell", { name: "Please call us: we miss your child." }).first().waitFor();

  await page.goto(`${stage.url}/app/reports`);
  await page.getByRole("button", { name: "New schedule" }).click();
  await page.getByLabel("What is counted").selectOption({ label: "Active pupils" });
  await page.getByRole("button", { name: "Save the schedule" }).click();
  await page.getByRole("region", { name: "Schedules" }).locator("li.card").getByText("Monday, 08:00").waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("a teacher compares two groups", async () => {
  const { page, complaints, close } = await sit(stage.teacher, "analytics");
  const compared = page.getByRole("region", { name: "Сравнить две группы" }).first();
  await compared
    .getByText(/впереди|Одинаково/)
    .first()
    .waitFor();
  assert.ok((await compared.getByLabel("Первая группа").getByRole("option").count()) >= 2);
  await isTidy(page);
  assert.deepEqual(complaints, []);
  await close();
});

test("a pupil sees on a phone why the mark rose", async () => {
  const { page, complaints, close } = await sit(stage.pupil, "progress", PHONE);
  const story = page.getByRole("region", { name: "Nima oʻzgardi" });
  await story.getByText(/Oʻrtacha ball oshdi/).waitFor();
  await isTidy(page);
  assert.deepEqual(complaints, []);
  await close();
});
