/** The learner in the life of a course: a stranger finds it, signs up, pays, learns on a phone without a network, finishes elsewhere. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { isTidy, life, LESSONS, picture, TITLE } from "./course-life-stage.ts";
import type { Desk } from "./day-stage.ts";
import { door, lying, recordedFor, until } from "./stage.ts";

const FRESH = "uzum-bogi-2026";
const PAYME = /^https:\/\/checkout\.paycom\.uz\//;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The catalogue in Russian, a lesson that is open to all, the sign-up, and back to the course. */
export async function findAndSignUp({ page, press }: Desk, course: string): Promise<void> {
  await page.goto(`${life.url}/ru/courses/`);
  await isTidy(page);
  await page.getByRole("searchbox", { name: "Найти курс" }).fill("разгаворный");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  await press(page.getByRole("link", { name: TITLE.ru }));
  await page.getByText("Говорим с первого урока.").waitFor();
  await isTidy(page);
  await picture(page, "public");

  await press(page.getByRole("link", { name: LESSONS[1] }));
  await page.getByText("Вы читаете этот урок бесплатно.").waitFor();
  await page.getByText(`${LESSONS[1]}. Bu juda muhim`).first().waitFor();
  await isTidy(page);
  await picture(page, "preview");
  await press(page.getByRole("link", { name: "К курсу" }));
  await page.getByRole("heading", { level: 1, name: TITLE.ru }).waitFor();
  await page.getByText("300 000 сум").waitFor();
  await isTidy(page);
  await picture(page, "visitor");

  await press(page.getByRole("link", { name: "Вы здесь впервые? Зарегистрируйтесь" }));
  await page.getByLabel("Имя", { exact: true }).fill("Камола");
  await page.getByLabel("Фамилия").fill("Рахимова");
  await page.getByLabel("Эл. почта или номер телефона").fill(life.learner);
  await page.getByLabel("Ваш новый пароль").fill(FRESH);
  await isTidy(page);
  await press(button(page, "Зарегистрироваться"));
  await page.getByLabel("Код из шести цифр").fill(await door<string>("code", { address: life.learner }));
  await press(button(page, "Подтвердить"));
  await press(button(page, "Ко входу"));
  await signInInRussian(page, press);
  await button(page, "Купить курс").waitFor();
  assert.equal(new URL(page.url()).pathname, `/app/course/${course}`);
}

async function signInInRussian(page: Page, press: Desk["press"]): Promise<void> {
  await page.getByLabel("Эл. почта или номер телефона").fill(life.learner);
  await page.getByLabel("Пароль", { exact: true }).fill(FRESH);
  await press(button(page, "Войти"));
}

/** A code, the page of Payme, and the course that opens. */
export async function buy({ page, context, press }: Desk): Promise<void> {
  await context.route(PAYME, async (route) => {
    const back = await payAtPayme(route.request().url());
    await route.fulfill({ contentType: "text/html; charset=utf-8", body: `<a href="${back}">Оплачено, вернуться</a>` });
  });
  await press(button(page, "Купить курс"));
  await press(button(page, "У меня есть код скидки"));
  await page.getByRole("textbox", { name: "Код скидки" }).fill("yoz 2026");
  await press(button(page, "Применить код"));
  await page.getByText("255 000").waitFor();
  await isTidy(page);
  await picture(page, "order");
  await press(button(page, "Оплатить через Payme"));
  await press(page.getByRole("link", { name: "Оплачено, вернуться" }));
  await page.getByRole("link", { name: "Начать учиться" }).waitFor();
  await isTidy(page);
  await picture(page, "bought");
}

/** What Payme does when somebody pays: it checks, reserves and takes the sum that its page was given. Returns where the payer goes on. */
async function payAtPayme(address: string): Promise<string> {
  const encoded = Buffer.from(new URL(address).pathname.slice(1), "base64").toString();
  const {
    a: amount,
    c: back = "",
    ...more
  } = Object.fromEntries(
    encoded.split(";").map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]),
  );
  const sum = { amount: Number(amount), account: { payment: more["ac.payment"] } };
  const id = randomBytes(12).toString("hex");
  await callAsPayme("CheckPerformTransaction", sum);
  await callAsPayme("CreateTransaction", { ...sum, id, time: Date.now() });
  await callAsPayme("PerformTransaction", { id });
  return back;
}

async function callAsPayme(method: string, params: object): Promise<void> {
  const answer = await fetch(`${life.server}/api/v1/payments/payme/webhook/`, {
    method: "POST",
    headers: {
      Authorization: `Basic ${Buffer.from(`Paycom:${life.paymeKey}`).toString("base64")}`,
      "Content-Type": "text/json; charset=UTF-8",
    },
    body: JSON.stringify({ method, params, id: 1 }),
  });
  const said = (await answer.json()) as { result?: object; error?: object };
  assert.ok(said.result, `${method}: ${JSON.stringify(said.error)}`);
}

/** The first lesson with its tasks, then the second one without a network; what was done there is sent later. */
export async function learnHalf({ page, context, press }: Desk): Promise<void> {
  await press(page.getByRole("link", { name: "Начать учиться" }));
  await page.getByText("Salom! Bu darsda tanishamiz.").waitFor();
  await page.locator(".block-image img, .block-image picture").first().waitFor();
  await isTidy(page);
  await picture(page, "lesson");
  await startPackage(page, press);
  const essay = page.getByRole("region", { name: "Mening shahrim" });
  await essay.getByRole("textbox").fill("Men Toshkentda yashayman.");
  await press(essay.getByRole("button", { name: "Отправить" }));
  await essay.getByText("Это у вашего учителя.").waitFor();
  const reading = page.getByRole("region", { name: "Ovoz chiqarib oʻqing" }).first();
  await press(reading.getByRole("button", { name: "Записать", exact: true }));
  await recordedFor(page, life.seconds);
  await press(reading.getByRole("button", { name: "Готово" }));
  await press(reading.getByRole("button", { name: "Отправить учителю" }));
  await reading.getByText("Нажмите на слово, чтобы услышать себя").waitFor();
  await page.getByText("33 % курса").first().waitFor();

  await press(page.getByRole("link", { name: "Следующий урок" }));
  await page.getByRole("heading", { level: 1, name: LESSONS[1] }).waitFor();
  await page.getByText("Урок 2 из 3").waitFor();
  await until(async () => (await waiting(page)) === 0);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  await readToTheEnd(page);
  await page.getByText("Всё, что вы делаете, хранится на устройстве и отправится позже.").waitFor();
  await picture(page, "offline");
  await page.reload();
  await page.getByText("Здесь то, что было").waitFor();
  await page.getByText(`${LESSONS[1]}. Bu juda muhim`).first().waitFor();
  assert.equal(await waiting(page), 1);
  await context.setOffline(false);
  await page.getByText("66 % курса").first().waitFor();
  await until(async () => (await waiting(page)) === 0);
}

const waiting = async (page: Page) => (await lying(page, "pending", "talim-learning")).evaluate((all) => all.length);

async function startPackage(page: Page, press: Desk["press"]): Promise<void> {
  const card = page.getByRole("region", { name: "scorm-1.2" });
  await press(card.getByRole("button", { name: "Начать" }));
  await card.getByText("Выполнено, 80 %.").waitFor();
  await press(card.getByRole("button", { name: "Закрыть" }));
}

async function readToTheEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += 400) {
      scrollTo(0, top);
      await new Promise((done) => setTimeout(done, 50));
    }
  });
}

/** On another device: where she was, the end of the course, coins, a review. */
export async function finishElsewhere({ page, press }: Desk): Promise<void> {
  await page.goto(`${life.url}/app/?lang=ru`);
  await signInInRussian(page, press);
  await press(page.getByRole("link", { name: `Продолжить: ${LESSONS[2]}` }));
  await page.getByRole("heading", { level: 1, name: LESSONS[2] }).waitFor();
  await page.getByText("66 % курса").waitFor();
  await readToTheEnd(page);
  await page.getByText("Курс пройден!").waitFor();
  await isTidy(page);
  await picture(page, "done");
  await press(page.getByRole("link", { name: "К курсу" }));
  await press(button(page, "Написать отзыв"));
  await page.getByRole("radio", { name: "5 звёзд" }).check();
  await page.getByLabel("Что хорошо и что можно сделать лучше?").fill("Короткие уроки, всё понятно.");
  await press(button(page, "Сохранить"));
  await page.getByText("5 из 5 · 1 отзыв").first().waitFor();
  await isTidy(page);
  await picture(page, "reviewed");
  await press(page.getByRole("navigation", { name: "Talim" }).getByRole("link", { name: "Монеты" }));
  await page.getByRole("heading", { level: 1, name: /^\d+ монет/ }).waitFor();
  await page.getByText("Онлайн-курс").waitFor();
  await page.getByText("+50").waitFor();
}

/** The browser shows pages of YouTube; here they are empty. */
export async function withoutYoutube(context: BrowserContext): Promise<void> {
  await context.route(/youtube/, (route) => route.fulfill({ contentType: "text/html", body: "" }));
}
