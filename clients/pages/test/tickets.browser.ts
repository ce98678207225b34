/**
 * The centre sets the rules of tickets; a pupil reports a problem, in Uzbek on a phone; the office answers in Russian at a
 * desk, and each sees at once what the other does. A guest writes without an account.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { findings, lookAround } from "./looks-around.ts";
import { at, door, play, recordedFor, stage as told, until, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  pupil: string;
  office: string;
  admin: string;
  guest: string;
  /** In base64. */
  picture: string;
  /** Of the pupil, the member of the office. */
  names: [string, string];
};
const [PUPIL, OFFICE] = stage.names ?? ["", ""];
const CANNED = "Chekni qayta yubordik.";
/** How far the story has come: each part needs the one before. */
let done = 0;
let address = "";

const file = () => ({ name: "screen.png", mimeType: "image/png", buffer: Buffer.from(stage.picture, "base64") });

/** A text of the conversation, be it a note or not. */
const comment = (page: Page, text: string) => page.getByTestId("comment").filter({ hasText: text });

/** Wait for the answer to a request of this kind that something on the page sends. */
async function waitFor(page: Page, method: string, part: string, act: () => Promise<void>): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.request().method() === method && response.url().includes(part),
  );
  await act();
  assert.ok((await answered).ok(), `${method} ${part}: ${(await answered).status()}`);
}

async function fillTexts(form: Locator, texts: Record<string, string>): Promise<void> {
  for (const [language, text] of Object.entries(texts))
    await form.getByRole("textbox", { name: language, exact: false }).fill(text);
}

test("the centre sets categories, rules, times, hours and canned answers", async () => {
  await play([await sit(stage.admin, "ticket-rules", DESK)], async (page) => {
    const sheet = page.locator("dialog.drawer");
    await page.getByRole("button", { name: "New category" }).click();
    await fillTexts(sheet, { English: "Payment", Oʻzbekcha: "Toʻlovlar", Русский: "Платежи" });
    await sheet.getByRole("button", { name: "Save" }).click();
    await page.getByTestId("category").getByRole("button", { name: "Edit" }).click();
    await sheet.getByRole("textbox", { name: "English" }).fill("Payments");
    await sheet.getByRole("button", { name: "Save" }).click();
    await page.getByTestId("category").getByText("Payments").waitFor();
    await lookAround(page, "categories-en");

    await page.getByRole("button", { name: "Assignment rules" }).click();
    for (const method of ["In turn", "Who has fewest open tickets"]) {
      await page.getByRole("button", { name: "New rule" }).click();
      await sheet.getByLabel("How it chooses").selectOption({ label: method });
      await sheet.getByRole("combobox", { name: "People" }).fill(OFFICE.split(" ")[0] ?? "");
      await sheet.getByRole("option", { name: OFFICE }).click();
      await sheet.getByRole("button", { name: "Save" }).click();
      await page.getByTestId("rule").getByText(method).waitFor();
    }
    await page.getByTestId("rule").filter({ hasText: "fewest" }).getByRole("button", { name: "Edit" }).click();
    await sheet.getByRole("button", { name: "Remove the rule" }).click();
    await page
      .getByRole("dialog", { name: "Remove the rule" })
      .last()
      .getByRole("button", { name: "Remove the rule" })
      .click();
    await page.getByTestId("rule").filter({ hasText: "fewest" }).waitFor({ state: "detached" });
    await page.getByTestId("rule").getByRole("button", { name: "Edit" }).click();
    await sheet.getByLabel("Place in the order").fill("1");
    await waitFor(page, "PUT", "/support/rules/", () => sheet.getByRole("button", { name: "Save" }).click());
    await sheet.waitFor({ state: "detached" });
    await lookAround(page, "rules-en");

    await page.getByRole("button", { name: "Service times" }).click();
    const medium = page.getByRole("group", { name: "Medium" });
    await medium.getByLabel("Minutes until the first answer").fill("60");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Fill in both, or none.").waitFor();
    await medium.getByLabel("Minutes until the resolution").fill("480");
    await waitFor(page, "PUT", "/support/targets/", () => page.getByRole("button", { name: "Save" }).click());
    await lookAround(page, "times-en");

    await page.getByRole("button", { name: "Opening hours" }).click();
    for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) {
      await page.getByLabel(`${day}: opens`).fill("00:00");
      await page.getByLabel(`${day}: closes`).fill("00:00");
    }
    await waitFor(page, "PUT", "/support/hours/", () => page.getByRole("button", { name: "Save" }).click());
    await lookAround(page, "hours-en");

    await page.getByRole("button", { name: "Canned answers" }).click();
    for (const title of ["Receipt sent again", "Not needed"]) {
      await page.getByRole("button", { name: "New canned answer" }).click();
      await sheet.getByLabel("Title for the office").fill(title);
      await fillTexts(sheet, {
        English: "We have sent it again.",
        Oʻzbekcha: CANNED,
        Русский: "Мы отправили чек снова.",
      });
      await sheet.getByRole("button", { name: "Save" }).click();
      await page.getByTestId("canned").getByText(title, { exact: true }).waitFor();
    }
    await page.getByTestId("canned").filter({ hasText: "Not needed" }).getByRole("button", { name: "Edit" }).click();
    await sheet.getByRole("button", { name: "Remove the answer" }).click();
    await page
      .getByRole("dialog", { name: "Remove the answer" })
      .last()
      .getByRole("button", { name: "Remove the answer" })
      .click();
    await page.getByTestId("canned").filter({ hasText: "Not needed" }).waitFor({ state: "detached" });
    await page.getByTestId("canned").getByRole("button", { name: "Edit" }).click();
    await sheet.getByRole("textbox", { name: "Русский" }).fill("Мы отправили чек ещё раз.");
    await waitFor(page, "PUT", "/support/canned-answers/", () => sheet.getByRole("button", { name: "Save" }).click());
    await sheet.waitFor({ state: "detached" });
    await lookAround(page, "canned-en");
  });
  done = 1;
});

test("a pupil reports a problem; the office answers, and it is seen at once", async () => {
  assert.equal(done, 1, "the part before has failed");
  const desks = [await sit(stage.pupil, "payments", PHONE), await sit(stage.office, "tickets", DESK)];
  await play(desks, async (page, office) => {
    assert.ok(page && office);
    await office.getByText("Здесь появятся обращения").waitFor();
    await page.getByRole("button", { name: "Muammo haqida xabar" }).click();
    const sheet = page.getByRole("dialog", { name: "Muammo haqida xabar" });
    await sheet.getByText("/app/payments").waitFor();
    await sheet.getByText("Yuborilmaydi.").waitFor();
    await sheet.getByLabel("Nima boʻldi?").fill("Chek koʻrinmayapti.");
    await sheet.getByRole("button", { name: "Ekranni rasmga olish" }).click();
    await sheet.getByText("Bu rasmni brauzer oldi").waitFor();
    await lookAround(page, "taken-uz");
    await sheet.getByRole("button", { name: "Rasm yuborilmasin" }).click();
    await sheet.getByLabel("Rasm tanlash").setInputFiles(file());
    await sheet.getByText("Bu rasmni siz tanladingiz: screen.png").waitFor();
    await sheet.getByRole("button", { name: "Rasm yuborilmasin" }).click();
    await sheet.getByText("Yuborilmaydi.").waitFor();
    await sheet.getByLabel("Rasm tanlash").setInputFiles(file());
    await lookAround(page, "report-uz");
    await sheet.getByRole("button", { name: "Ofisga yuborish" }).click();
    await page.getByText("Murojaatingiz raqami: 1", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Murojaatni ochish" }).click();
    await page.getByRole("heading", { level: 1, name: "#1" }).waitFor();
    await comment(page, "Chek koʻrinmayapti.").getByRole("link", { name: "screen.png" }).waitFor();
    address = new URL(page.url()).pathname.replace("/app/", "");

    const card = office.getByTestId("board-card");
    await card.getByText(OFFICE).waitFor(); // the rule gave it
    await lookAround(office, "board-ru");
    await card.getByRole("link").click();
    await office.getByText("осталось", { exact: false }).first().waitFor();
    await office.getByRole("radio", { name: "Заметка для офиса" }).check();
    await office.getByLabel("Заметка, только для офиса").fill("Проверить кассу.");
    await office.getByRole("button", { name: "Сохранить заметку" }).click();
    await office.getByTestId("note").getByText("Проверить кассу.").waitFor();
    await office.getByLabel("Готовый ответ").selectOption({ label: "Receipt sent again" });
    await office.getByLabel("На языке").selectOption({ label: "Oʻzbekcha" });
    await office.getByRole("button", { name: "Вставить" }).click();
    assert.equal(await office.getByLabel("Ваш ответ").inputValue(), CANNED);
    await office.getByLabel("Состояние после этого").selectOption({ label: "Ждёт ответа" });
    await office.getByRole("button", { name: "Отправить", exact: true }).click();

    await comment(page, CANNED).waitFor();
    await page.getByText("Javob kutilmoqda").waitFor();
    assert.equal(await page.getByText("Проверить кассу.").count(), 0);
    await lookAround(page, "ticket-uz");
    await lookAround(office, "ticket-ru");
    await page.getByLabel("Sizning javobingiz").fill("Hali ham yoʻq.");
    await page.getByLabel("Fayllar").setInputFiles(file());
    await page.getByRole("button", { name: "screen.png: olib tashlash" }).waitFor();
    await page.getByRole("button", { name: "Yuborish", exact: true }).click();
    await comment(office, "Hali ham yoʻq.").getByRole("link", { name: "screen.png" }).waitFor();
  });
  done = 2;
});

test("the office sorts it, gives it to somebody and resolves it on the board with keys", async () => {
  assert.equal(done, 2, "the part before has failed");
  const desks = [await sit(stage.pupil, address, PHONE), await sit(stage.office, address, DESK)];
  await play(desks, async (page, office) => {
    assert.ok(page && office);
    const panel = office.getByRole("complementary", { name: "Работа с обращением" });
    await waitFor(
      office,
      "PATCH",
      "/support/tickets/",
      async () => void (await panel.getByLabel("Важность").selectOption({ label: "Высокий" })),
    );
    await waitFor(
      office,
      "PATCH",
      "/support/tickets/",
      async () => void (await panel.getByLabel("Категория").selectOption({ label: "Платежи" })),
    );
    await waitFor(office, "POST", "/assign/", () => panel.getByRole("button", { name: "Забрать" }).click());
    await waitFor(office, "POST", "/assign/", () => panel.getByRole("button", { name: "Беру себе" }).click());
    await panel.getByRole("button", { name: "Забрать" }).waitFor();
    await panel.getByRole("button", { name: "Изменить" }).click();
    await panel.getByRole("combobox", { name: "Человек" }).fill(PUPIL.split(" ")[0] ?? "");
    await panel.getByRole("option", { name: PUPIL }).click();
    await waitFor(office, "PATCH", "/support/tickets/", () =>
      panel.getByRole("button", { name: "Сохранить, чего это касается" }).click(),
    );
    await panel.getByRole("link", { name: PUPIL }).last().waitFor();

    await office.getByRole("link", { name: "Обращения", exact: true }).first().click();
    const card = office.getByTestId("board-card");
    const grip = card.getByRole("button", { name: "Переместить №1" });
    await grip.focus();
    for (const state of ["Ждёт ответа", "Решено"]) {
      await waitFor(office, "PATCH", "/support/tickets/", () => office.keyboard.press("ArrowRight"));
      await office.getByRole("region", { name: state }).getByTestId("board-card").waitFor();
      await until(() => grip.evaluate((button) => button === document.activeElement));
    }
    await page.getByText("Hal qilindi", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Mamnunmisiz?" }).waitFor();
    await lookAround(page, "resolved-uz");
    await card.dragTo(office.getByRole("region", { name: "В работе" }));
    await page.getByText("Ishlanmoqda", { exact: true }).waitFor();
    await card.dragTo(office.getByRole("region", { name: "Решено" }));
    await page.getByText("Hal qilindi", { exact: true }).waitFor();
  });
  done = 3;
});

test("the pupil rates it, closes it, and opens it again with an answer", async () => {
  assert.equal(done, 3, "the part before has failed");
  const desks = [await sit(stage.pupil, address, PHONE), await sit(stage.office, address, DESK)];
  await play(desks, async (page, office) => {
    assert.ok(page && office);
    await page.getByRole("radio", { name: "5 ta yulduz" }).check();
    await page.getByRole("button", { name: "Bahoni yuborish" }).click();
    await page.getByText("Baho: 5 dan 5").waitFor();
    await page.getByRole("button", { name: "Murojaatni yopish" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Murojaatni yopish" }).click();
    await office.getByText("Закрытое обращение не меняется.", { exact: false }).first().waitFor();
    await page.getByText("Qayta ochish uchun 14 kun ichida yozing.", { exact: false }).waitFor();
    await page.getByLabel("Sizning javobingiz").fill("Yana koʻrinmayapti.");
    await page.getByRole("button", { name: "Ovozli xabar yozish" }).click();
    await page.locator(".recorder button.record").click();
    await recordedFor(page, 3);
    await page.locator(".recorder button.main").click();
    await page.getByRole("button", { name: "Qoʻshish" }).click();
    await page.locator(".pill").filter({ hasText: "voice." }).waitFor();
    await page.getByRole("button", { name: "Yuborish", exact: true }).click();
    await comment(office, "Yana koʻrinmayapti.").waitFor();
    const sound = comment(office, "Yana koʻrinmayapti.").locator("audio");
    await until(() => sound.evaluate(async (audio: HTMLAudioElement) => (await fetch(audio.src)).ok));
    await office.getByText("Открывали снова 1 раз").waitFor();

    await page.getByRole("link", { name: "Murojaatlarim" }).first().click();
    await page.getByRole("button", { name: "Ofisga yozish" }).click();
    const form = page.getByRole("form", { name: "Ofisga yozish" });
    await form.getByLabel("Nima haqida?").fill("Chek");
    await form.getByLabel("Nima boʻldi? Sizga nima kerak?").fill("Yana oʻsha chek haqida.");
    await form.getByLabel("Turkum").selectOption({ label: "Toʻlovlar" });
    await lookAround(page, "new-uz");
    await form.getByRole("button", { name: "Yuborish" }).click();
    await page.getByRole("heading", { level: 1, name: "#2 Chek" }).waitFor();
    const second = new URL(page.url()).pathname;
    await page.getByRole("link", { name: "Murojaatlarim" }).first().click();
    await page.getByTestId("ticket").first().waitFor();
    await lookAround(page, "own-uz");

    await office.goto(stage.url + second);
    await office.getByRole("button", { name: "Объединить с другим обращением" }).click();
    const dialog = office.getByRole("dialog");
    await dialog.getByRole("combobox").fill("1");
    await dialog.getByRole("option", { name: "№1" }).click();
    await dialog.getByRole("button", { name: "Объединить с другим обращением" }).click();
    await office.getByText("Из обращения №2").waitFor();
    await page.goto(stage.url + second);
    await page.getByText("Bu murojaat #1 bilan birlashtirilgan.").waitFor();
    await comment(page, "Yana oʻsha chek haqida.").waitFor();
  });
  done = 4;
});

test("a guest writes without an account, and the office finds it in the list", async () => {
  assert.equal(done, 4, "the part before has failed");
  await at("/app/support", async ({ page }) => {
    await page.getByLabel("Your e-mail").fill(stage.guest);
    await page.getByLabel("Your name").fill("Gulnora");
    await page.getByLabel("What is it about?").fill("Prices");
    await page.getByLabel("What happened? What do you need?").fill("What does A1 cost?");
    await lookAround(page, "guest-en");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Look into your e-mail").waitFor();
    const link = await door<string>("link", { address: stage.guest });
    await page.goto(`${stage.url}/support${new URL(link).hash}`);
    await page.getByRole("button", { name: "Confirm the request" }).click();
    await page.getByText("Your request has the number 3").waitFor();
    assert.equal(new URL(page.url()).hash, "");
    await lookAround(page, "confirmed-en");
  });
  await play([await sit(stage.office, "tickets?view=list", DESK)], async (page) => {
    await page
      .getByRole("button", { name: "#3 Prices" })
      .or(page.getByRole("button", { name: "№3 Prices" }))
      .waitFor();
    await page.getByPlaceholder("Номер, слова или имя").fill("prices");
    await page.getByRole("button", { name: "№1" }).waitFor({ state: "detached" });
    await lookAround(page, "list-ru");
    await page.getByPlaceholder("Номер, слова или имя").fill("");
    await page.getByLabel("Важность").selectOption({ label: "Высокий" });
    await page.getByRole("button", { name: "№3 Prices" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "№1" }).click();
    await page.getByRole("heading", { level: 1, name: "№1" }).waitFor();
    await page.goto(`${stage.url}/app/ticket-figures`);
    await page.getByRole("img", { name: "Обращения по сотрудникам" }).waitFor();
    await page.getByRole("img", { name: "Обращения по дням" }).waitFor();
    await page.getByRole("rowheader", { name: OFFICE }).waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Сохранить показатели в файл" }).click();
    assert.match((await saved).suggestedFilename(), /^tickets-.*\.csv$/);
    await lookAround(page, "figures-ru");
  });
  done = 5;
});

test("a guest reads the answer by the link of the letter, rates it, writes and closes it", async () => {
  assert.equal(done, 5, "the part before has failed");
  await door("answer", { text: "A1 450 000 soʻm turadi." });
  const link = await door<string>("page", { address: stage.guest });
  await at(`/app/support${new URL(link).hash}`, async ({ page }) => {
    await page.getByRole("heading", { name: "#3 Prices" }).waitFor();
    await comment(page, "A1 450 000 soʻm turadi.").waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), new RegExp(OFFICE));
    await lookAround(page, "guest-ticket-en");
    await page.getByRole("radio", { name: "4 stars" }).check();
    await page.getByRole("button", { name: "Send the rating" }).click();
    await page.getByText("Rating: 4 of 5").waitFor();
    await page.getByLabel("Your answer").fill("And for two children?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await comment(page, "And for two children?").waitFor();
    await page.getByRole("button", { name: "Close the ticket" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Close the ticket" }).click();
    await page.getByText("Closed").first().waitFor();
    await page.reload();
    await comment(page, "And for two children?").waitFor();
  });
  done = 6;
});

test("all of it has room, contrast and targets that are large enough", () => {
  assert.equal(done, 6, "a part before has failed");
  assert.deepEqual(findings, []);
});
