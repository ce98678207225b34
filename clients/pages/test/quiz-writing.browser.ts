/** A teacher at a desk writes questions and a quiz, marks with the keys and corrects a key; the office looks on a phone, in Uzbek. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findings, lookAt, picture } from "./looks-around.ts";
import { PHONE, play, stage as told, until, visit, type Stage } from "./stage.ts";
import { caller, DESK, dragAbove, sit } from "./teacher-stage.ts";

const stage = told as Stage & { teacher: string; pupils: string[]; pupil: string; name: string; looked: string };
/** A white picture of one pixel. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==";
const QUIZ = "Unit 3: past simple";

test("questions become a quiz, pupils take it, the teacher marks and corrects", async () => {
  await play([await sit(stage.teacher, "banks", DESK)], async (page) => {
    await writeBank(page);
    const question = await writeQuestions(page);
    await writeQuiz(page);
    const quiz = page.url().split("/").at(-1) ?? "";
    await takeQuiz(quiz);
    await mark(page, quiz);
    await correct(page, question);
    await page.goto(`${stage.url}/app/quiz-statistics/${quiz}`);
    await page.getByText("From the first finished try of 2 learners.").waitFor();
    await page
      .getByText("Fewer than ten learners have finished.")
      .or(page.getByText("This cannot be said yet"))
      .waitFor();
    await page.getByRole("img", { name: "How easy each question is" }).waitFor();
    await picture(page, "statistics");
    await lookAt(page);
    assert.deepEqual(findings, []);
  });
});

async function writeBank(page: Page): Promise<void> {
  const card = page.getByRole("dialog");
  for (const name of ["Spare", "Past"]) {
    await page.getByRole("button", { name: "New bank" }).click();
    await card.getByRole("textbox", { name: "Name" }).fill(name);
    await card
      .getByLabel("Where")
      .selectOption({ index: 1 })
      .catch(() => undefined);
    await card.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.getByRole("button", { name: "Rename" }).click();
    if (name === "Past") break;
    await card.getByRole("button", { name: "Delete the bank" }).click();
    await page
      .getByRole("dialog", { name: "Delete the bank" })
      .getByRole("button", { name: "Delete the bank" })
      .click();
    await page.getByText("“Spare” is deleted.").waitFor();
  }
  await card.getByRole("textbox", { name: "Name" }).fill("Past simple");
  await card.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Past simple", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Pictures and recordings" }).click();
  await card
    .getByLabel("Add a file")
    .setInputFiles({ name: "pixel.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
  await card.locator("img.question-picture").waitFor();
  await card.getByRole("button", { name: "Close" }).first().click();
  await page.getByRole("button", { name: "Import" }).click();
  await card.getByLabel("Language of the questions").selectOption("en");
  await card.getByLabel("Or paste the text of the questions").fill("::Days::How many days has a week? {#7}");
  await card.getByRole("button", { name: "Read the text" }).click();
  await card.getByText("Questions: 1").waitFor();
  await card.getByRole("button", { name: "Import it" }).click();
  await card.getByRole("button", { name: "See the questions" }).click();
  await page.getByRole("row", { name: /Days/ }).waitFor();
  await page.getByRole("button", { name: "Export" }).click();
  await card.getByRole("button", { name: "Make the file" }).click();
  await card.getByRole("link", { name: "Download the file" }).waitFor();
  await card.getByRole("button", { name: "Close" }).first().click();
  await lookAt(page);
}

/** The address of the first question. */
async function writeQuestions(page: Page): Promise<string> {
  const begin = async (kind: string, prompt: string) => {
    await page.getByRole("button", { name: "New question" }).click();
    await page.getByRole("dialog").getByRole("button", { name: kind }).click();
    await page.getByRole("textbox", { name: "What is asked" }).click();
    await page.keyboard.type(prompt);
  };
  const save = async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/question\/[0-9a-f-]{36}/);
    await page.getByRole("button", { name: "Try this answer" }).waitFor();
  };
  await begin("One answer", "She … to school yesterday.");
  await page.getByRole("textbox", { name: "Answer 1" }).fill("go");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Give a text or a picture.").first().waitFor();
  await page.getByText("No answer gives all the points.").first().waitFor();
  await picture(page, "question-wrong");
  await page.getByRole("textbox", { name: "Answer 2" }).fill("went");
  const options = page.locator(".option-rows > li");
  await dragAbove(page, options.nth(1), options.nth(0));
  await until(async () => (await page.getByRole("textbox", { name: "Answer 1" }).inputValue()) === "went");
  await page.getByRole("radio", { name: "Right: go", exact: true }).check();
  await save();
  const first = page.url();
  await page.getByRole("region", { name: "As learners see it" }).getByLabel("went").check();
  await page.getByRole("button", { name: "Try this answer" }).click();
  await page.getByText("This gives 0 of 1 points.").waitFor();
  await picture(page, "question");
  await lookAt(page);
  await page.getByRole("link", { name: "Back to the bank" }).click();

  await begin("Essay", "Write about your town.");
  await page.getByLabel("What to look for").fill("Past tense, linking words.");
  await page.getByLabel("Points", { exact: true }).fill("5");
  await save();
  await page.getByRole("link", { name: "Back to the bank" }).click();

  // Its sentence is enough: nothing is asked above it, no empty line is drawn, and it is named by the sentence.
  await begin("Text with gaps", "");
  const text = page.getByRole("textbox", { name: "The text" });
  await text.fill("My name is Malika.");
  await text.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(8, 10));
  await page.getByRole("button", { name: "Make a gap" }).click();
  await page.getByRole("group", { name: /^Gap 1/ }).waitFor();
  assert.equal(await page.locator(".try-question .lesson-text").count(), 0);
  await save();
  await page.getByRole("heading", { name: "My name _____ Malika.", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Delete the question" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete the question" }).click();
  await page.getByRole("heading", { name: "Past simple", level: 1 }).waitFor();
  await page.getByRole("row", { name: /Write about your town/ }).waitFor();
  await picture(page, "bank");
  return first;
}

async function writeQuiz(page: Page): Promise<void> {
  const card = page.getByRole("dialog");
  await page.goto(`${stage.url}/app/quizzes-written`);
  await page.getByRole("button", { name: "New quiz" }).click();
  await card.getByLabel("Title").fill(QUIZ);
  await card.getByLabel("For whom").selectOption(`Group: ${stage.name}`);
  await card.getByRole("button", { name: "Create" }).click();
  await page.getByText("This quiz asks nothing yet.").waitFor();
  await page.getByRole("button", { name: "Add questions" }).click();
  await card.getByLabel("Question bank").selectOption("Past simple");
  await card.getByRole("button", { name: /^Add: Write about/ }).click();
  await card.getByRole("button", { name: /^Add: She/ }).click();
  await card.getByText("in the quiz").nth(1).waitFor();
  await card.getByRole("button", { name: "Close" }).first().click();
  await page.getByRole("button", { name: /^Move up: She/ }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  // Somebody else changes the quiz meanwhile.
  const [call, path] = [await caller(stage.teacher), `/quizzes/${page.url().split("/").at(-1)}/`];
  await until(async () => (await call("GET", `${path}questions/`))[0]?.name.startsWith("She"));
  await call("PATCH", path, { revision: (await call("GET", path)).revision, instructions: "Take your time." });
  await card.getByRole("button", { name: "Save" }).click();
  await card.getByRole("button", { name: "Load again" }).click();
  await until(async () => (await card.getByLabel("What learners read first").inputValue()) === "Take your time.");
  await card.getByLabel("Minutes").fill("15");
  await card.getByRole("button", { name: "Save" }).click();
  await page.getByText("15 minutes").waitFor();
  await page.getByRole("button", { name: "More time for one learner" }).click();
  await card.getByRole("combobox", { name: "Learner" }).fill(stage.pupil.slice(0, 4));
  await card.getByRole("option", { name: stage.pupil }).click();
  await card.getByLabel("More time (percent)").fill("50");
  await card.getByLabel("Why").fill("Reads slowly.");
  await card.getByRole("button", { name: "Give it" }).click();
  await card.getByText("+50 % time · Reads slowly.").waitFor();
  await card.getByRole("button", { name: "Close" }).first().click();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published: learners see it.").waitFor();
  await picture(page, "quiz");
  await lookAt(page);
}

/** Both choose "went", which the key holds for wrong; one writes an essay, the other one's came late. */
async function takeQuiz(quiz: string): Promise<void> {
  for (const [index, login] of stage.pupils.entries()) {
    const call = await caller(login);
    const attempt = await call("POST", `/quizzes/${quiz}/attempt/`, {});
    const save = (place: number, response: object) =>
      call("PUT", `/quizzes/attempts/${attempt.id}/answers/${place}/`, { response });
    for (const { place, kind, body } of attempt.questions) {
      if (kind === "essay") {
        if (index === 0) await save(place, { kind, text: "My town was small, but it had a market." });
      } else
        await save(place, {
          kind,
          option: body.options.find((option: { text: string }) => option.text === (index ? "went" : "go")).id,
        });
    }
    await call("POST", `/quizzes/attempts/${attempt.id}/hand-in/`);
    const essay = attempt.questions.find((one: { kind: string }) => one.kind === "essay");
    if (index === 1) await save(essay.place, { kind: "essay", text: "Late." });
  }
}

async function mark(page: Page, quiz: string): Promise<void> {
  await page.goto(`${stage.url}/app/quizzes-written`);
  await page.getByRole("link", { name: "1 answer waits for you" }).click();
  await page.getByRole("heading", { name: stage.pupil }).waitFor();
  await page.getByText("Past tense, linking words.").waitFor();
  await page.getByText("My town was small").waitFor();
  await picture(page, "marking");
  await lookAt(page);
  await page.keyboard.press("4");
  assert.equal(await page.getByLabel("Points, 0 to 5").inputValue(), "4");
  await page.getByLabel("Words to the learner").fill("Good linking words.");
  await page.getByRole("heading", { name: stage.pupil }).click();
  await page.keyboard.press("Enter");
  await page.getByText("Everything is marked.").waitFor();

  await page.goto(`${stage.url}/app/quiz-results/${quiz}`);
  await page
    .getByRole("row", { name: new RegExp(stage.pupil) })
    .getByText("5 of 6")
    .waitFor();
  await picture(page, "results");
  await lookAt(page);
  await page.getByRole("row").last().getByRole("link").waitFor();
  await page.getByRole("table").getByRole("link").filter({ hasNotText: stage.pupil }).click();
  await page.getByText("An answer came after the end").waitFor();
  await page.getByLabel("Why").fill("Her line was cut.");
  await page.getByRole("button", { name: "Let it count" }).click();
  await page.getByText("It counts: Her line was cut.").waitFor();
  await picture(page, "attempt");
  await page.getByLabel("Points, 0 to 5").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("finished").first().waitFor();
}

/** The key held "go" for right. */
async function correct(page: Page, question: string): Promise<void> {
  await page.goto(question);
  await page.getByRole("radio", { name: "Right: went" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const regrade = page.getByRole("region", { name: "Corrected after learners answered?" });
  const count = () => regrade.getByRole("button", { name: "See what changes" }).click();
  await count();
  await regrade.getByRole("button", { name: "Leave all marks as they are" }).click();
  await count();
  await regrade.getByText("2 answers looked at. Marks that change: 2.").waitFor();
  await regrade.getByRole("row", { name: new RegExp(stage.pupil) }).waitFor();
  await picture(page, "regrade");
  await regrade.getByRole("button", { name: "Change 2 marks" }).click();
  await regrade.getByText("2 marks are changed.").waitFor();
}

test("the office sees quizzes on a phone in Uzbek, with nothing beyond the side", async () => {
  await visit(stage.login, "quizzes-written", PHONE, async (page) => {
    await page.getByRole("heading", { name: "Test tuzish", level: 1 }).waitFor();
    await page.getByText("Unit 2").first().waitFor();
    await picture(page, "quizzes-uz");
    await lookAt(page);
    await page.goto(`${stage.url}/app/quiz-editor/${stage.looked}`);
    await page.getByText("Eʼlon qilingan: oʻquvchilar koʻradi.").waitFor();
    await page.getByRole("button", { name: "Koʻrish" }).click();
    await page.getByRole("link", { name: "Savolni ochish" }).waitFor();
    await picture(page, "quiz-uz");
    await lookAt(page);
    await page.getByRole("link", { name: "Savolni ochish" }).click();
    await page.getByRole("textbox", { name: "1-javob" }).waitFor();
    await until(async () => (await page.getByRole("textbox", { name: "Nima soʻraladi" }).count()) > 0);
    await picture(page, "question-uz");
    await lookAt(page);
    for (const [path, text] of [
      ["quiz-results", "Hali hech kim boshlamadi."],
      ["quiz-statistics", "raqamlar chiqadi"],
      ["quiz-marking", "Hammasi baholandi."],
      ["banks", "Tenses"],
    ] as const) {
      await page.goto(
        `${stage.url}/app/${path}${path === "banks" || path === "quiz-marking" ? "" : `/${stage.looked}`}`,
      );
      await page.getByText(text).first().waitFor();
      await lookAt(page);
      await picture(page, `${path}-uz`);
    }
    await page.goto(`${stage.url}/app/quiz-editor/${stage.looked}`);
    await page.getByRole("button", { name: "Sozlamalar" }).click();
    await picture(page, "settings-uz");
    await lookAt(page);
    await page.getByRole("button", { name: "Testni oʻchirish" }).click();
    await page
      .getByRole("dialog", { name: "Testni oʻchirish" })
      .getByRole("button", { name: "Testni oʻchirish" })
      .click();
    await page.getByText("“Unit 2” oʻchirildi.").waitFor();
    assert.deepEqual(findings, []);
  });
});
