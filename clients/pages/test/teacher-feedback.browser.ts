/** Feedback on a teacher: a pupil and the mother of a child answer on a phone; the teacher and the office read a result. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { DESK, PHONE, stage, visitInEnglish } from "./stage.ts";

const own = stage as typeof stage & { group: string; pupil: string; parent: string; teacher: string; office: string };

const told = (page: Page, text: string) => page.locator(".notices p").filter({ hasText: text }).waitFor();

test("pupils and guardians answer, and change it", async () => {
  await visitInEnglish(own.pupil, PHONE, async (page) => {
    await page.getByRole("link", { name: "What do you think of your teacher?" }).click();
    await page.getByText("Nobody sees who answered what").waitFor();
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.getByText("Fill this in.").waitFor();
    await page.getByRole("radio", { name: "4 stars" }).check();
    await page.getByLabel("What is good, and what could be better?").fill("We speak a lot. ".repeat(30));
    await page.getByRole("button", { name: "Send the answer" }).click();
    await told(page, "Thank you. Your answer is kept.");
    await page.getByRole("radio", { name: "5 stars" }).check();
    await page.getByRole("button", { name: "Change the answer" }).click();
    await told(page, "Thank you. Your answer is kept.");
    await page.getByRole("link", { name: "← Today" }).click();
    await page.getByRole("heading", { name: "Homework" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "What do you think of your teacher?" }).count(), 0);
  });
  await visitInEnglish(own.parent, PHONE, async (page) => {
    await page.getByRole("link", { name: "What do you think of your teacher?" }).click();
    await page.getByText("Laylo Saidova · A2 morning").waitFor();
    await page.getByRole("radio", { name: "3 stars" }).check();
    await page.getByRole("button", { name: "Send the answer" }).click();
    await told(page, "Thank you. Your answer is kept.");
  });
});

test("the teacher and the office read the result without names", async () => {
  const read = async (page: Page) => {
    await page.getByRole("heading", { name: "What pupils say" }).waitFor();
    await page.getByText("4.2 of 5 · 5 of 6 answered").waitFor();
    await page.getByText("What they write (2)").click();
    await page.getByText("She explains well.").waitFor();
    await page.getByText("Pupils answer until").waitFor();
  };
  await visitInEnglish(own.teacher, PHONE, async (page) => {
    await page.goto(`${stage.url}/app/group/${own.group}`);
    await read(page);
  });
  await visitInEnglish(own.office, DESK, async (page) => {
    await page.goto(`${stage.url}/app/staff`);
    await page.getByRole("button", { name: /Dilnoza/ }).click();
    await page.getByText("All months: 4.2 of 5 · answers: 5").waitFor();
    await read(page);
  });
});
