/** H5P packages that others wrote: a learner answers, goes away in the middle, goes on and is done. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { FrameLocator, Page } from "playwright-core";
import { barriers, overflowing } from "./looks-rules.ts";
import { phone, signIn, stage as told, type Stage } from "./stage.ts";

const stage = told as Stage & { lesson: string; pages: string };

const card = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });
const inside = (page: Page, title: string): FrameLocator =>
  card(page, title).frameLocator("iframe").frameLocator("iframe.h5p-iframe");

async function start(page: Page, title: string): Promise<FrameLocator> {
  await card(page, title).getByRole("button", { name: "Start" }).click();
  return inside(page, title);
}

test("questions of H5P go on where they were and count", async () => {
  const { page, close } = await phone(null);
  try {
    await page.goto(`${stage.pages}/app/learn/${stage.lesson}`);
    await page
      .getByRole("button", { name: "English", exact: true })
      .click()
      .catch(() => undefined);
    await signIn(page);
    await page.getByRole("heading", { level: 1, name: "Play" }).waitFor();

    let verbs = await start(page, "Verbs");
    const kept = page.waitForResponse((answer) =>
      Boolean(answer.request().method() === "PUT" && answer.request().postData()?.includes("suspend_data")),
    );
    await verbs.getByText("to read").click();
    await kept;
    await page.reload();
    verbs = await start(page, "Verbs");
    await verbs.locator('[role="checkbox"][aria-checked="true"]', { hasText: "to read" }).waitFor();
    await verbs.getByText("to write").click();
    await verbs.getByRole("button", { name: "Check" }).click();
    await verbs.getByText("2/2").waitFor();
    await card(page, "Verbs").getByText("Done, 100 %.").waitFor();

    const words = await start(page, "Words");
    await words.getByText("reads", { exact: true }).click();
    await words.getByText("book", { exact: true }).click();
    await words.getByRole("button", { name: "Check" }).click();
    await words.getByText("0/2").waitFor();
    await words.getByRole("button", { name: "Retry" }).click();
    await words.getByText("reads", { exact: true }).click();
    await words.getByText("writes", { exact: true }).click();
    await words.getByRole("button", { name: "Check" }).click();
    await words.getByText("2/2").waitFor();
    await card(page, "Words").getByText("Done, 100 %.").waitFor();
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    await page.getByText("You have done this lesson.").or(page.getByText("Course done!")).first().waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});
