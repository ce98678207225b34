/**
 * A pupil asks below a lesson, in Uzbek on a phone; the teacher answers at a desk, and it appears at once. Another pupil
 * votes in Russian, reports a text, and the teacher puts the discussions in order.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { findings, lookAround } from "./looks-around.ts";
import { play, recordedFor, stage as told, until, type Stage } from "./stage.ts";
import { caller, DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  learner: string;
  other: string;
  teacher: string;
  lesson: string;
  /** Of the group. */
  forum: string;
  courseForum: string;
  /** In base64. */
  picture: string;
  /** Of the pupil, the other pupil, the teacher. */
  names: [string, string, string];
};
const [PUPIL, OTHER, TEACHER] = stage.names ?? ["", "", ""];
const TITLE = "Qachon “an” boʻladi?";
/** How far the story has come: each part needs the one before. */
let done = 0;
let address = "";

/** What is being written below a reply is none of it. */
const reply = (page: Page, text: string) =>
  page.getByTestId("reply").filter({ has: page.locator(".forum-text, article > p.quiet", { hasText: text }) });

test("a pupil asks below a lesson, and the answer comes live", async () => {
  const desks = [await sit(stage.learner, `learn/${stage.lesson}`, PHONE), await sit(stage.teacher, "forums", DESK)];
  await play(desks, async (page, teacher) => {
    assert.ok(page && teacher);
    await page.getByText("Hali hech kim soʻramagan.").waitFor();
    await page.getByRole("button", { name: "Shu dars haqida soʻrash" }).click();
    const form = page.getByRole("form", { name: "Shu dars haqida soʻrash" });
    await form.getByRole("textbox", { name: "Sarlavha", exact: true }).fill(TITLE);
    await form
      .getByRole("textbox", { name: "Matn", exact: true })
      .fill("“A hour”mi yoki “an hour”mi?\n\nTushuntiring.");
    // What is typed stays on the device.
    await page.reload();
    await page.getByRole("button", { name: "Shu dars haqida soʻrash" }).click();
    assert.equal(await form.getByRole("textbox", { name: "Sarlavha", exact: true }).inputValue(), TITLE);
    await form.getByRole("button", { name: "Eʼlon qilish" }).click();
    await page.getByTestId("discussion").getByText("Hali javob yoʻq").waitFor();
    await lookAround(page, "lesson");
    await page.getByRole("link", { name: TITLE }).click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    address = new URL(page.url()).pathname.replace("/app/", "");

    await teacher.getByRole("button", { name: "Unanswered" }).click();
    await teacher.getByTestId("discussion").getByText("New", { exact: true }).waitFor();
    await lookAround(teacher, "list");
    // The menu says it too, and no more when it was read.
    await teacher.getByRole("link", { name: "More", exact: true }).click();
    const mark = teacher.locator('main a[href$="/forums"] .link-count');
    await mark.getByText("1", { exact: true }).waitFor();
    await teacher.goBack();
    await teacher.getByRole("link", { name: TITLE }).click();
    await teacher.getByRole("textbox", { name: "Your reply" }).pressSequentially("Before a vowel: an hour.");
    await page.getByText(`${TEACHER} yozyapti …`).waitFor();
    await teacher.getByRole("button", { name: "Send" }).click();
    await reply(page, "Before a vowel: an hour.").getByText("Yangi").waitFor();
    await teacher.getByRole("link", { name: "More", exact: true }).click();
    await teacher.locator('main a[href$="/forums"]').waitFor();
    await mark.waitFor({ state: "detached" });
    await teacher.goBack();
    await reply(page, "an hour").getByRole("button", { name: "Savolga javob shu" }).click();
    await reply(page, "an hour").getByText("Toʻgʻri javob", { exact: true }).waitFor();
    await reply(teacher, "an hour").getByText("The answer", { exact: true }).waitFor();
    await page.getByTestId("opening").getByText("Javob topilgan").waitFor();
    await lookAround(page, "answered-uz");
    await deleteReply(page);
  });
  done = 1;
});

/** A question and an answer in the answer: the tree; an own reply is deleted, and taken back first. */
async function deleteReply(page: Page): Promise<void> {
  await page.getByRole("button", { name: `${TEACHER}ga javob yozish` }).click();
  await page
    .getByRole("form", { name: `${TEACHER}ga javob yozish` })
    .getByRole("textbox", { name: `${TEACHER}ga javob yozish` })
    .fill("Rahmat! Tushundim.");
  await page.getByRole("button", { name: "Yuborish" }).first().click();
  const mine = reply(page, "Rahmat! Tushundim.");
  await mine.waitFor();
  assert.match((await mine.getAttribute("class")) ?? "", /level-1/);
  await mine.getByText("Yana", { exact: true }).click();
  await mine.getByRole("button", { name: "Oʻchirish" }).click();
  await page.getByRole("button", { name: "Qaytarish" }).click();
  await mine.waitFor();
  await mine.getByText("Yana", { exact: true }).click();
  await mine.getByRole("button", { name: "Oʻchirish" }).click();
  await page
    .getByRole("button", { name: "Bu xabarni yopish" })
    .or(page.locator(".notices button.plain"))
    .first()
    .click();
  await reply(page, "Oʻchirilgan").waitFor();
}

test("another pupil votes in Russian and reports a text", async () => {
  assert.equal(done, 1, "the part before has failed");
  await play([await sit(stage.other, address, PHONE)], async (page) => {
    const answer = reply(page, "an hour");
    await answer.getByTestId("vote").click();
    await answer.getByText("Полезно: 1").waitFor();
    await answer.getByTestId("vote").click();
    await answer.getByText("Полезно: 0").waitFor();
    await answer.getByTestId("vote").click();
    await answer.getByText("Полезно: 1").waitFor();
    await page.getByTestId("opening").getByText("Ещё", { exact: true }).click();
    await page.getByTestId("opening").getByRole("button", { name: "Пожаловаться" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Причина").selectOption({ label: "Не относится к теме" });
    await lookAround(page, "report-ru");
    await dialog.getByRole("button", { name: "Пожаловаться" }).click();
    await page.getByText("Спасибо. Модератор посмотрит.").waitFor();
    await lookAround(page, "thread-ru");
    const call = await caller(stage.other);
    const { id } = await call("GET", `/${address.replace("discussion/", "discussions/")}/`);
    for (const text of ["Ещё вопрос: a university?", "И ещё один."])
      await call("POST", `/discussions/${id}/replies/`, { text: `<p>${text}</p>` });
  });
  done = 2;
});

test("the asking pupil sees what is new since, and chooses what to be told", async () => {
  assert.equal(done, 2, "the part before has failed");
  await play([await sit(stage.learner, address, PHONE)], async (page) => {
    await page.getByText("Siz yoʻgʻingizda 2 ta yangi javob").waitFor();
    await page.getByRole("button", { name: "Birinchi yangisiga oʻtish" }).click();
    await until(() => page.evaluate(() => document.activeElement?.textContent?.includes("university") ?? false));
    await page.goto(`${stage.url}/app/forums?forum=${stage.forum}`);
    await page.getByLabel("Nimalar haqida xabar olasiz").selectOption({ label: "Hammasi" });
    await until(async () => (await (await caller(stage.learner))("GET", `/forums/${stage.forum}/`)).level === "all");
    await page.getByRole("button", { name: "Yangi mavzu yozish" }).click();
    const form = page.getByRole("form", { name: "Yangi mavzu yozish" });
    await form.getByLabel("Turi").selectOption({ label: "Suhbat" });
    await form.getByRole("textbox", { name: "Sarlavha", exact: true }).fill("Film kechasi");
    await writeWithForm(page, form);
    await form
      .getByLabel("Rasm yoki ovozli fayl")
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from(stage.picture, "base64") });
    await form.getByText("Rasm 1").waitFor();
    await lookAround(page, "new-uz");
    await form.getByRole("button", { name: "Eʼlon qilish" }).click();
    const written = page.getByTestId("opening").locator(".forum-text");
    await written.locator("b.mention", { hasText: `@${OTHER}` }).waitFor();
    assert.equal(await written.locator("strong").innerText(), "Kim boradi?");
    assert.deepEqual(await written.locator("li").allInnerTexts(), ["choy", "kitob"]);
    // It is named where it stands, and not again below.
    assert.equal(await page.getByText(`@${OTHER}`).count(), 1);
    const picture = page.getByAltText(`${PUPIL} joylagan rasm`);
    await picture.waitFor();
    await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0));
    await page.getByTestId("opening").getByText("Yana", { exact: true }).click();
    await page.getByRole("button", { name: "Oʻzgartirish" }).click();
    await page
      .getByRole("form", { name: "Oʻzgartirish" })
      .getByRole("textbox", { name: "Sarlavha", exact: true })
      .fill("Film kechasi, shanba");
    const saved = page.waitForResponse((response) => response.request().method() === "PATCH");
    await page.getByRole("button", { name: "Saqlash" }).click();
    await saved; // the event of the socket may change the page before
    await page.getByRole("heading", { level: 1, name: "Film kechasi, shanba" }).waitFor();
    await page.goto(`${stage.url}/app/forums?forum=${stage.forum}`);
    await page.getByRole("link", { name: "Film kechasi, shanba" }).waitFor();
    await page.getByLabel("Qidirish").fill("кечаси");
    await page.getByRole("link", { name: "Film kechasi, shanba" }).waitFor();
    const seen = page.waitForResponse((response) => response.url().endsWith("/seen/"));
    await page.getByLabel("Qayerda").selectOption({ label: "Hamma joyda" });
    await seen;
    await page.getByLabel("Qidirish").fill("");
    await page.getByRole("link", { name: "Film kechasi, shanba" }).click();
    await page.getByTestId("opening").getByText("Yana", { exact: true }).click();
    await page.getByTestId("opening").getByRole("button", { name: "Oʻchirish" }).click();
    const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
    await page.locator(".notices button.plain").click();
    await gone;
  });
  done = 3;
});

/** Bold words, a name after "@", a list that is pasted: by the keyboard alone. */
async function writeWithForm(page: Page, form: Locator): Promise<void> {
  const text = form.getByRole("textbox", { name: "Matn", exact: true });
  await text.focus();
  await form.getByRole("toolbar").waitFor();
  await page.keyboard.press("Control+B");
  await page.keyboard.type("Kim boradi?");
  await page.keyboard.press("Control+B");
  await page.keyboard.type(` Sen-chi, @${(OTHER.split(" ")[0] ?? "").slice(0, 3)}`);
  await form.getByRole("listbox", { name: "Kim uchun" }).getByRole("option", { name: OTHER }).waitFor();
  await lookAround(page, "mention-uz");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await text.evaluate((element) => {
    const data = new DataTransfer();
    data.setData(
      "text/html",
      "<div style='color: red'><script>alert(1)</script><ul><li>choy</li><li>kitob</li></ul></div>",
    );
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await text.getByText("kitob").waitFor();
}

/** The teacher answers in own voice. */
async function answerAloud(page: Page): Promise<void> {
  const form = page.getByRole("form", { name: "Your reply" });
  await form.getByRole("textbox", { name: "Your reply", exact: true }).fill("Listen to it.");
  await form.getByText("People, pictures, voice").click();
  await form.getByRole("button", { name: "Record a voice note" }).click();
  await form.locator(".recorder button.record").click();
  await recordedFor(page, 3);
  await form.locator(".recorder button.main").click();
  await lookAround(page, "voice-en");
  await form.getByRole("button", { name: "Add it" }).click();
  await form.getByText("Voice 1").waitFor();
  await form.getByRole("button", { name: "Send" }).click();
  const sound = reply(page, "Listen to it.").locator("audio");
  await sound.waitFor();
  await until(() => sound.evaluate(async (audio: HTMLAudioElement) => (await fetch(audio.src)).ok));
}

test("the teacher changes the answer, and puts the discussions in order", async () => {
  assert.equal(done, 3, "the part before has failed");
  await play([await sit(stage.teacher, address, DESK)], async (page) => {
    const answer = reply(page, "an hour");
    await answer.getByText("More", { exact: true }).click();
    await answer.getByRole("button", { name: "Change" }).click();
    await page
      .getByRole("form", { name: "Change" })
      .getByRole("textbox", { name: "Text", exact: true })
      .fill("Before a vowel sound: an hour.");
    await page.getByRole("button", { name: "Save" }).click();
    await reply(page, "vowel sound").getByText("More", { exact: true }).click();
    await reply(page, "vowel sound").getByRole("button", { name: "What it was before" }).click();
    await page.getByRole("dialog").getByText("Before a vowel: an hour.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    const opening = page.getByTestId("opening");
    await opening.getByText("More", { exact: true }).click();
    await opening.getByRole("button", { name: "Pin to the top" }).click();
    await opening.getByText("Pinned", { exact: true }).waitFor();
    await opening.getByRole("button", { name: "Close for new texts" }).click();
    await opening.getByText("Closed", { exact: true }).waitFor();
    await opening.getByRole("button", { name: "Open again" }).click();
    await opening.getByRole("button", { name: "It is not answered yet" }).click();
    await opening.getByText("No answer yet", { exact: true }).waitFor();
    await opening.getByRole("button", { name: "It is answered" }).click();
    await opening.getByText("Answered", { exact: true }).waitFor();
    await lookAround(page, "moderator");

    await answerAloud(page);
    const other = reply(page, "a university?");
    await other.getByText("More", { exact: true }).click();
    await other.getByRole("button", { name: "Make it a discussion of its own" }).click();
    await page.getByRole("dialog").getByLabel("Title").fill("A university");
    await page.getByRole("dialog").getByRole("button", { name: "Make it a discussion of its own" }).click();
    await page.getByRole("heading", { level: 1, name: "A university" }).waitFor();
    await opening.getByText("More", { exact: true }).click();
    await opening.getByRole("button", { name: "Move to another place" }).click();
    await page.getByRole("dialog").getByLabel("Where").selectOption(stage.forum);
    await page.getByRole("dialog").getByRole("button", { name: "Move to another place" }).click();
    await page.getByText("Moved.").waitFor();
    await opening.getByRole("button", { name: "Move to another place" }).click();
    await page.getByRole("dialog").getByLabel("Where").selectOption(stage.courseForum);
    const moved = `/discussions/${new URL(page.url()).pathname.split("/").at(-1)}/`;
    const renewed = page.waitForResponse(
      (answer) => answer.request().method() === "GET" && answer.url().endsWith(moved),
    );
    await page.getByRole("dialog").getByRole("button", { name: "Move to another place" }).click();
    await renewed;
    await until(async () => (await (await caller(stage.teacher))("GET", moved)).forum === stage.courseForum);
    await opening.getByRole("button", { name: "Join with another discussion" }).click();
    await page.getByRole("dialog").getByRole("combobox", { name: "Which one?" }).fill("an");
    await page.getByRole("dialog").getByRole("option", { name: TITLE }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Join with another discussion" }).click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    await reply(page, "a university?").waitFor();
  });
  done = 4;
});

test("all of it has room, contrast and targets that are large enough", () => {
  assert.equal(done, 4, "a part before has failed");
  assert.deepEqual(findings, []);
});
