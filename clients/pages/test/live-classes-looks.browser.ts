/** The pages of an online lesson in Uzbek and Russian, on a phone and at a desk, by day and in the dark. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findings, lookAround } from "./looks-around.ts";
import { play, stage as told, type Stage } from "./stage.ts";
import { PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { lesson: string; assistant: string; pupil: string };

async function look(login: string, at: string, name: string, seen: string): Promise<void> {
  await play([await sit(login, at, PHONE)], async (page) => {
    await page.getByText(seen).first().waitFor();
    await lookAround(page, name);
  });
}

test("lesson, register and calendar of an online lesson", async () => {
  await look(stage.assistant, `lesson/${stage.lesson}`, "lesson-uz", "Havola: tayyor");
  await look(stage.assistant, `register/${stage.lesson}`, "register-uz", "iPhone");
  await look(stage.pupil, "calendar", "calendar-ru", "Войти на урок");
  assert.deepEqual(findings, []);
});
