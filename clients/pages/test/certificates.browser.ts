/**
 * The office designs a certificate and says who gets it; a pupil earns it on a phone in Russian, a parent allows the full
 * name in Uzbek, a stranger checks it, and the office revokes it.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { findings, lookAround } from "./looks-around.ts";
import { phone, play, stage as told, until, type Stage } from "./stage.ts";
import { caller, DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  office: string;
  colleague: string;
  teacher: string;
  learner: string;
  parent: string;
  /** The names of the pupil and of another one, the title of the course. */
  pupil: string;
  second: string;
  failed: string;
  course: string;
  lesson: string;
  /** A picture, in base64. */
  picture: string;
};
/** How far the story has come: each part needs the one before. */
let done = 0;
let address = "";

async function pick(form: Locator, label: string, name: string): Promise<void> {
  await form.getByRole("combobox", { name: label }).click();
  await form.getByRole("listbox").getByRole("option", { name }).first().click();
}

test("the office designs a certificate, says who gets it, and awards one by hand", async () => {
  assert.equal(done, 0, "the part before has failed");
  await play([await sit(stage.office, "certificate-templates", DESK)], async (page) => {
    await page.getByRole("button", { name: "New template" }).click();
    const starter = page.getByRole("dialog", { name: "Begin with a ready template" });
    await starter.getByLabel("Name of the template").fill("Our certificate");
    await starter.getByRole("img", { name: "A sample certificate: English" }).waitFor();
    await lookAround(page, "starter");
    await starter.getByRole("button", { name: "Create" }).click();
    await page.getByText("Created. Now write your texts.").waitFor();
    await design(page);
    await makeRule(page);
    await awardByHand(page);
  });
  done = 1;
});

async function design(page: Page): Promise<void> {
  const form = page.getByRole("form", { name: "Our certificate" });
  await page.getByRole("img", { name: "A sample certificate: English" }).waitFor();
  // What is wrong is said while one writes, beside the text.
  await page
    .getByRole("group", { name: "Language of texts and preview" })
    .getByRole("button", { name: "Русский" })
    .click();
  const statement = form.getByRole("textbox", { name: "What for" });
  await statement.fill("прошёл курс {curse}");
  await form.getByText("{curse}").last().waitFor();
  assert.equal(await statement.getAttribute("aria-invalid"), "true");
  await page.getByText("There is no preview while something is wrong.").waitFor();
  await page
    .getByRole("group", { name: "Language of texts and preview" })
    .getByRole("button", { name: "English" })
    .click();
  await form.getByText("Something is also wrong in: Русский").waitFor();
  await page
    .getByRole("group", { name: "Language of texts and preview" })
    .getByRole("button", { name: "Русский" })
    .click();
  await statement.fill("прошёл курс ");
  await form
    .getByRole("group", { name: /^Insert into “What for”/ })
    .getByRole("button", { name: "Course" })
    .click();
  assert.equal(await statement.inputValue(), "прошёл курс {course}");
  assert.equal(await statement.evaluate((field) => document.activeElement === field), true, "one goes on writing");
  await page.getByRole("img", { name: "A sample certificate: Русский" }).waitFor();

  const picture = { name: "logo.png", mimeType: "image/png", buffer: Buffer.from(stage.picture, "base64") };
  await form.getByLabel("Logo").setInputFiles(picture);
  await form.getByText("There is a picture. The preview shows it.").waitFor();
  await form.getByRole("button", { name: "Add a signature" }).click();
  const signature = form.getByRole("group", { name: "Signature 1" });
  await form.getByRole("button", { name: "Save the template" }).click();
  await signature.locator("p.wrong").first().waitFor();
  await signature.getByLabel("Name").fill("Акмаль Кадыров");
  await signature.getByLabel("Position").fill("Директор");
  await signature.getByLabel("Picture of the signature").setInputFiles(picture);
  await signature.getByText("There is a picture.").waitFor();
  await lookAround(page, "editor");
  await loseToColleague(page, form, signature);
}

/** A colleague has saved the template meanwhile: nothing of hers is lost. */
async function loseToColleague(page: Page, form: Locator, signature: Locator): Promise<void> {
  await form.getByRole("button", { name: "Save the template" }).click();
  await page.getByText("Saved. Certificates that exist keep their look.").waitFor();
  const [call, path] = [await caller(stage.colleague), `/certificates/templates/${page.url().split("/").at(-1)}/`];
  await form.getByLabel("Name of the template").fill("Mine");
  const { version, content } = await call("GET", path);
  await call("PUT", path, { version, name: "Our certificate", content: { ...content, accent: "#C04000" } });
  await form.getByRole("button", { name: "Save the template" }).click();
  await page.getByRole("button", { name: "Load again" }).click();
  await until(async () => (await form.getByLabel("Colour of ornaments").inputValue()) === "#c04000");
  assert.equal(await form.getByLabel("Name of the template").inputValue(), "Our certificate");
  assert.equal(await signature.getByLabel("Name").inputValue(), "", "it is signed in Russian");
}

async function makeRule(page: Page): Promise<void> {
  await page.goto(`${stage.url}/app/certificate-rules`);
  await page.getByRole("button", { name: "New rule" }).click();
  const form = page.getByRole("form", { name: "Rule" });
  await pick(form, "Course", stage.course);
  await form.getByLabel("Template").selectOption("Our certificate");
  await form.getByLabel("Course completed, percent").fill("");
  await form.getByLabel("Attendance, percent").fill("80");
  await form.getByRole("button", { name: "Save" }).click();
  await form.locator("p.wrong").first().waitFor();
  await lookAround(page, "rule");
  await form.getByLabel("Attendance, percent").fill("");
  await form.getByLabel("Course completed, percent").fill("90");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("button", { name: stage.course }).click();
  await form.getByLabel("Course completed, percent").fill("100");
  await form.getByLabel("Academic hours").fill("72");
  await form.getByLabel("Level").fill("B1");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Course completed: from 100 %").waitFor();
  await lookAround(page, "rules");
}

async function awardByHand(page: Page): Promise<void> {
  await page.goto(`${stage.url}/app/certificates`);
  await page.getByRole("button", { name: "Award by hand" }).click();
  const form = page.getByRole("form", { name: "Award by hand" });
  await pick(form, "Person", stage.second);
  await pick(form, "Course", stage.course);
  await form.getByLabel("Template").selectOption("Our certificate");
  await form.getByLabel("Why").fill("Exam: 92 %.");
  await lookAround(page, "award");
  await form.getByRole("button", { name: "Award by hand" }).click();
  await page.getByText(/^Awarded: \d{4}-000002/).waitFor();
  await page.getByRole("button", { name: stage.second }).click();
  const card = page.getByRole("dialog");
  await card.getByText("Exam: 92 %.").waitFor();
  await download(card, "Download the certificate", (bytes) => assert.equal(bytes.subarray(0, 5).toString(), "%PDF-"));
  await lookAround(page, "card");
  await page.keyboard.press("Escape");
}

async function download(part: Locator, name: string, check: (bytes: Buffer) => void): Promise<void> {
  const button = part.getByRole("button", { name });
  await button.waitFor();
  const [file] = await Promise.all([part.page().waitForEvent("download"), button.click()]);
  check(await readFile(await file.path()));
}

test("a pupil completes the course and has the certificate on the phone", async () => {
  assert.equal(done, 1, "the part before has failed");
  await play([await sit(stage.learner, `learn/${stage.lesson}`, PHONE)], async (page) => {
    await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
    await page.mouse.wheel(0, 4_000);
    await until(async () => (await (await caller(stage.learner))("GET", "/certificates/")).count === 1);
    await page.goto(`${stage.url}/app/menu`);
    await page.getByRole("main").getByRole("link", { name: "Сертификаты" }).click();
    await page.getByText("Действителен").waitFor();
    await page.getByText("На открытой странице стоят только инициалы").waitFor();
    const card = page.getByRole("main");
    await download(card, "Скачать сертификат", (bytes) => assert.equal(bytes.subarray(0, 5).toString(), "%PDF-"));
    await download(card, "Скачать значок", (bytes) =>
      assert.match(bytes.toString(), /"AchievementSubject"|credentialSubject/),
    );
    address = (await page.locator(".certificate-address a").getAttribute("href")) ?? "";
    assert.ok(address.startsWith(`${stage.url}/c/`), address);
    await lookAround(page, "pupil");
  });
  done = 2;
});

/** The public page as a stranger's phone shows it, in this language. */
async function check(language: string, acts: (page: Page) => Promise<void>): Promise<void> {
  const window = await phone(null);
  await window.page.goto(address);
  await window.page.getByRole("link", { name: language }).click();
  await play([window], acts);
}

test("a stranger checks it, a parent allows the full name, and the stranger sees it", async () => {
  assert.equal(done, 2, "the part before has failed");
  await check("Русский", async (page) => {
    await page.getByText("Действителен").waitFor();
    assert.equal(await page.getByText(stage.pupil).count(), 0, "nobody has allowed the name");
    await lookAround(page, "public-ru");
  });
  await play([await sit(stage.parent, "certificates", PHONE)], async (page) => {
    await page.getByRole("heading", { name: stage.pupil }).waitFor();
    await lookAround(page, "parent");
    await page.getByRole("link", { name: "Nimaga ruxsat berilgan" }).click();
    const consent = page.getByRole("group", { name: "Sertifikat sahifasida toʻliq ism" });
    await consent.getByRole("button").first().click();
    await until(async () => (await consent.getByRole("button").first().getAttribute("aria-pressed")) === "true");
    await page.goto(`${stage.url}/app/certificates`);
    await page.getByText(`Ochiq sahifada toʻliq ism koʻrinadi: ${stage.pupil}.`).waitFor();
  });
  await check("Oʻzbek", async (page) => {
    await page.getByText(stage.pupil).waitFor();
    await lookAround(page, "public-uz");
  });
  done = 3;
});

test("a teacher sees the certificates of the course, and changes none", async () => {
  assert.equal(done, 3, "the part before has failed");
  await play([await sit(stage.teacher, "certificates", DESK)], async (page) => {
    await page.getByRole("button", { name: stage.pupil }).click();
    const card = page.getByRole("dialog");
    await card.getByText("Course completed: 100 %").waitFor();
    assert.equal(await card.getByRole("button", { name: "Revoke" }).count(), 0);
    assert.equal(await page.getByRole("button", { name: "Award by hand" }).count(), 0);
    await lookAround(page, "teacher");
  });
  done = 4;
});

test("the office revokes it, and the page says so", async () => {
  assert.equal(done, 4, "the part before has failed");
  await play([await sit(stage.office, "certificates", DESK)], async (page) => {
    await page.getByRole("searchbox").fill(stage.pupil);
    await page.getByRole("button", { name: stage.second }).waitFor({ state: "detached" });
    await lookAround(page, "certificates");
    await page.getByRole("button", { name: stage.pupil }).click();
    const card = page.getByRole("dialog").first();
    await card.getByLabel("Why it is revoked; the person reads this").fill("Another person took the exam.");
    await card.getByRole("button", { name: "Revoke" }).click();
    const question = page.getByRole("dialog", { name: "Revoke" });
    await question.getByText("There is no way back").waitFor();
    await question.getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Revoked.").waitFor();
    await card.getByText("Reason: Another person took the exam.").waitFor();
    assert.equal(await card.getByLabel("Why it is revoked").count(), 0);
    await lookAround(page, "revoked");
    await makeAgain(page);
    await endRule(page);
  });
  for (const [language, word] of [
    ["Русский", "Отозван"],
    ["Oʻzbek", "Bekor qilingan"],
  ] as const) {
    await check(language, async (page) => {
      await page.getByText(word).first().waitFor();
      assert.equal(await page.getByText("Another person").count(), 0, "nobody else learns why");
      await lookAround(page, `public-revoked-${word}`);
    });
  }
  await play([await sit(stage.learner, "certificates", PHONE)], async (page) => {
    await page.getByText("Причина: Another person took the exam.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Скачать сертификат" }).count(), 0);
    await lookAround(page, "pupil-revoked");
  });
  done = 5;
});

/** What could not be made is made once more by the worker. */
async function makeAgain(page: Page): Promise<void> {
  await page.goto(`${stage.url}/app/certificates`);
  await page.getByRole("button", { name: stage.failed }).click();
  const card = page.getByRole("dialog").first();
  await card.getByText("Could not be made").first().waitFor();
  await card.getByRole("button", { name: "Make it again" }).click();
  await card.getByRole("button", { name: "Download the certificate" }).waitFor();
}

/** A template that a rule uses stays; without the rule it goes. */
async function endRule(page: Page): Promise<void> {
  await page.goto(`${stage.url}/app/certificate-templates`);
  await page.getByRole("button", { name: "Our certificate" }).click();
  const archive = async () => {
    await page.getByRole("button", { name: "Archive the template" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive the template" }).click();
  };
  await archive();
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await page.goto(`${stage.url}/app/certificate-rules`);
  await page.getByRole("button", { name: stage.course }).click();
  await page.getByRole("button", { name: "Archive the rule" }).click();
  await page
    .getByRole("dialog", { name: "Archive the rule" })
    .getByRole("button", { name: "Archive the rule" })
    .click();
  await page.getByText("The rule is archived.").waitFor();
  await page.goto(`${stage.url}/app/certificate-templates`);
  await page.getByRole("button", { name: "Our certificate" }).click();
  await archive();
  await page.getByText("Archived: Our certificate").waitFor();
}

test("all of it has room, contrast and targets that are large enough", () => {
  assert.equal(done, 5, "a part before has failed");
  assert.deepEqual(findings, []);
});
