/** A pupil takes quizzes: on a phone in Uzbek, without a network for a while, and at a desk in Russian. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { isTidy, picture } from "./looks-around.ts";
import { DESK, lying, phone, play, signIn, stage as told, until, type Stage, type Window } from "./stage.ts";

const stage = told as Stage & { steps: string };

async function device(viewport?: { width: number; height: number }): Promise<Window> {
  const window = await phone(null, viewport, viewport === undefined);
  await window.page.goto(`${stage.url}/app/`);
  await signIn(window.page);
  await window.page.getByRole("heading", { name: /Siz uchun testlar|Тесты для вас/ }).waitFor();
  return window;
}

const question = (page: Page, name: string) => page.getByRole("region", { name, exact: false }).first();
const isIn = (of: Locator, state: string) => of.locator(`[data-state="${state}"]`).waitFor();
const waiting = async (page: Page) => (await lying(page, "answers", "talim-quizzes")).evaluate((all) => all.length);

test("answers wait for a network, come back after a reload, and go on at a desk; the result comes to both", async () => {
  const windows = [await device()];
  const { page, context } = windows[0] as Window;
  await play(windows, async () => {
    await page.getByRole("link", { name: /^Unit 3/ }).click();
    await page.getByRole("button", { name: "Boshlash" }).waitFor();
    await isTidy(page);
    await picture(page, "before-uz");
    await page.getByRole("button", { name: "Boshlash" }).click();
    await page.getByText("Javob berildi: 0/9").waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.getByRole("button", { name: "Yordam olish (−0,5 ball)" }).click();
    await page.getByText("Think of he, she, it.").waitFor();
    await page.getByLabel("She goes to school.").check();
    for (const day of ["Monday", "Tuesday", "Wednesday"]) await question(page, "2-savol").getByLabel(day).check();
    await question(page, "3-savol").getByLabel("Javobingiz").fill("go");
    await question(page, "4-savol")
      .getByRole("button", { name: /^Pastga/ })
      .first()
      .click();
    for (const [city, sight] of [
      ["Samarqand", "Registon"],
      ["Buxoro", "Ark"],
    ] as const)
      await page.getByLabel(city).selectOption(sight);
    await page.getByLabel("1-boʻsh joy").fill("is");
    await page.getByLabel("2-boʻsh joy").selectOption("at");
    await page.getByRole("button", { name: "Rasmda koʻrsatish" }).click({ position: { x: 60, y: 60 } });
    await page.route(/\/api\/v1\/files\//, (route) => route.abort(), { times: 1 });
    await question(page, "8-savol").getByRole("button", { name: "Tinglash" }).click();
    await page.getByText("Yozuv ochilmadi. Yana bosing: ikki marta hisoblanmaydi.").waitFor();
    await question(page, "8-savol").getByRole("button", { name: "Tinglash" }).click();
    await page.getByText("Yozuv ochilmadi.").waitFor({ state: "detached" });
    await page.getByText("Yana 1 marta tinglash mumkin.").waitFor();
    await page.getByText("Javob berildi: 7/9").waitFor();
    await until(async () => (await waiting(page)) === 0);
    await isIn(question(page, "7-savol"), "saved");
    await isTidy(page);
    await picture(page, "taking-uz");

    await context.setOffline(true);
    await question(page, "9-savol").getByLabel("Javobingiz").fill("12");
    await isIn(question(page, "9-savol"), "kept");
    await page.reload();
    await isIn(question(page, "9-savol"), "kept");
    assert.equal(await question(page, "9-savol").getByLabel("Javobingiz").inputValue(), "12");
    assert.equal(await page.getByLabel("She goes to school.").isChecked(), true);
    await picture(page, "away-uz");
    await page.getByRole("button", { name: /^Chiqish/ }).click();
    await page.getByRole("dialog", { name: "Testning 1 ta javobi hali yuborilmadi" }).waitFor();
    await page.keyboard.press("Escape");
    await context.setOffline(false);
    await isIn(question(page, "9-savol"), "saved");
    assert.equal(await waiting(page), 0);

    const desk = await device(DESK);
    windows.push(desk);
    await desk.page.getByRole("button", { name: "Русский", exact: true }).click();
    await desk.page.getByRole("link", { name: /^Unit 3/ }).click();
    await desk.page.getByRole("link", { name: "Продолжить" }).click();
    assert.equal(await question(desk.page, "Вопрос 9").getByLabel("Ваш ответ").inputValue(), "12");
    await question(desk.page, "Вопрос 3").getByLabel("Ваш ответ").fill("went");
    await isIn(question(desk.page, "Вопрос 3"), "saved");
    await until(async () => (await question(page, "3-savol").getByLabel("Javobingiz").inputValue()) === "went");
    await isTidy(desk.page);
    await picture(desk.page, "taking-ru");
    await desk.page.getByRole("button", { name: "Сдать" }).click();
    await desk.page.getByText("Нет ответа на вопрос 8.").waitFor();
    await picture(desk.page, "sheet-ru");
    await desk.page.getByRole("dialog").getByRole("button", { name: "Сдать" }).click();
    await desk.page.getByText("Вы сдали этот тест.").waitFor();
    await desk.page.getByText("Верно", { exact: true }).first().waitFor();
    await desk.page.getByText("Частично верно").first().waitFor();
    await isTidy(desk.page);
    await picture(desk.page, "result-ru");
    await page.getByText("Siz bu testdan oʻtdingiz.").waitFor();
    await page.getByText("He, she and it take -s.").waitFor();
    await isTidy(page);
    await picture(page, "result-uz");
  });
});

test("questions one by one: steps, an overview, and a teacher who looks at a text", async () => {
  const windows = [await device()];
  const { page } = windows[0] as Window;
  await play(windows, async () => {
    // The account speaks Russian since the test before.
    await page.getByRole("button", { name: "Oʻzbekcha", exact: true }).click();
    await page.getByRole("heading", { name: "Siz uchun testlar" }).waitFor();
    await page.goto(`${stage.url}/app/quiz/${stage.steps}`);
    await page.getByLabel("Oʻqituvchi bergan parol").fill("wrong");
    await page.getByRole("button", { name: "Boshlash" }).click();
    await page.locator("#quiz-password-wrong:not(:empty)").waitFor();
    await page.getByLabel("Oʻqituvchi bergan parol").fill("olma");
    await page.getByRole("button", { name: "Boshlash" }).click();
    await page.getByLabel("Toʻgʻri", { exact: true }).check();
    await page.getByRole("button", { name: "Keyingi" }).click();
    await page.getByLabel("Javobingiz").fill("My town is small and green.");
    await page.getByText("6 ta soʻz").waitFor();
    await page.getByRole("button", { name: "1-savol: javob bor" }).waitFor();
    await isTidy(page);
    await picture(page, "steps-uz");
    await page.reload();
    assert.equal(await page.getByLabel("Javobingiz").inputValue(), "My town is small and green.");
    await page.getByRole("button", { name: "Topshirish" }).click();
    await page.getByText("Hamma savolga javob berdingiz.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Topshirish" }).click();
    await page.getByText("Oʻqituvchi hali 1 ta javobni tekshiryapti.").waitFor();
    await isTidy(page);
    await picture(page, "waiting-uz");
    await page.getByRole("link", { name: "Testga qaytish" }).click();
    await page.getByText("Oʻqituvchi hali tekshiryapti").waitFor();
    await page.getByRole("link", { name: "Hamma testlar" }).click();
    await page.getByText("oʻtdingiz").waitFor();
    await isTidy(page);
    await picture(page, "list-uz");
  });
});
