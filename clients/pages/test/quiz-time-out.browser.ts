/** The time of a quiz runs out on a phone without a network and, in the dark, at a desk; in Russian. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { isTidy, picture } from "./looks-around.ts";
import { DESK, lying, phone, play, signIn, stage as told, until, type Stage, type Window } from "./stage.ts";

const stage = told as Stage & { quiz: string };
/** Longer than the quiz takes, with the grace of the centre. */
const ENDS_MS = 60_000;

const answer = (page: Page, place: number) =>
  page
    .getByRole("region", { name: `Вопрос ${place}` })
    .first()
    .getByLabel("Ваш ответ");

async function openQuiz(viewport?: { width: number; height: number }): Promise<Window> {
  const window = await phone(null, viewport, viewport === undefined);
  await window.page.goto(`${stage.url}/app/quiz/${stage.quiz}`);
  await signIn(window.page);
  return window;
}

test("what was saved counts, and what comes later waits for the teacher", async () => {
  const windows = [await openQuiz(), await openQuiz(DESK)] as const;
  const [{ page, context }, { page: desk }] = windows;
  await play([...windows], async () => {
    await desk.emulateMedia({ colorScheme: "dark" });
    await page.getByRole("button", { name: "Начать" }).click();
    await answer(page, 1).fill("went");
    await page.locator('[data-state="saved"]').waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await context.setOffline(true);
    await answer(page, 2).fill("12");
    await page.locator('[data-state="kept"]').waitFor();
    await desk.reload();
    await desk.getByRole("link", { name: "Продолжить" }).click();
    await desk.getByText("Осталось меньше минуты.").waitFor({ state: "attached" });
    assert.equal(await answer(desk, 1).inputValue(), "went");
    await isTidy(desk);
    await picture(desk, "hurry-dark-ru");

    await page.getByText("Время вышло. Часть ответов ещё на этом устройстве.").waitFor({ timeout: ENDS_MS });
    await isTidy(page);
    await picture(page, "time-up-ru");
    await desk.getByText("Время вышло, поэтому сдано то, на что вы успели ответить.").waitFor({ timeout: ENDS_MS });
    await desk.getByText("Верно", { exact: true }).waitFor({ timeout: ENDS_MS });
    await isTidy(desk);
    await picture(desk, "time-up-dark-ru");

    await context.setOffline(false);
    await page.getByText("Время вышло, поэтому сдано то, на что вы успели ответить.").waitFor({ timeout: ENDS_MS });
    await until(async () => (await lying(page, "answers", "talim-quizzes")).evaluate((all) => all.length === 0));
    await isTidy(page);
    await picture(page, "late-ru");
  });
});
