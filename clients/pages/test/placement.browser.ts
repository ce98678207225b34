/** A placement test: the office makes it, a stranger takes it on a phone, becomes a pupil, and has a level. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { isTidy, picture } from "./course-life-stage.ts";
import { asked, card, pick } from "./money-stage.ts";
import { door, phone, PHONE, recordedFor, signIn, stage, until } from "./stage.ts";

/** `text`: what is read aloud; the microphone hears it for so many seconds. */
const own = stage as typeof stage & { office: string; text: string; seconds: number };
const DESK = { width: 1280, height: 800 };
/** After this question the page is loaded again. */
const RELOADED = 3;
const MOST = 20;
const LANGUAGES = [
  ["uz", "Oʻzbekcha"],
  ["ru", "Русский"],
  ["en", "English"],
] as const;

const told = (page: Page, text: string) => page.locator(".notices p").filter({ hasText: text }).waitFor();

async function makeTest(page: Page): Promise<string> {
  await page.goto(`${stage.url}/app/`);
  await page.getByRole("button", { name: "English", exact: true }).click();
  await signIn(page, own.office);
  await page.getByRole("navigation").first().waitFor();
  await page.goto(`${stage.url}/app/placement-tests`);
  await page.getByText("There is no placement test yet.").waitFor();
  await page.getByRole("button", { name: "New placement test" }).click();
  await card(page).getByRole("button", { name: "Add the questions" }).click();
  await told(page, "The questions are here.");
  await card(page).getByLabel("Name").fill("English for adults");
  await pick(card(page), "Question bank", "English placement test");
  await card(page).getByRole("button", { name: "Save" }).click();
  await card(page).getByRole("img", { name: "The link as a QR code" }).waitFor();
  await picture(page, "placement-link");
  const first = await card(page).locator(".new-link").innerText();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "English for adults" }).click();
  await card(page).getByRole("button", { name: "Renew the difficulties" }).click();
  await told(page, "The difficulties are being renewed.");
  await card(page).getByRole("button", { name: "Make a new link" }).click();
  await asked(page).getByRole("button", { name: "Make a new link" }).click();
  await card(page).getByRole("img", { name: "The link as a QR code" }).waitFor();
  const second = await card(page).locator(".new-link").innerText();
  assert.notEqual(first, second);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "English for adults" }).click();
  await card(page).getByLabel("How many people").fill("50");
  await card(page).getByRole("button", { name: "Save" }).click();
  await told(page, "Saved");
  return second.slice(second.indexOf("/placement#"));
}

async function answer(page: Page): Promise<void> {
  const listen = page.getByRole("button", { name: "Listen" });
  if (await listen.isVisible()) {
    await listen.click();
    await page.getByText("once more").waitFor();
  }
  const options = page.getByRole("radio");
  if (await options.count()) {
    await options.first().check();
    await page.getByRole("button", { name: "Next" }).click();
  } else {
    await page.getByRole("button", { name: "I do not know" }).click();
  }
}

async function inEachLanguage(page: Page, name: string): Promise<void> {
  for (const [code, word] of LANGUAGES) {
    await page.getByRole("button", { name: word, exact: true }).click();
    await page.locator(`html[lang=${code}]`).waitFor();
    await isTidy(page);
    await picture(page, `${name}-${code}`);
  }
}

async function takeTest(page: Page, address: string): Promise<string> {
  await page.goto(stage.url + address);
  await page.getByRole("button", { name: "English", exact: true }).click();
  await page.getByLabel("Your name").waitFor();
  await inEachLanguage(page, "placement-begin");
  await page.getByLabel("Your name").fill("Nodira");
  await page.getByLabel("Your phone number").fill("90 123 45 67");
  await page.getByRole("button", { name: "Begin" }).click();
  const level = page.locator(".placement-code");
  for (let place = 1; place <= MOST; place++) {
    await page.getByRole("heading", { name: `Question ${place}, at most 20` }).waitFor();
    if (place === RELOADED) {
      await page.reload();
      await page.getByRole("heading", { name: `Question ${place}, at most 20` }).waitFor();
    }
    if (place <= RELOADED) {
      await isTidy(page);
      await picture(page, `placement-question-${place}`);
    }
    await answer(page);
    if (place === MOST) await level.waitFor();
  }
  await inEachLanguage(page, "placement-level");
  await record(page);
  await send(page);
  return level.innerText();
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function isTidyEverywhere(page: Page): Promise<void> {
  await page.setViewportSize(DESK);
  await isTidy(page);
  await picture(page, "placement-speech-wide");
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "dark" });
  await isTidy(page);
  await picture(page, "placement-speech-dark");
  await page.emulateMedia({ colorScheme: "light" });
}

/** By keyboard: allowed, recorded, heard, recorded again. */
async function record(page: Page): Promise<void> {
  const isFocused = (name: string) => button(page, name).evaluate((element) => element === document.activeElement);
  await page.getByRole("heading", { name: "Read a text aloud" }).waitFor();
  assert.equal(await button(page, "Record").count(), 0);
  const allows = page.getByLabel("My parent is here and allows it");
  await allows.focus();
  await page.keyboard.press("Space");
  await page.getByText(own.text).waitFor();
  await inEachLanguage(page, "placement-speech");
  await isTidyEverywhere(page);
  for (const name of ["Record", "Record again"]) {
    await until(() => button(page, name).isEnabled());
    await button(page, name).focus();
    await page.keyboard.press("Enter");
    await recordedFor(page, own.seconds);
    assert.equal(await button(page, "Another person begins").count(), 0);
    assert.ok(await isFocused("Done"));
    await page.keyboard.press("Enter");
    await button(page, "Listen").waitFor();
    await until(() => isFocused("Send"));
  }
  await inEachLanguage(page, "placement-recorded");
  await button(page, "Listen").click();
  await page.getByRole("button", { name: "Stop" }).waitFor();
}

/** Without a network what was recorded stays. Another tab that recorded too sees that the recording is there. */
async function send(page: Page): Promise<void> {
  const thanks = (tab: Page) => tab.getByText("Thank you! The centre has your recording.").waitFor();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel("I am an adult").check();
  await button(other, "Record").click();
  await recordedFor(other, 1);
  await button(other, "Done").click();
  await page.context().setOffline(true);
  await button(page, "Send").click();
  await page.getByText("Your recording is still on this page.").waitFor();
  await inEachLanguage(page, "placement-kept");
  await page.context().setOffline(false);
  await button(page, "Send again").click();
  await thanks(page);
  await isTidy(page);
  await button(other, "Send").click();
  await thanks(other);
  await other.close();
  await page.reload();
  await thanks(page);
  await button(page, "Another person begins").waitFor();
}

/** The recording stands beside the level, before and after the engine has heard it. */
async function hear(page: Page): Promise<void> {
  await card(page).getByText("The recording is being listened to.").waitFor();
  await card(page).getByText("A parent was there and allowed the recording.").waitFor();
  await door("hear");
  await card(page).getByText("beside the level").waitFor();
  await card(page).getByText("What was heard").waitFor();
  const sound = card(page).getByLabel("The text read aloud");
  assert.ok(
    await sound.evaluate(async (audio: HTMLAudioElement) => (await audio.play(), audio.pause(), audio.duration > 0)),
  );
  await card(page).getByText("A parent was there").scrollIntoViewIfNeeded();
  await picture(page, "placement-heard");
}

/** The form has what the stranger said of herself. */
async function makePupil(page: Page): Promise<void> {
  await card(page).getByRole("button", { name: "Make a new pupil" }).click();
  const form = page.getByRole("form", { name: "New pupil" });
  await until(async () => (await form.getByLabel("First name").first().inputValue()) === "Nodira");
  await form.getByLabel("Last name").first().fill("Karimova");
  await form.getByRole("button", { name: "Enrol" }).click();
  await page.getByText("Nodira Karimova is enrolled.").waitFor();
}

async function writeDown(page: Page, level: string): Promise<void> {
  await page.goto(`${stage.url}/app/placement-results`);
  await page.getByRole("button", { name: "Nodira" }).click();
  await card(page).getByText("What decided").waitFor();
  await hear(page);
  await isTidy(page);
  await picture(page, "placement-result");
  await makePupil(page);
  await page.goto(`${stage.url}/app/placement-results`);
  await page.getByRole("button", { name: "Nodira" }).click();
  await pick(card(page), "Written down for", "Nodira Karimova");
  await card(page).getByRole("button", { name: "Write the level down" }).click();
  await told(page, "The level is written down.");
  await page.getByRole("cell", { name: level, exact: true }).waitFor();
}

test("a stranger finds a level by the link, and the office makes her a pupil and writes it down", async () => {
  const office = await phone(null, DESK);
  const stranger = await phone();
  try {
    const address = await makeTest(office.page);
    await writeDown(office.page, await takeTest(stranger.page, address));
    assert.deepEqual([...office.complaints, ...stranger.complaints], []);
  } catch (error) {
    for (const { page } of [office, stranger])
      console.log(page.url(), (await page.locator("body").innerText()).slice(-1500));
    throw error;
  } finally {
    await office.close();
    await stranger.close();
  }
});
