/** A teacher has an essay marked twice; she marks in Uzbek at a desk, her colleague in Russian on a phone, both without names. */

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
  teacher_name: string;
  colleague_name: string;
};

test("two people mark an essay without names, and the grades come of both", async () => {
  await visit(stage.teacher, `gradebook-setup/${stage.gradebook}`, DESK, async (page) => {
    await page.getByRole("link", { name: "Ikkinchi tekshiruv" }).click();
    await page.getByRole("heading", { name: "Essay" }).waitFor();
    await setUp(page);
    await page.getByRole("button", { name: "Ikkinchi tekshiruvni bekor qilish" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ikkinchi tekshiruvni bekor qilish" }).click();
    await page.getByText("Ikkinchi tekshiruv bekor qilindi.").waitFor();
    await page.getByRole("region", { name: "Sizning varaqangiz" }).waitFor({ state: "detached" });
    await setUp(page);
    const sheet = page.getByRole("region", { name: "Sizning varaqangiz" });
    const codes = await readCodes(page);
    assert.equal(codes.length, 2);
    for (const [place, points] of ["18", "12"].entries()) {
      const work = sheet.getByRole("form", { name: `${codes[place]} ishi` });
      await work.getByLabel("Ball (20 dan)").fill(points);
      await work.getByRole("button", { name: "Saqlash" }).click();
      await page.getByText(`${codes[place]} ishi: ${points}.`).waitFor();
    }
    await page.getByText("birinchi ball kiritilgan").first().waitFor();
    await lookAt(page, "marking-uz-desk");
    await visit(stage.colleague, "messages", PHONE, (other) => markAsSecond(other, codes));
    await page.reload();
    await settle(page);
  });
  assert.deepEqual(findings, []);
});

/** The teacher and her colleague mark, and may differ by a point. */
async function setUp(page: Page): Promise<void> {
  const settings = page.getByRole("form", { name: "Kim tekshiradi" });
  await settings.getByLabel("Birinchi tekshiruvchi").selectOption(stage.teacher_name);
  await settings.getByLabel("Ikkinchi tekshiruvchi").selectOption(stage.colleague_name);
  await settings.getByLabel("Necha ballga farq qilishi mumkin").fill("1");
  await settings.getByRole("button", { name: "Saqlash" }).click();
  await page.getByText("Tekshiruvchilarga xabar berildi.").waitFor();
  await page.getByRole("region", { name: "Sizning varaqangiz" }).waitFor();
}

/** The codes of the works as they stand in the sheet, without any name. */
async function readCodes(page: Page): Promise<string[]> {
  const rows = page.locator("section[aria-labelledby=sheet] li > p > strong");
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

/** From the message to the sheet. */
async function markAsSecond(page: Page, codes: string[]): Promise<void> {
  await page.getByText("Работы на проверку").first().click();
  await page.getByRole("heading", { name: "Essay" }).waitFor();
  assert.deepEqual(await readCodes(page), codes);
  assert.equal(await page.getByText("имя скрыто").count(), 2);
  assert.equal(await page.getByText("18", { exact: true }).count(), 0, "not the other's points");
  await lookAt(page, "marking-ru-phone");
  const sheet = page.getByRole("region", { name: "Ваша ведомость" });
  for (const [place, points] of ["19", "17,5"].entries()) {
    const work = sheet.getByRole("form", { name: `Работа ${codes[place]}` });
    await work.getByLabel("Баллы из 20").fill(points);
    await work.getByRole("button", { name: "Сохранить" }).click();
    await page.getByText(`Работа ${codes[place]}: ${points}.`).waitFor();
  }
  await page.getByText("работы с обоими баллами").waitFor();
  await lookAt(page, "marked-ru-phone");
}

async function settle(page: Page): Promise<void> {
  // 5 and 5 in the words of the scale, and 3 and 5.
  const agreement = page.getByRole("region", { name: "Ular qanchalik bir fikrda" });
  await agreement.getByText("ikkala bali bor ishlar: 2").waitFor();
  assert.match(await agreement.innerText(), /Bir xil baho\s+50 %/);
  await lookAt(page, "agreement-uz-desk");
  await page.getByRole("button", { name: "Kelishilgan 1 ta bahoni qoʻyish" }).click();
  await page.getByText("1 ta baho qoʻyildi.").waitFor();
  await page.getByRole("button", { name: "Hal qilish:" }).click();
  const form = page.getByRole("form", { name: "Hal qilish:" });
  await form.getByLabel("Hisoblanadigan ball").fill("15");
  await form.getByLabel("Sababi").fill("Birga oʻqidik.");
  await form.getByRole("button", { name: "Bahoni qoʻyish" }).click();
  await page.getByText("baho qoʻyilgan: 15").waitFor();
  await page.getByText("baho qoʻyilgan: 18,5").waitFor();
  await lookAt(page, "settled-uz-desk");
}
