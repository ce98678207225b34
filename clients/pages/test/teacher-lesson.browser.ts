/** A lesson of a teacher: its page with everything about it, and the marks of a whole register taken back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { until } from "./stage.ts";
import { caller, DESK, PHONE, sit, stage } from "./teacher-stage.ts";

const notice = (page: Page, text: string) => page.locator(".notices").getByText(text);
const undo = (page: Page) => page.locator(".notices").getByRole("button", { name: "Undo" });

async function fits(page: Page): Promise<void> {
  assert.ok(
    (await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0,
    "the page is not wider than the screen",
  );
}

test("a lesson shows its code, homework, materials and register; a guest of another group of hers makes up here", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `group/${stage.group}`, PHONE);
  try {
    await page.getByRole("region", { name: "Next lessons" }).getByRole("link", { name: /today/ }).click();
    await page.getByRole("heading", { level: 1, name: /A2 morning/ }).waitFor();
    await page.getByText("Family").waitFor();
    await page.getByRole("region", { name: "Homework of the lesson" }).getByRole("link", { name: "Unit 1" }).waitFor();
    await fits(page);

    await page.getByRole("button", { name: "Show the check-in code" }).click();
    const dialog = page.getByRole("dialog", { name: "Check-in code" });
    await dialog.getByRole("img", { name: "Check-in code" }).waitFor();
    const teacher = await caller(stage.teacher);
    await until(async () => {
      const { code } = await teacher("GET", `/lessons/${stage.lesson}/check-in/`);
      return (await dialog.locator("strong").innerText()) === code;
    });
    await fits(page);
    await dialog.getByRole("button", { name: "Close" }).click();

    await page.getByRole("button", { name: "Add a material" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("radio", { name: "A link" }).check();
    await drawer.getByLabel("Address").fill("https://example.uz/family");
    await drawer.getByRole("textbox", { name: "Title" }).fill("Words of the lesson");
    await drawer.getByRole("button", { name: "Add a material" }).click();
    await page.getByRole("region", { name: "Materials" }).getByRole("link", { name: "Words of the lesson" }).waitFor();

    await page.getByRole("button", { name: "Add a guest" }).click();
    await page.getByLabel("Pupil").fill("Kam");
    await page
      .locator(".pick")
      .getByRole("option", { name: /Kamron Saidov/ })
      .waitFor();
    assert.equal(await page.locator(".pick").getByRole("option").count(), 1, "a pupil of somebody else is not found");
    await page.locator(".pick").getByRole("option").click();
    await page.getByLabel("Missed lesson").selectOption({ index: 1 });
    await page.getByRole("form", { name: "Add a guest" }).getByRole("button", { name: "Add a guest" }).click();
    await notice(page, "The guest is in the register.").waitFor();

    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByLabel("Topic").fill("Friends and family");
    await page.getByLabel("Topic").press("Enter");
    await page.locator(".facts").getByText("Friends and family").waitFor();
    assert.equal((await teacher("GET", `/lessons/${stage.lesson}/`)).topic, "Friends and family");

    await page.getByRole("link", { name: "Give homework" }).click();
    await page.getByRole("form", { name: "Give homework" }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Register", exact: true }).click();
    await page.getByRole("group", { name: "Kamron Saidov" }).waitFor();
    await page.getByRole("heading", { level: 1 }).getByRole("link", { name: "A2 morning" }).click();
    await page.getByRole("heading", { name: "Homework of the lesson" }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("a lesson is cancelled with a way back, and moved to another room; nobody sees what only the office does", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `lesson/${stage.other}`, DESK);
  try {
    await page.getByRole("button", { name: "Cancel the lesson" }).click();
    await page.getByLabel("Why").fill("Fever");
    await page.getByLabel("Why").press("Enter");
    await notice(page, "The lesson is cancelled.").waitFor();
    await page.locator(".state").getByText("cancelled").waitFor();
    await undo(page).click();
    await page.getByRole("button", { name: "Move" }).click();
    await page.getByLabel("Room").selectOption({ label: "205" });
    await page.getByLabel("Why").fill("A bigger room");
    await page.getByLabel("Why").press("Enter");
    await notice(page, "Moved.").waitFor();
    await page.locator(".facts").getByText("205").waitFor();
    await page.getByRole("button", { name: "Move" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Substitute" }).count(), 0);
    await fits(page);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("“the other n are present” is taken back, without a network too; a long name is whole", async () => {
  const { close, context, page, complaints } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    const rest = page.getByRole("button", { name: "The other 3: Present" });
    const name = page.locator(".register .name").filter({ hasText: stage.name });
    await name.waitFor();
    assert.ok(await name.evaluate((item) => item.scrollWidth <= item.clientWidth), "no letter of the name is cut");
    await fits(page);

    await context.setOffline(true);
    await rest.click();
    await page.getByText("3 marks not sent yet").waitFor();
    await undo(page).click();
    await page.getByText("3 marks not sent yet").waitFor({ state: "detached" });
    await rest.waitFor();
    assert.equal(await page.locator(".register [aria-pressed=true]").count(), 0);
    await context.setOffline(false);

    await rest.click();
    await page.locator(".register > li.saved").nth(2).waitFor();
    const teacher = await caller(stage.teacher);
    const unmarked = async () => (await teacher("GET", `/attendance/registers/${stage.lesson}/`)).counts.unmarked;
    assert.equal(await unmarked(), 0);
    await undo(page).click();
    await rest.waitFor();
    assert.equal(await unmarked(), 3);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("the own lessons are listed first, those that colleagues give in the own groups on request", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "calendar", PHONE);
  try {
    await page.getByRole("heading", { level: 1, name: "My lessons" }).waitFor();
    const lessons = page.getByRole("main").getByRole("listitem");
    await lessons.filter({ hasText: "A2 morning" }).first().waitFor();
    const colleague = lessons.filter({ hasText: stage.colleague });
    assert.equal(await colleague.count(), 0);
    const all = page.getByRole("button", { name: "All lessons of my groups" });
    await all.click();
    await colleague.first().waitFor();
    assert.equal(await colleague.count(), 1);
    await fits(page);
    await all.dblclick();
    await page.waitForTimeout(300);
    assert.equal(await colleague.count(), 1, "two more presses change nothing");
    await all.click();
    await colleague.first().waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
