/** A pupil appeals in Russian on a phone, the teacher answers in Uzbek at a desk; a parent and a colleague do it the other way round. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findings, lookAt } from "./looks-around.ts";
import { stage as told, visit, type Stage } from "./stage.ts";
import { DESK, PHONE } from "./teacher-stage.ts";

const stage = told as Stage & {
  gradebook: string;
  teacher: string;
  colleague: string;
  pupil: string;
  parent: string;
  name: string;
  pupil_name: string;
  child: string;
};

const oral = (page: Page) => page.getByRole("listitem").filter({ hasText: "Oral exam" }).first();

test("a pupil appeals in Russian on a phone, and the teacher changes the grade in Uzbek at a desk", async () => {
  await visit(stage.pupil, `grade/${stage.gradebook}`, PHONE, async (page) => {
    const item = oral(page);
    await item.getByText("12 из 20 баллов").waitFor();
    await item.getByText("Оспорить эту оценку").click();
    const form = item.getByRole("form", { name: "Апелляция: Oral exam" });
    await form.getByRole("button", { name: "Отправить апелляцию" }).click();
    await form.getByText("Заполните это поле.").waitFor();
    await form.getByLabel("Что учителю посмотреть ещё раз?").fill("Я ответил на последний вопрос.");
    await lookAt(page, "appeal-ru-phone");
    await form.getByRole("button", { name: "Отправить апелляцию" }).click();
    await page.getByText("Учителя попросили пересмотреть оценку.").waitFor();
    await item.getByText("Ждёт ответа").waitFor();
    await visit(stage.teacher, `gradebook/${stage.gradebook}`, DESK, grant);
    await item.getByText("17,5 из 20 баллов").waitFor();
    await item.getByText("Оценка изменена: 17,5 / 20").waitFor();
    await item.getByText("Toʻgʻri, men yana eshitdim.").waitFor();
    await lookAt(page, "appeal-answered-ru-phone");
  });
  assert.deepEqual(findings, []);
});

/** From the gradebook to the appeal; points that are none are refused. */
async function grant(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Eʼtirozlar: 1" }).click();
  await page.getByRole("heading", { name: "Bahoga eʼtirozlar" }).waitFor();
  await lookAt(page, "appeals-uz-desk");
  await page.getByRole("button", { name: `Javob berish ${stage.pupil_name}, Oral exam` }).click();
  const drawer = page.getByRole("dialog", { name: stage.pupil_name });
  await drawer.getByText("Hozir 20 balldan 12").waitFor();
  await drawer.getByRole("radio", { name: "Oʻzgartirish" }).check();
  await drawer.getByLabel("Yangi ball").fill("ko‘p");
  await drawer.getByLabel("Javobingiz").fill("Toʻgʻri, men yana eshitdim.");
  await drawer.getByRole("button", { name: "Javobni yuborish" }).click();
  await drawer.getByText("Ballni raqam bilan yozing.").waitFor();
  await lookAt(page, "appeal-answer-uz-desk");
  await drawer.getByLabel("Yangi ball").fill("17,5");
  await drawer.getByRole("button", { name: "Javobni yuborish" }).click();
  await page.getByText(`Javob yuborildi: ${stage.pupil_name}.`).waitFor();
  await page.getByText("Sizni kutayotgan eʼtiroz yoʻq.").waitFor();
  await page.getByRole("region", { name: "Javob berilgan" }).getByText("Baho oʻzgartirildi: 17,5 / 20").waitFor();
}

test("a parent appeals in Uzbek at a desk, and a colleague leaves the grade in Russian on a phone", async () => {
  await visit(stage.parent, "grades", DESK, async (page) => {
    await page.getByRole("link", { name: stage.name }).click();
    const item = oral(page);
    await item.getByText("Bu bahoga eʼtiroz bildirish").click();
    const form = item.getByRole("form", { name: "Eʼtiroz: Oral exam" });
    await form.getByLabel("Oʻqituvchi nimani qayta koʻrsin?").fill("Bola kasal edi.");
    await lookAt(page, "appeal-uz-desk");
    await form.getByRole("button", { name: "Eʼtirozni yuborish" }).click();
    await item.getByText("Javob kutmoqda").waitFor();
    await visit(stage.colleague, "messages", PHONE, decline);
    await item.getByText("Baho oʻzgarmadi").waitFor();
    await item.getByText("В тот день все были здоровы.").waitFor();
    await lookAt(page, "appeal-answered-uz-desk");
  });
  assert.deepEqual(findings, []);
});

/** From the message to the appeal. */
async function decline(page: Page): Promise<void> {
  await page.getByText("Апелляция на оценку").first().click();
  await page.getByRole("heading", { name: "Апелляции на оценки" }).waitFor();
  await lookAt(page, "appeals-ru-phone");
  await page.getByRole("button", { name: `Ответить ${stage.child}, Oral exam` }).click();
  const drawer = page.getByRole("dialog", { name: stage.child });
  await drawer.getByRole("radio", { name: "Оставить" }).check();
  await drawer.getByLabel("Ваш ответ").fill("В тот день все были здоровы.");
  await lookAt(page, "appeal-answer-ru-phone");
  await drawer.getByRole("button", { name: "Отправить ответ" }).click();
  await page.getByText("Апелляций, которые ждут вас, нет.").waitFor();
}
