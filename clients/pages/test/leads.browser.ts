/** From an answer to a site form to a pupil with a contract: on a phone in Uzbek, at a desk in Russian by keyboard. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { LeadsWords } from "../src/leads/words/en.ts";
import { ru } from "../src/leads/words/ru.ts";
import { uz } from "../src/leads/words/uz.ts";
import { form as ruForm } from "./leads-words.ts";
import { isTidy, picture } from "./course-life-stage.ts";
import { as } from "./family-stage.ts";
import { hearing, phone, PHONE, signIn, stage, until } from "./stage.ts";

/** `staff`: a colleague; `uz`, `ru`: who works at the phone and at the desk; `key`: of the site form. */
const told = stage as typeof stage & { staff: string; uz: string; ru: string; key: string; group: string };
const DESK = { width: 1280, height: 900 };

interface Walk {
  texts: LeadsWords;
  language: "uz" | "ru";
  login: string;
  name: string;
  number: string;
  stages: [string, string];
}

const notice = (page: Page, text: string) => page.locator(".notices p").filter({ hasText: text }).first().waitFor();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const section = (page: Page, name: string) =>
  page.locator("details.card-part").filter({ has: page.getByRole("heading", { name, exact: true }) });

/** A stranger fills in the form of the site. */
async function answerForm({ name, number, language }: Walk): Promise<void> {
  const context = await (await hearing(null)).newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${stage.url}/api/v1/leads/forms/${told.key}/?language=${language}`);
  await page.locator('input[name="name"]').fill(name);
  await page.locator('input[name="phone"]').fill(number);
  await page.locator('input[name="consent"]').check();
  await page.locator("button[type=submit]").click();
  await page.getByRole("status").waitFor();
  await context.close();
}

/** The lead stands in the first column; it is moved to the second. */
async function findOnBoard(page: Page, walk: Walk, isWide: boolean): Promise<void> {
  const [first, second] = walk.stages;
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
  await page.goto(`${stage.url}/app/leads`);
  const card = (name: string) => column(name).getByRole("listitem").filter({ hasText: walk.name });
  await card(first).waitFor();
  await isTidy(page);
  await picture(page, `leads-board-${walk.language}`);
  if (isWide) {
    await card(first)
      .getByRole("button", { name: walk.texts.moveByKeys(walk.name) })
      .press("ArrowRight");
    await card(second).waitFor();
    const grip = card(second).getByRole("button", { name: walk.texts.moveByKeys(walk.name) });
    await until(() => grip.evaluate((element) => element === document.activeElement));
    await page.goto(`${stage.url}/app/leads`);
    await card(second)
      .getByRole("button", { name: walk.texts.moveByKeys(walk.name) })
      .dragTo(column(first).locator("ul"));
    await card(first).waitFor();
  }
  await card(first).getByRole("link", { name: walk.name }).click();
  await page.getByRole("heading", { name: walk.name, level: 1 }).waitFor();
  await page.getByLabel(walk.texts.stage, { exact: true }).selectOption({ label: second });
  await section(page, walk.texts.timeline).getByText(`${first} → ${second}`).first().waitFor();
}

/** The colleague has the lead for a moment: whose it is stands there, and nothing else can be done. */
async function seeOtherCaller(page: Page, { texts }: Walk): Promise<void> {
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await as(told.staff, "POST", `/leads/${id}/claim/`);
  await button(page, texts.claim).click();
  await page.getByRole("status").filter({ hasText: "Umida" }).waitFor();
  assert.equal(await button(page, texts.claim).count(), 0);
  await as(told.staff, "DELETE", `/leads/${id}/claim/`);
}

/** The next call is claimed, made and written down, with what is next. */
async function call(page: Page, { texts, name, language }: Walk, isWide: boolean): Promise<void> {
  await page.goto(`${stage.url}/app/lead-calls`);
  await page.getByRole("listitem").filter({ hasText: name }).waitFor();
  const next = button(page, texts.nextCall);
  if (isWide) await next.press("Enter");
  else await next.click();
  await page.getByRole("heading", { name, level: 2 }).waitFor();
  await page
    .getByRole("status")
    .filter({ hasText: texts.youCall("").trim().split(".")[0] ?? "" })
    .waitFor();
  await isTidy(page);
  await picture(page, `leads-call-${language}`);
  await button(page, texts.call).click();
  await page.getByText(ruForm[language].required).first().waitFor();
  await page.getByRole("radio", { name: texts.outcomes.reached }).check();
  await page.locator("textarea[name=text]").fill("B1, 18:00");
  await page.locator("input[name=next_step]").fill("SMS");
  await button(page, texts.call).click();
  await page.getByText(texts.stepNeedsDay).waitFor();
  await page.locator("input[name=step_day]").fill("2030-01-15");
  await button(page, texts.call).click();
  await notice(page, texts.callSaved);
  await page.getByRole("listitem").filter({ hasText: name }).waitFor({ state: "detached" });
}

async function tryLesson(page: Page, { texts, language }: Walk): Promise<void> {
  const own = section(page, texts.flow.title);
  await own.getByRole("button", { name: texts.flow.bookTrial }).click();
  await own.getByRole("combobox", { name: texts.flow.group }).fill("A2");
  await own.getByRole("option", { name: /A2 morning/ }).click();
  const days = own.locator("select[name=day]");
  await until(async () => (await days.locator("option").count()) > 1);
  await days.selectOption({ index: 1 });
  await isTidy(page);
  await picture(page, `leads-trial-${language}`);
  await own.getByRole("button", { name: texts.flow.bookTrial }).last().click();
  await notice(page, texts.flow.trialBooked);
  await own.getByRole("button", { name: texts.flow.anotherTrial }).waitFor();
}

async function sendTest(page: Page, { texts }: Walk): Promise<void> {
  const own = section(page, texts.flow.title);
  await own.getByRole("button", { name: texts.flow.sendTest }).click();
  const tests = own.locator("select[name=test]");
  await until(async () => (await tests.locator("option").count()) > 1);
  await tests.selectOption({ label: "English for adults" });
  await own.getByRole("button", { name: texts.flow.sendTest }).last().click();
  await own.getByRole("img", { name: texts.flow.qr }).waitFor();
  assert.match(await own.locator(".new-link").innerText(), /\/placement#token=/);
  await own.getByText(texts.notBegun).waitFor();
}

/** Account, place, contract and money in one act; the contract is a PDF. */
async function convert(page: Page, { texts, name, language }: Walk): Promise<void> {
  const own = section(page, texts.flow.title);
  await own.getByRole("button", { name: texts.flow.convert }).click();
  await own.getByRole("combobox", { name: texts.flow.group }).fill("A2");
  await own.getByRole("option", { name: /A2 morning/ }).click();
  await own.locator("input[name=takes_money]").check();
  await own.getByRole("button", { name: texts.flow.convert }).last().click();
  await own.getByText(ruForm[language].required).first().waitFor();
  await own.locator("input[name=amount]").fill("450 000");
  await isTidy(page);
  await picture(page, `leads-convert-${language}`);
  await own.getByRole("button", { name: texts.flow.convert }).last().click();
  await own.getByText(texts.flow.converted(name)).first().waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), own.getByRole("button", { name: "PDF" }).click()]);
  assert.match(file.suggestedFilename(), /^contract-\d+\.pdf$/);
  await isTidy(page);
  await picture(page, `leads-pupil-${language}`);
  await own.getByRole("link", { name: texts.flow.pupil }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

async function walk(own: Walk, viewport: typeof DESK): Promise<void> {
  const isWide = viewport.width > PHONE.width;
  await answerForm(own);
  const { page, complaints, close } = await phone(null, viewport);
  try {
    await page.goto(`${stage.url}/app/`);
    await signIn(page, own.login);
    await page.locator(`html[lang=${own.language}]`).waitFor();
    await page.getByRole("navigation").first().waitFor();
    await findOnBoard(page, own, isWide);
    const address = page.url();
    await seeOtherCaller(page, own);
    await call(page, own, isWide);
    await page.goto(address);
    await tryLesson(page, own);
    await sendTest(page, own);
    await convert(page, own);
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText(), complaints);
    throw error;
  } finally {
    await close();
  }
}

test("a stranger becomes a pupil, on a phone in Uzbek", async () => {
  const stages: Walk["stages"] = ["Yangi", "Gaplashildi"];
  await walk(
    { texts: uz, language: "uz", login: told.uz, name: "Jasur Oripov", number: "90 123 45 67", stages },
    PHONE,
  );
});

test("a stranger becomes a pupil, at a desk in Russian", async () => {
  const stages: Walk["stages"] = ["Новые", "Поговорили"];
  await walk({ texts: ru, language: "ru", login: told.ru, name: "Лола Саидова", number: "90 765 43 21", stages }, DESK);
});
