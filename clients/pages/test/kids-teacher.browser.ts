/** A teacher reads the map of small children, says a level, writes what is seen, with a photo, and looks at the report. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page, Route } from "playwright-core";
import { findings, isTidy, lookAround, picture } from "./looks-around.ts";
import { DESK, phone, signIn, stage as told, visit, type Stage } from "./stage.ts";

const stage = told as Stage & { group: string; name: string; child: string; parent: string };

test("a teacher reads the map, says a level, writes and prints", async () => {
  await visit(stage.login, `group/${stage.group}`, DESK, async (page) => {
    await page.getByRole("link", { name: "Skills of small children" }).click();
    await page.getByRole("heading", { name: "Skills: A2 morning" }).waitFor();
    const cell = page.getByRole("button", {
      name: `${stage.name}, Counting to 10: low, a teacher’s word, needs this next`,
    });
    await cell.waitFor();
    await lookAround(page, "map");
    const other = await watchMap();
    await cell.click();
    const form = page.getByRole("form", { name: "Say it yourself" });
    await form.getByRole("radio", { name: "high", exact: true }).check();
    await form.getByRole("textbox").fill("Counts the stairs aloud.");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: `${stage.name}, Counting to 10: high, a teacher’s word` }).click();
    await page.getByText("Counts the stairs aloud.").waitFor();
    await other.page.getByRole("button", { name: `${stage.name}, Counting to 10: high, a teacher’s word` }).waitFor();
    assert.deepEqual(other.complaints, []);
    await other.close();
    await page.getByRole("button", { name: "Let the answers tell again" }).click();
    await page.getByRole("button", { name: "Small circles" }).click();
    await page.getByText("“Letter sounds”: all 2 of them are low in it.").waitFor();
    await lookAround(page, "circles");
    await page.getByRole("button", { name: "In words" }).click();
    await page.getByRole("heading", { name: "Who needs what" }).waitFor();
    await lookAround(page, "words");
    await page.getByRole("table").last().getByRole("link", { name: stage.name }).click();
    await observe(page);
    assert.deepEqual(findings, []);
  });
});

/** The map on another device of the teacher, which nobody touches. */
async function watchMap() {
  const other = await phone(null, DESK);
  await other.page.goto(`${stage.url}/app/skills-map/${stage.group}`);
  await signIn(other.page, stage.login);
  await other.page.getByRole("button", { name: `${stage.name}, Counting to 10: low` }).waitFor();
  return other;
}

async function observe(page: Page): Promise<void> {
  await page.getByRole("heading", { name: stage.name, level: 1 }).waitFor();
  await page.getByRole("button", { name: "Write an observation" }).click();
  const form = page.getByRole("form", { name: "Write an observation" });
  await form.getByRole("textbox").fill("Counted the apples for everybody.");
  await form.getByRole("combobox").selectOption({ label: "Letter sounds" });
  await form.getByRole("checkbox").check();
  await form.getByRole("button", { name: "Save" }).click();
  const seen = page.getByRole("region", { name: "Observations" });
  await seen.getByText("The family reads it.").waitFor();
  await page.getByRole("article", { name: "Report" }).getByText("Counted the apples for everybody.").waitFor();
  const photo = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  await seen.locator("input[type=file]").setInputFiles({ name: "child.png", mimeType: "image/png", buffer: photo });
  await seen.getByRole("img").waitFor();
  await lookAround(page, "kid");
  await page.emulateMedia({ media: "print" });
  assert.equal(await seen.isVisible(), false);
  await picture(page, "report-print");
  await page.emulateMedia({ media: "screen" });
  await readAsFamily();
  await seen.getByRole("button", { name: "Take the photo away" }).click();
  await seen.getByText("Photo or recording", { exact: true }).waitFor();
  await seen.getByRole("button", { name: "Change" }).click();
  await page.getByRole("form", { name: "Change" }).getByRole("checkbox").uncheck();
  await page.getByRole("form", { name: "Change" }).getByRole("button", { name: "Save" }).click();
  await seen.getByText("For teachers and the office.").waitFor();
  await seen.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await seen.getByText("Nothing is written here yet.").waitFor();
}

async function readAsFamily(): Promise<void> {
  const { page, complaints, close } = await phone(null);
  try {
    // A link that has ended is asked for anew; one of another second is another link.
    const end = async (route: Route) => {
      await page.waitForTimeout(1100);
      await route.fulfill({ status: 404 });
    };
    await page.route("**/api/v1/files/**", end, { times: 1 });
    await page.goto(`${stage.url}/app/seen/${stage.child}`);
    await signIn(page, stage.parent);
    await page.getByText("Counted the apples for everybody.").waitFor();
    await page.getByRole("img", { name: "Photo: Counted" }).waitFor();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>(".observation img")?.naturalWidth ?? 0) > 0,
    );
    await isTidy(page);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
}
