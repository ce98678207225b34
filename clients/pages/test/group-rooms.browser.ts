/** Online rooms of a whole group: the office has them made, says where those of later lessons are, and the teacher joins. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { overflowing } from "./looks-rules.ts";
import { phone, signIn, stage } from "./stage.ts";

const own = stage as typeof stage & { office: string; teacher: string; group: string; lesson: string };
const DESK = { width: 1280, height: 800 };

async function visit(login: string, play: (page: Page) => Promise<void>): Promise<void> {
  const { page, complaints, close } = await phone(null, DESK);
  try {
    await page.goto(`${stage.url}/app/`);
    await page.getByRole("button", { name: "English", exact: true }).click();
    await signIn(page, login);
    await page.getByRole("navigation").first().waitFor();
    await play(page);
    assert.deepEqual(await overflowing(page), []);
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
}

test("the office has rooms made for all lessons of a group, and for those that come later", async () => {
  await visit(own.office, async (page) => {
    await page.goto(`${stage.url}/app/timetable`);
    await page.getByRole("button", { name: "Make lessons" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("combobox", { name: "Group" }).selectOption({ label: own.group });
    const rooms = drawer.getByRole("region", { name: "Rooms for all coming lessons" });
    await rooms.getByText("0 of 2 coming lessons have a room that is ready.").waitFor();
    await rooms.getByRole("button", { name: "Make the rooms" }).click();
    await rooms.getByText("2 of 2 coming lessons have a room that is ready.").waitFor();
    await rooms.getByLabel("Where new lessons get a room").selectOption({ label: "Jitsi" });
    await rooms.getByRole("button", { name: "Save" }).click();
    await page.locator(".notices p").filter({ hasText: "Saved." }).waitFor();
  });
  await visit(own.teacher, async (page) => {
    await page.goto(`${stage.url}/app/lesson/${own.lesson}`);
    await page.getByText("Jitsi: ready").waitFor();
  });
});
