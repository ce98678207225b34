/** The pages of an online lesson in Uzbek and Russian, on a phone and at a desk, by day and in the dark. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, COLOURS, overflowing, smallTargets } from "./looks-rules.ts";
import { stage as told, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { lesson: string; assistant: string; pupil: string };
const PICTURES = process.env["LIVE_PICTURES"];

async function lookAround(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [kind, size] of [
    ["desk", DESK],
    ["phone", PHONE],
  ] as const) {
    await page.setViewportSize(size);
    const all = [...(await overflowing(page)), ...(await smallTargets(page)), ...(await barriers(page))];
    found.push(...all.map((one) => `${name}, ${kind}: ${one}`));
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${kind}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await barriers(page, COLOURS)).map((one) => `${name}, dark: ${one}`));
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-dark.png`, fullPage: true });
  return found;
}

async function look(login: string, at: string, name: string, seen: string): Promise<string[]> {
  const { page, complaints, close } = await sit(login, at, PHONE);
  try {
    await page.getByText(seen).first().waitFor();
    const found = await lookAround(page, name);
    assert.deepEqual(complaints, []);
    return found;
  } finally {
    await close();
  }
}

test("lesson, register and calendar of an online lesson", async () => {
  const found = [
    ...(await look(stage.assistant, `lesson/${stage.lesson}`, "lesson-uz", "Havola: tayyor")),
    ...(await look(stage.assistant, `register/${stage.lesson}`, "register-uz", "iPhone")),
    ...(await look(stage.pupil, "calendar", "calendar-ru", "Войти на урок")),
  ];
  assert.deepEqual(found, []);
});
