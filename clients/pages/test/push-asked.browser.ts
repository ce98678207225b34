/** Messages on the device are offered to teachers and parents when they have just seen what they are good for. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { told } from "./family-stage.ts";
import { pushService } from "./push-service.ts";
import { door, phone, signIn, stage, takenIn, type Window } from "./stage.ts";

const { login: parent, staff: teacher } = told;
const OF_A_TEACHER = "Shall we tell you on this device when a pupil has submitted homework";
const OF_A_PARENT = "Shall we tell you on this device when your child was absent";

async function as(login: string, play: (window: Window) => Promise<void>): Promise<void> {
  const window = await phone(null);
  const { page, context, complaints } = window;
  try {
    await context.grantPermissions(["notifications"], { origin: stage.url });
    await page.addInitScript(pushService, { answers: true });
    await page.goto(`${stage.url}/app/`);
    stage.login = login;
    await signIn(page);
    await page.getByRole("navigation").waitFor();
    await page.getByRole("button", { name: "English", exact: true }).click();
    await play(window);
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await window.close();
  }
}

const to = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name }).click();
/** It was looked whether this browser takes messages: from now on the question may come with the next page. */
async function looked(page: Page): Promise<void> {
  const answer = await page.waitForResponse("**/notifications/push/key/");
  await answer.finished();
  await takenIn(page);
}

const asks = (page: Page) => page.getByText(/^Shall we tell you/).count();

test("a teacher is asked on the page after the first alert, and the yes is for submissions", async () => {
  await as(teacher, async ({ page }) => {
    await to(page, "Homework");
    await page.getByRole("heading", { level: 1, name: "Homework" }).waitFor();
    assert.equal(await asks(page), 0);
    const ready = looked(page);
    await door("tell", { type: "homework.submitted" });
    await page.waitForFunction(() => document.title.startsWith("(1) "));
    await ready;
    assert.equal(await asks(page), 0, "not under her hands");
    await to(page, "Today");
    await page.getByText(OF_A_TEACHER).waitFor();
    const wanted = page.waitForResponse(
      (answer) => answer.request().method() === "PUT" && answer.url().endsWith("/notifications/preferences/me/"),
    );
    await page.getByRole("button", { name: "Yes, tell me" }).click();
    await page.getByText("Good. You will hear from us on this device").waitFor();
    assert.equal(await door("devices", { login: teacher }), 1);
    await to(page, "Messages");
    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
    assert.equal(await page.getByText("Good. You will hear from us").count(), 0);
    await wanted;
    await page.getByRole("link", { name: "Which messages you get" }).click();
    await page
      .getByRole("region", { name: "Homework" })
      .getByText(/^One by one/)
      .click();
    const own = page
      .getByRole("group", { name: "Homework submitted", exact: true })
      .getByRole("checkbox", { name: "Browser" });
    await own.waitFor();
    assert.equal(await own.isChecked(), true);
  });
});

test("a parent is asked after reading of an absence, and who says no is not asked again", async () => {
  await door("tell", { type: "groups.joined" });
  await door("tell", { type: "attendance.absent" });
  await as(parent, async ({ page }) => {
    await to(page, "Messages");
    await page.getByRole("listitem").filter({ hasText: "A2 morning" }).first().waitFor();
    assert.equal(await asks(page), 0);
    const first = looked(page);
    await page.getByRole("main").getByRole("link").filter({ hasText: "new" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Absence" }).waitFor();
    await first;
    await to(page, "Messages");
    await page.getByText(OF_A_PARENT).waitFor();
    await page.getByRole("button", { name: "No, thank you" }).click();
    await page.getByText(OF_A_PARENT).waitFor({ state: "detached" });
    await door("tell", { type: "attendance.absent" });
    await page.reload();
    const second = looked(page);
    await page.getByRole("main").getByRole("link").filter({ hasText: "new" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Absence" }).waitFor();
    await second;
    await to(page, "Today");
    await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    assert.equal(await asks(page), 0);
    assert.equal(await door("devices", { login: parent }), 0);
  });
});
