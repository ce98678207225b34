/** An online course on a phone: found, joined, read without a network, gone on with elsewhere, done. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, overflowing } from "./looks-rules.ts";
import { lying, phone, signIn, stage as told, until, type Stage, type Window } from "./stage.ts";

const stage = told as Stage & { course: string; lesson: string };
const PICTURES = process.env["COURSE_PICTURES"];
/** A lesson may show pages of these. */
const FRAMES = /^asked for https:\/\/[\w.-]*(youtube|google|gstatic|doubleclick)/;

async function device(at: string, viewport?: { width: number; height: number }): Promise<Window> {
  const window = await phone(null, viewport, true);
  await window.context.route(/^https:\/\//, (route) =>
    route.fulfill({ contentType: "text/html", body: "<p>A page of another site</p>" }),
  );
  await window.page.goto(`${stage.url}/app/${at}`);
  await signIn(window.page);
  return window;
}

const isTidy = async (page: Page) => assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
const player = (page: Page) => page.locator("audio");
const secondsOf = (page: Page) => player(page).evaluate((audio: HTMLAudioElement) => audio.currentTime);

async function readToTheEnd(page: Page): Promise<void> {
  await page.locator(".lesson-end").scrollIntoViewIfNeeded();
}

async function waits(page: Page): Promise<number> {
  const rows = await lying(page, "pending", "talim-learning");
  return rows.evaluate((all) => all.length);
}

test("a member finds a free course, learns it without a network and elsewhere, and finishes it", async () => {
  const { page, context, complaints, close } = await device("");
  try {
    // Nobody has to join to look inside.
    await page.getByText("You learn no course online yet.").waitFor();
    await page.getByRole("link", { name: "Find a course" }).click();
    await page.getByRole("link", { name: "Numbers in English" }).click();
    await page.getByText("3 lessons").first().waitFor();
    assert.equal(await page.getByText("The last one").count(), 0);
    await page.getByRole("link", { name: "Look inside" }).click();
    await page.getByText("You read this lesson for free.").waitFor();
    await page.getByText("Welcome here.").waitFor();
    await page.getByRole("link", { name: "See the course" }).click();

    await page.getByRole("button", { name: "Join the course" }).click();
    await page.getByRole("link", { name: "Start learning" }).waitFor();
    await page.getByText("Finish “Up to ten” first.").waitFor();
    assert.equal(await page.getByRole("link", { name: "The last one" }).count(), 0);
    await isTidy(page);
    await picture(page, "course");
    await page.getByRole("link", { name: "Start learning" }).click();
    await readToTheEnd(page);
    await page.getByText("Lesson done!").waitFor();
    await page.getByRole("link", { name: "Next lesson" }).click();

    await page.getByRole("heading", { level: 1, name: "Up to ten" }).waitFor();
    await seeEveryKind(page);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.evaluate(() => scrollTo(0, 0));

    await player(page).evaluate((audio: HTMLAudioElement) => audio.play());
    await until(async () => (await secondsOf(page)) > 2);
    await context.setOffline(true);
    await until(async () => (await secondsOf(page)) > 4);
    await player(page).evaluate((audio: HTMLAudioElement) => audio.pause());
    const stopped = await secondsOf(page);
    await until(async () => (await waits(page)) === 1);
    await page.reload();
    await page.getByText("Count to ten").waitFor();
    await page.getByRole("img", { name: "A green wall" }).waitFor();
    await page.getByText("This is how it was").waitFor();
    await picture(page, "away");
    await context.setOffline(false);
    await until(async () => (await waits(page)) === 0);

    const elsewhere = await device("", { width: 1280, height: 800 });
    await elsewhere.page.getByRole("link", { name: "Continue: Up to ten" }).click();
    await elsewhere.page.getByRole("heading", { level: 1, name: "Up to ten" }).waitFor();
    await until(async () => Math.abs((await secondsOf(elsewhere.page)) - stopped) < 1);
    await until(() => elsewhere.page.evaluate(() => scrollY > 200));
    await isTidy(elsewhere.page);
    await picture(elsewhere.page, "lesson-wide");
    await player(elsewhere.page).evaluate((audio: HTMLAudioElement) => audio.play());
    await elsewhere.page.getByText("Lesson done!").waitFor();
    await elsewhere.close();

    await page.goto(`${stage.url}/app/course/${stage.course}`);
    await page.getByRole("link", { name: "The last one" }).click();
    await page.getByRole("button", { name: "I have done this lesson" }).click();
    await page.getByText("Course done!").waitFor();
    await page.getByText("You earned 50 coins.").waitFor();
    await isTidy(page);
    await picture(page, "done");
    await page.getByRole("navigation", { name: "Lessons" }).getByRole("link", { name: "To the course" }).click();
    await page.getByText("100 % of the course").waitFor();
    assert.deepEqual(
      complaints.filter((complaint) => !FRAMES.test(complaint)),
      [],
    );
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

async function seeEveryKind(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Count to ten" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "a dictionary" }).getAttribute("href"), "https://example.uz/");
  await page.getByRole("cell", { name: "one" }).waitFor();
  await page.getByText("Twelve is irregular.").waitFor();
  await page.locator(".formula .katex-html").waitFor();
  await page.getByRole("img", { name: "A green wall" }).waitFor();
  await page.getByText("Read the text of the recording").click();
  await page.getByText("one, two, three").waitFor();
  await page.getByRole("img", { name: "Exercises, page 1 of 2" }).waitFor();
  const pdf = page.locator(".pdf");
  await pdf.getByRole("button", { name: "Next" }).click();
  await page.getByRole("img", { name: "Exercises, page 2 of 2" }).waitFor();
  await page.getByText("A file to keep").waitFor();
  await page.frameLocator("iframe[title='A song']").getByText("A page of another site").waitFor();
  await page.getByRole("button", { name: /^Front one/ }).tap();
  await page.getByText("bir").waitFor();
  await page.getByRole("group", { name: "Numbers" }).press("ArrowRight");
  await page.getByText("Card 2 of 2").waitFor();
  await isTidy(page);
  await picture(page, "lesson");
}

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  for (const [language, code] of [
    ["Oʻzbekcha", "uz"],
    ["Русский", "ru"],
    ["English", "en"],
  ] as const) {
    await page.getByRole("button", { name: language, exact: true }).click();
    await page.waitForTimeout(700);
    if (code !== "en") await page.screenshot({ path: `${PICTURES}/${name}-${code}.png`, fullPage: true });
  }
}
