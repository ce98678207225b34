/** A course leaves the editor as a file and comes back; a backup of Moodle is looked at, imported on a phone and undone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { stage as told, type CourseStage } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { picture } from "./looks-around.ts";
import { play } from "./stage.ts";
import { DESK, sit } from "./teacher-stage.ts";

const stage = told as CourseStage & { backup: string };
const PHONE = { width: 360, height: 780 };

test("a teacher exports a course, imports what was exported, and undoes the import of a backup", async () => {
  const desk = await sit(stage.teacher, `write/${stage.course}`, DESK);
  const phone = await sit(stage.teacher, "write", PHONE);
  await play([desk, phone], async (page) => {
    for (const format of ["Common Cartridge", "ZIP"]) {
      if (format !== "ZIP") await page.getByRole("button", { name: "Export", exact: true }).click();
      const drawer = page.getByRole("dialog");
      await drawer.getByRole("radio", { name: new RegExp(`^${format}`) }).check();
      await drawer.getByRole("button", { name: "Make the file" }).click();
      await drawer
        .locator("li")
        .filter({ hasText: format })
        .getByText(/^Download/)
        .waitFor();
    }
    await check(page, "export");
    const row = page.getByRole("dialog").locator("li").filter({ hasText: "ZIP" });
    const [file] = await Promise.all([page.waitForEvent("download"), row.getByText(/^Download/).click()]);
    await page.goto(`${stage.url}/app/write`);
    await bring(page, await file.path());
    await page.getByText("Nothing is imported yet.").first().waitFor();
    await page.getByRole("button", { name: "Import it" }).click();
    await page.getByRole("link", { name: "Open the draft" }).click();
    await page.getByText("Nothing is published yet.").waitFor();

    await bring(phone.page, stage.backup);
    await phone.page.getByText("Nothing is imported yet.").first().waitFor();
    await phone.page.getByText("left out").first().waitFor();
    await check(phone.page, "report");
    await phone.page.getByRole("button", { name: "Import it" }).click();
    await phone.page.getByText("The draft is made.").first().waitFor();
    await check(phone.page, "done");
    await phone.page.getByRole("button", { name: "Undo the import" }).click();
    await phone.page.getByRole("dialog").getByRole("button", { name: "Undo the import" }).last().click();
    await phone.page.getByText("The import was undone.").first().waitFor();
  });
});

async function bring(page: Page, path: string): Promise<void> {
  await page.getByRole("button", { name: "Import a course" }).click();
  await page.getByLabel("Choose the file").setInputFiles(path);
}

async function check(page: Page, name: string): Promise<void> {
  await picture(page, name);
  assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
}
