/**
 * Rooms open from the pages of a course, a group, a lesson and a person. In the room of a group a listed word keeps a
 * message back: its author sees that, withdraws one, and a moderator lets the other one through.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { barriers, cutWords, overflowing, smallTargets } from "./looks-rules.ts";
import { play, stage as told, until, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  teacher: string;
  parent: string;
  office: string;
  course: string;
  group: string;
  groupName: string;
  pupil: string;
  pupilName: string;
  teacherName: string;
  /** In base64. */
  picture: string;
};

const room = /\/app\/chat\/[0-9a-f-]{36}$/;
const saying = (page: Page, text: string): Locator => page.getByTestId("message").filter({ hasText: text });
const look = async (page: Page): Promise<void> =>
  assert.deepEqual(
    [...(await overflowing(page)), ...(await cutWords(page)), ...(await smallTargets(page)), ...(await barriers(page))],
    [],
  );

/** Press the button of this name; a room opens, where one writes this. */
async function enter(page: Page, button: string, field: string, text: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: button, exact: true }).first().click();
  await page.waitForURL(room);
  await page.getByLabel(field, { exact: true }).fill(text);
  await page.getByLabel(field, { exact: true }).press("Enter");
  await saying(page, text)
    .getByText(/^\d\d:\d\d/)
    .waitFor();
}

test("a pupil comes to the rooms of the course and of the lesson that is on", async () => {
  const desk = await sit(stage.login, `course/${stage.course}`, PHONE);
  const { page } = desk;
  await play([desk], async () => {
    await enter(page, "Kurs suhbati", "Xabaringiz", "Kitob kimda?");
    await look(page);
    await page.goto(`${stage.url}/app/chat`);
    await page.getByRole("button", { name: "Yangi suhbat" }).click();
    const rooms = page.getByRole("region", { name: "Guruhlarning umumiy suhbatlari" });
    await rooms.getByRole("button", { name: `Hozirgi dars · ${stage.groupName}` }).click();
    await page.waitForURL(room);
    await page.getByLabel("Xabaringiz", { exact: true }).fill("Men kechikaman.");
    await page.getByLabel("Xabaringiz", { exact: true }).press("Enter");
    await saying(page, "Men kechikaman.")
      .getByText(/^\d\d:\d\d/)
      .waitFor();
  });
});

test("a teacher comes from the group to its room and from a pupil to the conversation", async () => {
  const desk = await sit(stage.teacher, `group/${stage.group}`, DESK);
  const { page } = desk;
  await play([desk], async () => {
    await enter(page, "Chat of the group", "Your message", "Page 12, please.");
    await page.goto(`${stage.url}/app/pupil/${stage.pupil}`);
    await enter(page, "Write a message", "Your message", "Well done today.");
    await look(page);
  });
});

test("the office comes from its pages to the same room, and writes for itself to the pupil", async () => {
  const desk = await sit(stage.office, `groups/${stage.group}`, DESK);
  const { page } = desk;
  await play([desk], async () => {
    await enter(page, "Chat of the group", "Your message", "Tomorrow we begin at five.");
    await saying(page, "Page 12, please.").waitFor();
    await page.goto(`${stage.url}/app/pupils/${stage.pupil}`);
    await enter(page, "Write a message", "Your message", "Please come to the office.");
  });
});

test("a parent comes from the child to its teacher", async () => {
  const desk = await sit(stage.parent, `children/${stage.pupil}`, PHONE);
  const { page } = desk;
  await play([desk], async () => {
    await page.getByText(stage.teacherName).first().waitFor();
    await enter(page, "Написать сообщение", "Ваше сообщение", "Спасибо за урок.");
    await page.getByRole("heading", { level: 1, name: stage.teacherName }).waitFor();
    await look(page);
  });
});

test("a message that a moderator looks at first is shown so to its author, and to nobody else", async () => {
  const pupil = await sit(stage.login, "chat", PHONE);
  const teacher = await sit(stage.teacher, "chat", DESK);
  await play([pupil, teacher], async () => {
    for (const { page } of [pupil, teacher]) {
      await page.getByTestId("rooms").getByRole("link", { name: stage.groupName }).filter({ hasText: /five/ }).click();
      await saying(page, "Tomorrow we begin at five.").waitFor();
    }
    const { page } = pupil;
    for (const text of ["Kechirasiz, u ahmoq emas.", "Ahmoq!"]) {
      await page.getByLabel("Xabaringiz", { exact: true }).fill(text);
      await page.getByLabel("Xabaringiz", { exact: true }).press("Enter");
      await saying(page, text).getByText("Avval moderator koʻradi").waitFor();
    }
    await look(page);
    // One is taken back; the other one stays after a reload, and others see neither.
    await saying(page, "Ahmoq!").getByRole("button", { name: "Oʻchirish" }).click();
    const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
    await page.getByRole("button", { name: "Xabarni yashirish" }).click();
    await gone;
    await page.reload();
    await saying(page, "ahmoq emas").getByText("Avval moderator koʻradi").waitFor();
    assert.equal(await saying(page, "Ahmoq!").count(), 0);
    assert.equal(await saying(teacher.page, "hmoq").count(), 0);

    await teacher.page.goto(`${stage.url}/app/moderation`);
    await teacher.page
      .getByTestId("case")
      .filter({ hasText: "ahmoq emas" })
      .getByText("A rule hides it until you decide")
      .waitFor();
    await teacher.page.getByTestId("case").filter({ hasText: "ahmoq emas" }).getByRole("link").click();
    await teacher.page.getByText("a listed word").waitFor();
    await teacher.page.getByLabel("What happens").selectOption("dismiss");
    await teacher.page.locator("textarea[name=reason]").fill("It is friendly.");
    await teacher.page.getByRole("button", { name: "Decide" }).click();
    // It comes live, with its time and its place among the others.
    await saying(page, "ahmoq emas")
      .getByText(/^\d\d:\d\d/)
      .waitFor();
    assert.equal(await saying(page, "ahmoq emas").count(), 1);
  });
});

test("a picture that is pasted into a message is not lost without a word", async () => {
  const desk = await sit(stage.login, "chat", PHONE);
  const { page } = desk;
  await play([desk], async () => {
    await page
      .getByTestId("rooms")
      .getByRole("link", { name: stage.teacherName })
      .filter({ hasText: "Well done today." })
      .click();
    const field = page.getByLabel("Xabaringiz", { exact: true });
    await field.fill("Mana");
    assert.equal(await paste(field, ""), false, "the field takes no file");
    await page.getByText("Xabarda matn yoki ovoz boʻladi. Rasmni muhokamaga joylang.").waitFor();
    await look(page);
    assert.equal(await paste(field, "words"), true, "words that come with a picture are pasted");
    assert.equal(await field.inputValue(), "Mana");
    await until(async () => (await page.getByTestId("message").count()) > 0);
    assert.equal(await saying(page, "Mana").count(), 0);
  });
});

/** A picture that was copied, with these words: whether the browser goes on with it itself. */
function paste(field: Locator, words: string): Promise<boolean> {
  return field.evaluate(
    (element, [picture, text]) => {
      const bytes = Uint8Array.from(atob(picture ?? ""), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "a.png", { type: "image/png" }));
      if (text) data.setData("text/plain", text);
      return element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [stage.picture, words],
  );
}
