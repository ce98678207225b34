/**
 * A pupil on a phone in Uzbek and a teacher at a desk in English write to each other, live and over a line that is cut; a
 * parent writes in Russian at night; the office answers.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { findings, lookAround } from "./looks-around.ts";
import { door, play, recordedFor, stage as told, until, type Stage } from "./stage.ts";
import { caller, DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  teacher: string;
  parent: string;
  office: string;
  pupil: string;
  teacher_name: string;
  parent_name: string;
  branch: string;
  group: string;
};
/** How far the story has come: each part needs the one before. */
let done = 0;
/** The conversation of the pupil and the teacher. */
let room = "";

const messages = (page: Page): Locator => page.getByTestId("message");
const saying = (page: Page, text: string): Locator =>
  messages(page).filter({ has: page.locator(".message-text", { hasText: text }) });
const texts = (page: Page): Promise<string[]> => page.locator(".message-text").allInnerTexts();

async function write(page: Page, text: string, field: string): Promise<void> {
  await page.getByLabel(field, { exact: true }).fill(text);
  await page.getByLabel(field, { exact: true }).press("Enter");
}

/** Open what one can do with a message. */
async function more(page: Page, text: string): Promise<Locator> {
  const message = saying(page, text).first();
  await message.locator(".message-foot > .fold > button").click();
  return message.locator(".fold-sheet");
}

test("a pupil and a teacher write to each other in two browsers", async () => {
  const pupil = await sit(stage.login, "chat", PHONE);
  const teacher = await sit(stage.teacher, "", DESK);
  await play([pupil, teacher], async () => {
    await pupil.page.getByRole("button", { name: "Yangi suhbat" }).click();
    await pupil.page.getByRole("button", { name: stage.teacher_name }).click();
    await pupil.page.getByRole("heading", { level: 1, name: stage.teacher_name }).waitFor();
    room = pupil.page.url().split("/").at(-1) ?? "";
    await pupil.page.getByText("Ota-onalar bu suhbatni oʻqishi mumkin.").waitFor();
    await write(pupil.page, "Assalomu alaykum!", "Xabaringiz");
    await saying(pupil.page, "Assalomu alaykum!")
      .getByText(/^\d\d:\d\d/)
      .waitFor();

    // The teacher is on another page, and answers there.
    const entry = teacher.page.getByTestId("chat-entry");
    await entry.getByText("1 new message").waitFor({ state: "attached" });
    await entry.click();
    const panel = teacher.page.getByRole("dialog", { name: "Chat" });
    await panel.getByRole("button", { name: stage.pupil }).click();
    await saying(teacher.page, "Assalomu alaykum!").waitFor();
    await panel.getByText("Parents may read this conversation.").waitFor();
    await lookAround(pupil.page, "room-uz");
    await saying(pupil.page, "Assalomu alaykum!").getByText("Oʻqildi").waitFor();
    await panel.getByLabel("Your message").pressSequentially("Good");
    await pupil.page.getByText(`${stage.teacher_name} yozmoqda …`).waitFor();
    await panel.getByLabel("Your message").fill("Good evening");
    await panel.getByLabel("Your message").press("Enter");
    await saying(pupil.page, "Good evening").waitFor();
    await panel.getByRole("link", { name: "Open as a page" }).click();
    await teacher.page.getByRole("heading", { level: 1, name: "Chat" }).waitFor();
    await saying(teacher.page, "Good evening").waitFor();
    await changeMessages(pupil.page, teacher.page);
    await lookAround(teacher.page, "room-en");
  });
  done = 1;
});

/** Replies, reactions, a change, a deletion that is undone and one that is not. */
async function changeMessages(pupil: Page, teacher: Page): Promise<void> {
  await (await more(pupil, "Good evening")).getByRole("button", { name: "Javob berish" }).click();
  await write(pupil, "Rahmat", "Xabaringiz");
  await saying(teacher, "Rahmat").locator(".quote").getByText("Good evening").waitFor();

  await (await more(teacher, "Rahmat")).getByRole("button", { name: "Love" }).click();
  await saying(pupil, "Rahmat").getByRole("button", { name: "Sevdim: 1 kishi" }).waitFor();
  await (await more(pupil, "Good evening")).getByRole("button", { name: "Kulgili" }).click();
  await saying(teacher, "Good evening").getByRole("button", { name: "Funny: 1 person" }).waitFor();
  await saying(pupil, "Good evening").getByRole("button", { name: "Kulgili: 1 kishi" }).click();
  await saying(teacher, "Good evening").getByRole("button", { name: "Funny: 1 person" }).waitFor({ state: "detached" });

  await (await more(teacher, "Good evening")).getByRole("button", { name: "Edit" }).click();
  await write(teacher, "Good morning", "Your message");
  await saying(pupil, "Good morning").getByText("oʻzgartirilgan").waitFor();
  await saying(pupil, "Rahmat").locator(".quote").getByText("Good morning").waitFor();

  await write(teacher, "A mistake", "Your message");
  await saying(pupil, "A mistake").waitFor();
  await (await more(teacher, "A mistake")).getByRole("button", { name: "Delete" }).click();
  await teacher.getByRole("button", { name: "Undo" }).click();
  await saying(teacher, "A mistake").waitFor();
  await (await more(teacher, "A mistake")).getByRole("button", { name: "Delete" }).click();
  await teacher.getByRole("button", { name: "Hide this notice" }).click();
  await messages(pupil).getByText("Xabar oʻchirilgan.").waitFor();
  assert.equal(await saying(pupil, "A mistake").count(), 0);
}

test("the line is cut in mid-chat and nothing is missing", async () => {
  assert.equal(done, 1, "the part before has failed");
  const pupil = await sit(stage.login, `chat/${room}`, PHONE);
  await play([pupil], async () => {
    const { page, context } = pupil;
    await saying(page, "Good morning").first().waitFor();
    const before = await texts(page);
    await context.setOffline(true);
    for (const text of ["In the tunnel 1", "In the tunnel 2"]) await write(page, text, "Xabaringiz");
    await saying(page, "In the tunnel 2").getByText("Tarmoq boʻlganda yuboriladi").waitFor();
    const sent = Array.from({ length: 55 }, (_, n) => `Word ${n + 1}.`);
    await door("say", { room, texts: sent });
    await context.setOffline(false);
    await until(async () => (await texts(page)).length === before.length + 57);
    const all = await texts(page);
    assert.deepEqual(
      all.filter((text) => text.startsWith("Word")),
      sent,
    );
    assert.deepEqual(
      all.filter((text) => text.startsWith("In the tunnel")),
      ["In the tunnel 1", "In the tunnel 2"],
    );
    // A new visit begins at the end, and shows what is older when one scrolls up.
    await page.reload();
    await saying(page, "In the tunnel 2").waitFor();
    assert.equal(await saying(page, "Assalomu alaykum!").count(), 0);
    await page.getByTestId("messages").hover();
    await until(async () => {
      await page.mouse.wheel(0, -3_000);
      return (await saying(page, "Assalomu alaykum!").count()) === 1;
    });
    assert.deepEqual(await texts(page), all);
    await page.getByRole("button", { name: "Eng yangisiga" }).click();
    // Long words and long texts stay within the page.
    const long = `${"Donaudampfschifffahrt".repeat(9)} ${"مرحبا ".repeat(30)}`;
    await page.getByLabel("Xabaringiz").fill("a".repeat(1_950));
    await page.getByText("Yana 50 ta belgi mumkin").waitFor();
    await page.getByLabel("Xabaringiz").fill("a".repeat(2_003));
    await page.getByText("3 ta belgi ortiqcha").waitFor();
    await write(page, long, "Xabaringiz");
    await saying(page, "Donaudampfschifffahrt")
      .getByText(/^\d\d:\d\d/)
      .waitFor();
    await lookAround(page, "long-uz");
  });
  done = 2;
});

test("a parent writes at night and sees until when it waits; it comes in the morning", async () => {
  assert.equal(done, 2, "a part before has failed");
  const begins = await door<string>("begin_night");
  const parent = await sit(stage.parent, "chat", PHONE);
  await play([parent], async () => {
    const { page } = parent;
    await page.getByText("Пока никто не писал. Начните переписку.").waitFor();
    await lookAround(page, "list-ru");
    await page.getByRole("button", { name: "Новая переписка" }).click();
    await lookAround(page, "begin-ru");
    await page
      .getByTestId("people")
      .getByText(/^Учит: /)
      .first()
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: stage.teacher_name }).click();
    await page.getByText(new RegExp(`Учитель получает сообщения в часы.*${begins}`)).waitFor();
    await write(page, "Jasur kasal", "Ваше сообщение");
    await saying(page, "Jasur kasal")
      .getByText(new RegExp(`Будет доставлено: .*${begins}`))
      .waitFor();
    await write(page, "Not this", "Ваше сообщение");
    await saying(page, "Not this").getByText("Будет доставлено").waitFor();
    await saying(page, "Not this").getByRole("button", { name: "Удалить" }).click();
    await page.getByRole("button", { name: "Скрыть уведомление" }).click();
    await until(async () => (await saying(page, "Not this").count()) === 0);
    const own = page.url().split("/").at(-1) ?? "";
    const [call, mine] = [await caller(stage.teacher), await caller(stage.parent)];
    await until(async () => (await mine("GET", `/chat/rooms/${own}/waiting/`)).results.length === 1);
    assert.deepEqual((await call("GET", `/chat/rooms/${own}/messages/`)).results, []);
    await lookAround(page, "night-ru");
    assert.equal(await door<number>("end_night"), 1);
    await saying(page, "Jasur kasal")
      .getByText(/^\d\d:\d\d/)
      .waitFor();
    const [come] = (await call("GET", `/chat/rooms/${own}/messages/`)).results;
    assert.equal(come.text, "Jasur kasal");

    // The parent may read what the child and the teacher write, and not take part.
    await page.getByRole("button", { name: "Переписка", exact: true }).click();
    await page.locator("summary", { hasText: "С кем переписывается" }).click();
    await page.locator("details").getByRole("button", { name: stage.teacher_name }).click();
    await page.getByText("Вы читаете эту переписку и не можете писать в ней.").waitFor();
    await saying(page, "Donaudampfschifffahrt").waitFor();
    await lookAround(page, "along-ru");
  });
  done = 3;
});

test("a room of a group, a voice note, the office, and a person who is blocked", async () => {
  assert.equal(done, 3, "a part before has failed");
  const teacher = await sit(stage.teacher, "chat", DESK);
  const pupil = await sit(stage.login, "", PHONE);
  await play([teacher, pupil], async () => {
    await teacher.page.getByRole("button", { name: "New conversation" }).click();
    await teacher.page
      .getByRole("region", { name: "Rooms of groups" })
      .getByRole("button", { name: stage.group, exact: true })
      .click();
    await write(teacher.page, "Who has the book?", "Your message");
    await saying(teacher.page, "Who has the book?")
      .getByText(/^\d\d:\d\d/)
      .waitFor();
    await pupil.page.goto(`${stage.url}/app/menu`);
    await pupil.page.getByRole("main").getByRole("link", { name: "Suhbat", exact: true }).click();
    await pupil.page.getByTestId("rooms").getByRole("link", { name: stage.group }).click();
    await saying(pupil.page, "Who has the book?").getByText(stage.teacher_name).waitFor();
    await reportAndSeeBefore(teacher.page, pupil.page);
    await speak(pupil.page);
    await messages(teacher.page).getByRole("button", { name: "Voice note", exact: true }).click();
    await messages(teacher.page).getByRole("button", { name: /0:0\d/ }).waitFor();
    await teacher.page.getByTestId("rooms").getByRole("link", { name: stage.pupil }).click();
    await block(teacher.page, pupil.page);
    await lookAround(teacher.page, "teacher-en");
  });
  const office = await sit(stage.office, "chat", DESK);
  await play([office], async () => {
    const { page } = office;
    await page.getByRole("button", { name: "New conversation" }).click();
    const form = page.getByRole("form", { name: "New conversation" });
    await form.getByRole("combobox", { name: "Person" }).fill(stage.parent_name.split(" ")[0] ?? "");
    await form.getByRole("listbox").getByRole("option", { name: stage.parent_name }).first().click();
    await lookAround(page, "begin-en");
    await form.getByRole("button", { name: "Begin" }).click();
    await write(page, "We are closed tomorrow.", "Your message");
    await saying(page, "We are closed tomorrow.")
      .getByText(/^\d\d:\d\d/)
      .waitFor();
    await lookAround(page, "office-en");
  });
  done = 4;
});

/** The pupil reports what the teacher wrote; the teacher sees what it said before it was changed. */
async function reportAndSeeBefore(teacher: Page, pupil: Page): Promise<void> {
  await (await more(pupil, "Who has the book?")).getByRole("button", { name: "Shikoyat qilish" }).click();
  const dialog = pupil.getByRole("dialog");
  await dialog.getByLabel("Sababi").selectOption({ index: 1 });
  await lookAround(pupil, "report-uz");
  await dialog.getByRole("button", { name: "Shikoyat qilish" }).click();
  await dialog.waitFor({ state: "detached" });
  await (await more(teacher, "Who has the book?")).getByRole("button", { name: "Edit" }).click();
  await write(teacher, "Who has the green book?", "Your message");
  await saying(pupil, "Who has the green book?").waitFor();
  await (await more(teacher, "Who has the green book?")).getByRole("button", { name: "What it said before" }).click();
  await teacher.getByRole("dialog").getByText("Who has the book?", { exact: true }).waitFor();
  await lookAround(teacher, "before-en");
  await teacher.getByRole("dialog").getByRole("button", { name: "Close" }).click();
}

async function speak(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ovozli xabar yozish" }).click();
  await page.locator(".recorder button.record").click();
  await recordedFor(page, 3);
  await page.locator(".recorder button.main").click();
  await lookAround(page, "voice-uz");
  await page.getByRole("button", { name: "Yuborish", exact: true }).click();
  await messages(page).getByRole("button", { name: "Ovozli xabar", exact: true }).waitFor();
}

async function block(teacher: Page, pupil: Page): Promise<void> {
  await teacher.getByRole("button", { name: "More about the conversation" }).click();
  await teacher.getByRole("button", { name: "Block", exact: true }).click();
  await teacher.getByTestId("why-not").getByText("You cannot write to each other").waitFor();
  await pupil.goto(`${stage.url}/app/chat/${room}`);
  await pupil.getByTestId("why-not").getByText("Bir-biringizga yoza olmaysiz").waitFor();
  await lookAround(pupil, "blocked-uz");
  await teacher.locator("summary", { hasText: "Blocked people" }).click();
  await teacher.getByRole("button", { name: `Unblock: ${stage.pupil}` }).click();
  await teacher.getByText("You have blocked nobody.").waitFor();
}

test("all of it has room, contrast and targets that are large enough", () => {
  assert.equal(done, 4, "a part before has failed");
  assert.deepEqual(findings, []);
});
