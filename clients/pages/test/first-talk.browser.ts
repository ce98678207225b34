/**
 * One day of people who are new here, on phones: a pupil asks below a lesson and accepts the answer; a parent writes at
 * 23:00 and the teacher has it at 8:00; a line is cut in mid-chat; a text is reported, hidden, and shown after an appeal.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { door, play, stage as told, until, type Stage } from "./stage.ts";
import { caller, DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  other: string;
  teacher: string;
  parent: string;
  office: string;
  lesson: string;
  teacherName: string;
};
const TITLE = "Qachon “an” boʻladi?";
const INSULT = "Ты глупый.";
/** How far the day has come: each part needs the one before. */
let done = 0;
/** The discussion. */
let question = "";

const message = (page: Page, text: string): Locator => page.getByTestId("message").filter({ hasText: text });
const reply = (page: Page, text: string): Locator =>
  page.getByTestId("reply").filter({ has: page.locator(".forum-text", { hasText: text }) });

test("a pupil asks below a lesson on a phone and accepts the answer", async () => {
  await play(
    [await sit(stage.login, `learn/${stage.lesson}`, PHONE), await sit(stage.teacher, "forums", DESK)],
    async (page, teacher) => {
      assert.ok(page && teacher);
      await teacher.getByRole("heading", { level: 1, name: "All discussions" }).waitFor();
      await page.getByRole("button", { name: "Shu dars haqida soʻrash" }).click();
      const form = page.getByRole("form", { name: "Shu dars haqida soʻrash" });
      await form.getByRole("textbox", { name: "Sarlavha", exact: true }).fill(TITLE);
      await form.getByRole("textbox", { name: "Matn", exact: true }).fill("“A hour”mi yoki “an hour”mi?");
      await form.getByRole("button", { name: "Eʼlon qilish" }).click();
      await page.getByRole("link", { name: TITLE }).click();
      await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
      question = new URL(page.url()).pathname.replace("/app/", "");

      await teacher.reload();
      await teacher.getByRole("link", { name: TITLE }).click();
      await teacher.getByRole("textbox", { name: "Your reply" }).fill("Before a vowel: an hour.");
      await teacher.getByRole("button", { name: "Send" }).click();
      await reply(page, "an hour").getByRole("button", { name: "Savolga javob shu" }).click();
      await reply(page, "an hour").getByText("Toʻgʻri javob", { exact: true }).waitFor();
      await reply(teacher, "an hour").getByText("The answer", { exact: true }).waitFor();
    },
  );
  done = 1;
});

test("a parent writes at 23:00, and the teacher has it at 8:00", async () => {
  assert.equal(done, 1, "the part before has failed");
  await door("turn_clock", { hour: 23 });
  await play(
    [await sit(stage.parent, "chat", PHONE), await sit(stage.teacher, "chat", DESK)],
    async (page, teacher) => {
      assert.ok(page && teacher);
      await page.getByRole("button", { name: "Новая переписка" }).click();
      await page.getByRole("dialog").getByRole("button", { name: stage.teacherName }).click();
      await page.getByText(/^Учитель получает сообщения в часы для сообщений\..* 08:00$/).waitFor();
      await page.getByLabel("Ваше сообщение", { exact: true }).fill("Завтра нас не будет.");
      await page.getByRole("button", { name: "Отправить", exact: true }).click();
      await message(page, "Завтра нас не будет.")
        .getByText(/^Будет доставлено: .* 08:00$/)
        .waitFor();
      await teacher.reload();
      await teacher.getByText("Nobody has written yet. Begin a conversation.").waitFor();

      assert.equal(await door<number>("come_morning"), 1);
      await message(page, "Завтра нас не будет.")
        .getByText(/^\d\d:\d\d/)
        .waitFor();
      await teacher.reload();
      await teacher
        .getByTestId("rooms")
        .getByRole("link", { name: /Завтра нас не будет\./ })
        .click();
      await message(teacher, "Завтра нас не будет.").waitFor();
      await teacher.getByLabel("Your message", { exact: true }).fill("Thank you for telling me.");
      await teacher.getByLabel("Your message", { exact: true }).press("Enter");
      await message(page, "Thank you for telling me.").waitFor();
      await cutLine(page);
    },
  );
  done = 2;
});

/** The line of a phone is cut in mid-chat: what was written meanwhile on both sides arrives once, in order. */
async function cutLine(page: Page): Promise<void> {
  const room = page.url().split("/").at(-1) ?? "";
  const texts = (): Promise<string[]> => page.locator(".message-text").allInnerTexts();
  const before = await texts();
  await page.context().setOffline(true);
  await page.getByLabel("Ваше сообщение", { exact: true }).fill("Мы в метро.");
  await page.getByRole("button", { name: "Отправить", exact: true }).click();
  await message(page, "Мы в метро.").getByText("Будет отправлено, когда появится сеть").waitFor();
  const sent = Array.from({ length: 7 }, (_, number) => `Homework, page ${number + 1}.`);
  await door("say", { room, texts: sent });
  await page.context().setOffline(false);
  await until(async () => (await texts()).length === before.length + sent.length + 1);
  await message(page, "Мы в метро.")
    .getByText(/^\d\d:\d\d/)
    .waitFor();
  const after = await texts();
  assert.deepEqual(after.slice(0, before.length), before);
  assert.deepEqual(
    after.filter((text) => text.startsWith("Homework")),
    sent,
  );
  const { results } = await (await caller(stage.parent))("GET", `/chat/rooms/${room}/messages/?order=oldest`);
  assert.deepEqual(
    (results as { text: string }[]).map(({ text }) => text),
    after,
    "the same for all",
  );
}

test("a text is reported, hidden, and shown after an appeal", async () => {
  assert.equal(done, 2, "a part before has failed");
  await play(
    [await sit(stage.other, question, PHONE), await sit(stage.login, question, PHONE)],
    async (page, pupil) => {
      assert.ok(page && pupil);
      await page.getByRole("textbox", { name: "Ваш ответ" }).fill(INSULT);
      await page.getByRole("button", { name: "Отправить" }).click();
      const seen = reply(pupil, INSULT);
      await seen.waitFor();
      await seen.getByText("Yana", { exact: true }).click();
      await seen.getByRole("button", { name: "Shikoyat qilish" }).click();
      await pupil.getByRole("dialog").getByLabel("Sababi").selectOption({ index: 1 });
      await pupil.getByRole("dialog").getByRole("button", { name: "Shikoyat qilish" }).click();
      await pupil.getByRole("dialog").waitFor({ state: "detached" });
    },
  );
  await play([await sit(stage.teacher, "moderation", DESK)], async (page) => {
    assert.ok(page);
    await page.getByTestId("case").filter({ hasText: INSULT }).getByRole("link").click();
    await page.getByLabel("What happens").selectOption("hide");
    await page.locator("textarea[name=reason]").fill("Nobody is called that here.");
    await page.getByRole("button", { name: "Decide" }).click();
    await page.getByText("Decided. The author is told.").waitFor();
  });
  await play([await sit(stage.other, "decisions", PHONE)], async (page) => {
    assert.ok(page);
    const card = page.getByTestId("decision").filter({ hasText: INSULT });
    await card.getByText("Nobody is called that here.").waitFor();
    await card.getByRole("button", { name: "Попросить пересмотреть" }).click();
    await card.getByLabel("Почему нужно посмотреть ещё раз?").fill("Мы так шутим.");
    await card.getByRole("button", { name: "Попросить пересмотреть" }).click();
    await card.getByText("Пока никто не ответил.").waitFor();
  });
  await play(
    [await sit(stage.login, question, PHONE), await sit(stage.office, "moderation?show=appeals", DESK)],
    async (pupil, office) => {
      assert.ok(pupil && office);
      await reply(pupil, "an hour").waitFor();
      assert.equal(await reply(pupil, INSULT).count(), 0, "it is hidden");
      await office.getByTestId("case").getByRole("link").click();
      const card = office.getByTestId("decision");
      await card.getByText("Мы так шутим.").waitFor();
      await card.getByLabel("Withdraw the decision").check();
      await card.getByLabel("Your answer").fill("It was meant kindly.");
      await card.getByRole("button", { name: "Answer" }).click();
      await card.getByText("Withdrawn after another look").waitFor();
      await pupil.reload();
      await reply(pupil, INSULT).waitFor();
    },
  );
  done = 3;
});

test("the day came to its end", () => assert.equal(done, 3));
