/** Reviews of a course: a learner writes one on a phone, another one reports it, the teacher answers, the office hides it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { overflowing } from "./looks-rules.ts";
import { phone, PHONE, signIn, stage } from "./stage.ts";

const own = stage as typeof stage & { course: string; learner: string; other: string; teacher: string; office: string };
const DESK = { width: 1280, height: 800 };

async function read(login: string, play: (page: Page) => Promise<void>, size = PHONE): Promise<void> {
  const { page, complaints, close } = await phone(null, size);
  try {
    await page.goto(`${stage.url}/app/`);
    await page.getByRole("button", { name: "English", exact: true }).click();
    await signIn(page, login);
    await page.getByRole("navigation").first().waitFor();
    await page.goto(`${stage.url}/app/course/${own.course}`);
    await page.getByRole("heading", { name: "What learners say" }).waitFor();
    await play(page);
    assert.deepEqual(await overflowing(page), []);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
}

const told = (page: Page, text: string) => page.locator(".notices p").filter({ hasText: text }).waitFor();

test("a review is written, changed, reported, answered, hidden and deleted", async () => {
  await read(own.learner, async (page) => {
    await page.getByText("Nobody has said anything yet.").waitFor();
    await page.getByRole("button", { name: "Write a review" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Fill this in.").waitFor();
    await page.getByRole("radio", { name: "4 stars" }).check();
    await page.getByLabel("What is good, what could be better?").fill("Short lessons. ".repeat(30));
    await page.getByRole("button", { name: "Save" }).click();
    await told(page, "Thank you. Your review is there.");
    await page.getByText("4 of 5 · 1 review", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Change your review" }).click();
    await page.getByRole("radio", { name: "5 stars" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("5 of 5 · 1 review", { exact: true }).waitFor();
  });
  await read(own.other, async (page) => {
    await page.getByText("You can write a review when").waitFor();
    await page.getByRole("button", { name: "Report" }).click();
    await page.getByLabel("What is wrong with it?").fill("It is too long.");
    await page.locator("form").getByRole("button", { name: "Report" }).click();
    await told(page, "The office will look at it.");
    await page.getByRole("button", { name: "Report" }).click();
    await page.getByLabel("What is wrong with it?").fill("Really.");
    await page.locator("form").getByRole("button", { name: "Report" }).click();
    await page.getByText("You have reported this review already.").waitFor();
  });
  await read(
    own.teacher,
    async (page) => {
      await page.getByRole("button", { name: "Answer" }).click();
      await page.getByRole("textbox", { name: "Answer" }).fill("Thank you, we make more of them.");
      await page.getByRole("button", { name: "Save" }).click();
      await told(page, "Your answer is there.");
      await page.getByText("Thank you, we make more of them.").waitFor();
    },
    DESK,
  );
  await read(
    own.office,
    async (page) => {
      await page.getByText("reported 1 time").waitFor();
      await page.getByRole("button", { name: "Hide" }).click();
      await page.getByText("hidden: only you and the office see it").waitFor();
      await page.getByText("Nobody has said anything yet.").waitFor();
      await page.getByRole("button", { name: "Show again" }).click();
      await page.getByText("5 of 5 · 1 review", { exact: true }).waitFor();
    },
    DESK,
  );
  await read(own.learner, async (page) => {
    await page.getByText("The teacher answers").waitFor();
    await page.getByRole("button", { name: "Delete your review" }).click();
    await told(page, "Your review is deleted.");
    await page.getByText("Nobody has said anything yet.").waitFor();
  });
});
