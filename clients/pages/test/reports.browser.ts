/** A manager makes a list in the background, downloads it, makes it again, and schedules it; a teacher looks at the page on a phone. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { isTidy } from "./course-life-stage.ts";
import { phone, signIn, stage as told, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { login: string; teacher: string };

test("a manager makes a list in the background and repeats it", async () => {
  const { page, complaints, close } = await phone(null, { width: 1280, height: 800 });
  await page.goto(`${stage.url}/app/payments`);
  await signIn(page, stage.login);
  await page.getByRole("button", { name: "In the background" }).click();
  await page.getByText("The file is being made: see “Reports”.").waitFor();

  await page.goto(`${stage.url}/app/reports`);
  await page.getByRole("heading", { name: "Reports", level: 1 }).waitFor();
  const long = page.locator("li.card").filter({ hasText: "Long" });
  await long.getByText("500 of 900 rows").waitFor();
  await isTidy(page);
  await long.getByRole("button", { name: "Cancel" }).click();
  await long.getByText("Cancelled").waitFor();
  const made = page.getByRole("region", { name: "Files" }).locator("li.card").filter({ hasNotText: "Long" });
  await made.getByText("Ready").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    made.getByRole("button", { name: "Download" }).click(),
  ]);
  assert.equal((await readFile(await file.path())).subarray(0, 2).toString(), "PK");
  await made.getByRole("button", { name: "Make it again" }).click();
  await page.getByText("The file is being made.").waitFor();
  await made.nth(1).waitFor();

  await made
    .first()
    .getByRole("button", { name: /^Repeat/ })
    .click();
  await page.getByLabel("Weekday").selectOption({ label: "Friday" });
  await page.getByLabel("Hour").selectOption("9");
  await isTidy(page);
  await page.getByRole("button", { name: "Save the schedule" }).click();
  const schedule = page.getByRole("region", { name: "Schedules" }).locator("li.card");
  await schedule.getByText("Friday, 09:00").waitFor();
  await isTidy(page);
  await schedule.getByRole("button", { name: "Pause" }).click();
  await schedule.getByText("Paused").waitFor();
  await schedule.getByRole("button", { name: "Go on" }).click();
  await schedule.getByText(/^Next:/).waitFor();
  await schedule.getByRole("button", { name: /^Change/ }).click();
  await page.getByRole("radio", { name: "Every month" }).check();
  await page.getByLabel("Day of the month").selectOption("5");
  await page.getByRole("button", { name: "Save the schedule" }).click();
  await schedule.getByText("Day 5 of each month, 09:00").waitFor();
  await schedule.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("No schedules yet.").waitFor();

  await page.getByRole("button", { name: "New schedule" }).click();
  await page.getByLabel("What is counted").selectOption({ label: "Active pupils" });
  await isTidy(page);
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.getByRole("combobox", { name: "List", exact: true }).selectOption({ label: "Payments to be paid" });
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await isTidy(page);
  }
  await page.getByRole("button", { name: "Save the schedule" }).click();
  await schedule.getByText("Monday, 08:00").waitFor();
  assert.deepEqual(complaints, []);
  await close();

  for (const size of [PHONE, DESK]) {
    const teacher = await sit(stage.teacher, "reports", size);
    await teacher.page.getByRole("heading", { name: "Отчёты", level: 1 }).waitFor();
    await teacher.page.getByText("Файлов пока нет.").waitFor();
    await isTidy(teacher.page);
    assert.deepEqual(teacher.complaints, []);
    await teacher.close();
  }
});
