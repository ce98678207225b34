/** A manager reads who may leave and why, notes a call, narrows the list, and goes on to write to a family. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isTidy } from "./course-life-stage.ts";
import { phone, signIn, stage as told, type Stage } from "./stage.ts";
import { PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { login: string; teacher: string; name: string; other: string; foreign: string };

test("a manager notes what was done about a pupil who may leave, and writes to a family", async () => {
  const { page, complaints, close } = await phone(null, { width: 1280, height: 800 });
  await page.goto(`${stage.url}/app/at-risk`);
  await signIn(page, stage.login);
  await page.getByRole("heading", { name: "Who may leave", level: 1 }).waitFor();
  const card = page.locator("li.card").filter({ hasText: stage.name });
  await card.getByText("Of 100 pupils like this, about 41 leave.").waitFor();
  await card.getByText("Missed lessons in the last 30 days: 4 of 8.").waitFor();
  await card.getByText("Months that are not paid: 2.").waitFor();
  await isTidy(page);

  await page.getByText("How far can this be trusted?").click();
  await page.getByText("it named the right one in 72; the rule “absent twice” in 58.").waitFor();
  await page.getByText("Its percentages were off by 2 points on average.").waitFor();
  await isTidy(page);

  await card.getByRole("button", { name: `Note what was done ${stage.name}` }).click();
  await card.getByRole("radio", { name: "Called" }).check();
  await card.getByLabel("Note for the office").fill("Comes on Friday.");
  await isTidy(page);
  await card.getByRole("button", { name: "Save" }).click();
  await card.getByText("Comes on Friday.").waitFor();

  await page.getByLabel("Show").selectOption("false");
  await card.waitFor({ state: "detached" });
  const other = page.locator("li.card").filter({ hasText: stage.other });
  await other.getByRole("link", { name: `Write to the family ${stage.other}` }).click();
  await page.getByRole("heading", { name: "Messages to families" }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test("a teacher reads it on a phone, of the own group only, and goes on to the pupil", async () => {
  const { page, complaints, close } = await sit(stage.teacher, "menu", PHONE);
  await page.getByRole("link", { name: "Кто может уйти" }).click();
  await page.getByRole("heading", { name: "Кто может уйти", level: 1 }).waitFor();
  const card = page.locator("li.card").filter({ hasText: stage.name });
  await card.waitFor();
  assert.equal(await page.locator("li.card").filter({ hasText: stage.foreign }).count(), 0);
  await isTidy(page);
  await card.getByRole("link", { name: stage.name }).click();
  await page.getByRole("heading", { name: stage.name, level: 1 }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
