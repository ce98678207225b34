/** A teacher decides about reported texts in Uzbek, the author asks for another look in Russian, and the office answers. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findings, lookAround } from "./looks-around.ts";
import { play, stage as told, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { discussion: string; author: string; name: string; teacher: string; office: string };
/** How far the story has come: each part needs the one before. */
let done = 0;

test("a teacher sees what was reported, and decides on a phone", async () => {
  await play([await sit(stage.teacher, "moderation", PHONE)], async (page) => {
    await page.getByTestId("case").first().waitFor();
    assert.equal(await page.getByTestId("case").count(), 2);
    await lookAround(page, "queue-uz");
    await page.getByTestId("case").filter({ hasText: "You never learn." }).getByRole("link").click();
    const form = page.getByRole("form", { name: "Qaror qilish" });
    await form.getByRole("button", { name: "Qaror qilish" }).click();
    await form.locator("p.wrong").first().waitFor();
    await form.getByLabel("Nima qilinadi").selectOption({ label: "Muallifga vaqtincha yozdirmaslik" });
    await form.getByLabel("Necha kunga").fill("5");
    await form.getByLabel("Matnni ham yashirish").check();
    await form.getByLabel("Nima uchun").fill("Bu yerda hech kim haqorat qilinmaydi.");
    await lookAround(page, "case-uz");
    await form.getByRole("button", { name: "Qaror qilish" }).click();
    await page.getByText("Qaror qilindi. Muallifga xabar beriladi.").waitFor();
    await page.getByTestId("case").filter({ hasText: "Buy my old books." }).getByRole("link").click();
    await form.getByLabel("Nima qilinadi").selectOption({ label: "Muallifga bu yerda yozdirmaslik" });
    await form.getByLabel("Nima uchun").fill("Reklama.");
    await form.getByRole("button", { name: "Qaror qilish" }).click();
    await page.getByText("Hech narsa kutmayapti.").waitFor();
  });
  done = 1;
});

test("the author reads why, and asks once for another look", async () => {
  assert.equal(done, 1, "the part before has failed");
  await play([await sit(stage.author, "forums", PHONE)], async (page) => {
    await page.getByRole("link", { name: "Что решили о моих текстах" }).click();
    const card = page.getByTestId("decision").filter({ hasText: "You never learn." });
    await card.getByText("Bu yerda hech kim haqorat qilinmaydi.").waitFor();
    await card.getByText("Нельзя писать до:").waitFor();
    await card.getByRole("button", { name: "Попросить пересмотреть" }).click();
    await card.getByLabel("Почему нужно посмотреть ещё раз?").fill("Это была шутка.");
    await lookAround(page, "decisions-ru");
    await card.getByRole("button", { name: "Попросить пересмотреть" }).click();
    await card.getByText("Пока никто не ответил.").waitFor();
    assert.equal(await card.getByRole("button", { name: "Попросить пересмотреть" }).count(), 0);
  });
  done = 2;
});

test("the office answers, ends a ban, and writes the list of words", async () => {
  assert.equal(done, 2, "the part before has failed");
  await play([await sit(stage.office, "moderation?show=appeals", DESK)], async (page) => {
    await page.getByTestId("case").getByRole("link", { name: "Look and decide" }).click();
    const card = page.getByTestId("decision");
    await card.getByText("Это была шутка.").waitFor();
    await card.getByLabel("Withdraw the decision").check();
    await card.getByLabel("Your answer").fill("You are right.");
    await lookAround(page, "appeal-en");
    await card.getByRole("button", { name: "Answer" }).click();
    await card.getByText("Withdrawn after another look").waitFor();
    await page.goto(`${stage.url}/app/moderation`);
    await page.getByRole("button", { name: "Who may not write" }).click();
    await page.getByTestId("sanction").filter({ hasText: stage.name }).getByText("Banned").waitFor();
    await lookAround(page, "sanctions-en");
    await page.getByRole("button", { name: "End it now" }).click();
    await page.getByText("There is nothing here.").waitFor();
    await page.getByRole("button", { name: "Word list" }).click();
    await page.getByRole("button", { name: "Add a word" }).click();
    const form = page.getByRole("form", { name: "Add a word" });
    for (const word of ["ahmoq", "tentak"]) {
      await form.getByLabel("Word").fill(word);
      await form.getByLabel("Language").selectOption("uz");
      await form.getByRole("button", { name: "Save" }).click();
      await page.getByTestId("word").filter({ hasText: word }).waitFor();
      if (word === "ahmoq") await page.getByRole("button", { name: "Add a word" }).click();
    }
    await page.getByRole("button", { name: "Change “ahmoq”" }).click();
    const change = page.getByRole("form", { name: "Change “ahmoq”" });
    await change.getByLabel("Word").fill("ahmoq*");
    await change.getByLabel("What happens to a text with it").selectOption("hold");
    await change.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Change “ahmoq*”" }).waitFor();
    await lookAround(page, "words-en");
    await page.getByRole("button", { name: "Remove “tentak”" }).click();
    const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
    await page.getByRole("button", { name: "Hide this notice" }).click();
    await gone;
  });
  done = 3;
});

test("the author writes again", async () => {
  assert.equal(done, 3, "a part before has failed");
  await play([await sit(stage.author, `discussion/${stage.discussion}`, PHONE)], async (page) => {
    await page.getByText("You never learn.").waitFor();
    await page.getByRole("textbox", { name: "Ваш ответ" }).fill("Извините.");
    await page.getByRole("button", { name: "Отправить" }).click();
    await page.getByTestId("reply").filter({ hasText: "Извините." }).waitFor();
  });
  done = 4;
});

test("all of it has room, contrast and targets that are large enough", () => {
  assert.equal(done, 4, "a part before has failed");
  assert.deepEqual(findings, []);
});
