/**
 * A week of a teacher on her phone: an excuse, registers with and without a network, a lesson with its code, materials and
 * homework, recordings, the group's families, the own pay and calendar.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, fits, openDesk, play, type Desk } from "./day-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & { login: string; earned: string };

const notice = ({ page }: Desk, text: string | RegExp) => page.locator(".notices").getByText(text).waitFor();
const bar = ({ page, press }: Desk, name: string) =>
  press(page.getByRole("navigation").getByRole("link", { name, exact: true }));
const drawer = ({ page }: Desk) => page.getByRole("dialog");
const today = ({ page }: Desk, group: string) =>
  page.getByRole("region", { name: "Lessons today" }).getByRole("link", { name: group });
const row = ({ page }: Desk, name: string) => page.getByRole("group", { name });

/** A mother has written this morning; her excuse stands in the register that follows. */
async function answerExcuse(desk: Desk): Promise<void> {
  const { page, press } = desk;
  await press(page.getByRole("link", { name: /1 excuse waits for you/ }));
  const excuse = page.getByRole("listitem", { name: "Laylo Saidova" });
  await excuse.getByLabel("A word to the family").fill("Get well soon.");
  await press(excuse.getByRole("button", { name: "Accept", exact: true }));
  await notice(desk, /^Laylo Saidova: accepted/);
}

async function giveLesson(desk: Desk): Promise<void> {
  const { page, press } = desk;
  await bar(desk, "Today");
  await press(page.getByRole("link", { name: /Take the register/ }));
  await press(page.getByRole("button", { name: "The other 2: Present" }));
  await page.locator(".register > li.saved").nth(1).waitFor();
  await row(desk, "Laylo")
    .getByRole("button", { name: /Excused/, pressed: true })
    .waitFor();
  await fits(desk);

  await press(page.getByRole("heading", { level: 1 }).getByRole("link", { name: "A2 morning" }));
  await page.getByText("2 of 2 marked").waitFor();
  await press(page.getByRole("button", { name: "Show the check-in code" }));
  await drawer(desk).getByRole("img", { name: "Check-in code" }).waitFor();
  await press(drawer(desk).getByRole("button", { name: "Close" }));

  await press(page.getByRole("button", { name: "Add a material" }));
  await drawer(desk).getByRole("radio", { name: "A link" }).check({ force: true });
  await drawer(desk).getByLabel("Address").fill("https://example.uz/family");
  await drawer(desk).getByRole("textbox", { name: "Title" }).fill("Words of the lesson");
  await press(drawer(desk).getByRole("button", { name: "Add a material" }));
  await page.getByRole("link", { name: "Words of the lesson" }).waitFor();
  await fits(desk);

  await press(page.getByRole("link", { name: "Give homework" }));
  const form = page.getByRole("form", { name: "Give homework" });
  await form.getByLabel("Title").fill("Unit 6");
  await form.getByLabel("The text").first().fill("Mary has 21 sheep.");
  await press(form.getByRole("button", { name: "Give it", exact: true }));
  await notice(desk, "Given. Everybody in the group has it now.");
}

/** In the cellar there is no network: the register of the morning is filled in, once by mistake. */
async function markOffline(desk: Desk): Promise<void> {
  const { context, page, press } = desk;
  await bar(desk, "Today");
  await press(today(desk, "B1 morning"));
  await page.locator(".register > li").nth(1).waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await bar(desk, "Today");
  await today(desk, "B1 morning").waitFor();
  await context.setOffline(true);
  await press(today(desk, "B1 morning"));
  await press(page.getByRole("button", { name: "The other 2: Present" }));
  await page.getByText("2 marks not sent yet").waitFor();
  await press(page.locator(".notices").getByRole("button", { name: "Undo" }));
  await page.getByText("2 marks not sent yet").waitFor({ state: "hidden" });
  await press(row(desk, "Bekzod").getByRole("button", { name: /Late/ }));
  await press(page.getByRole("button", { name: "The other 1: Present" }));
  await page.getByText("2 marks not sent yet").waitFor();
  await page.reload();
  await page.getByText("2 marks not sent yet").waitFor();
  await context.setOffline(false);
  await page.getByText("All saved").waitFor();
  await page.locator(".register > li.saved").nth(1).waitFor();
}

/** Yesterday's register was forgotten. */
async function catchUp(desk: Desk): Promise<void> {
  const { page, press } = desk;
  const earlier = page.getByRole("region", { name: "Earlier lessons without marks" });
  await bar(desk, "Today");
  await press(earlier.getByRole("link", { name: "B1 morning" }));
  await press(page.getByRole("button", { name: "The other 2: Present" }));
  await page.locator(".register > li.saved").nth(1).waitFor();
  await bar(desk, "Today");
  await today(desk, "B1 morning").waitFor();
  await earlier.waitFor({ state: "detached" });
}

async function hear(desk: Desk): Promise<void> {
  const { page, press } = desk;
  await bar(desk, "To review");
  for (const waits of ["2 pieces of work wait", "1 piece of work waits"]) {
    await page.getByText(waits).waitFor();
    await page.locator(".words .word").first().waitFor();
    await press(page.getByRole("button", { name: /^Accept .*next/ }));
    await notice(desk, /: accepted\.$/);
  }
  await page.getByText("Everything is reviewed.").waitFor();
}

/** A word to all families, coins for a good song, and the lesson after next in another room. */
async function lookAfterGroup(desk: Desk): Promise<void> {
  const { page, press } = desk;
  await bar(desk, "Today");
  await press(page.getByRole("region", { name: "Your groups" }).getByRole("link", { name: "A2 morning" }));
  await press(page.getByRole("button", { name: "New announcement" }));
  await drawer(desk).getByRole("group", { name: "Title" }).getByLabel("English").fill("Notebooks");
  await drawer(desk).getByRole("group", { name: "Text" }).getByLabel("English").fill("Please bring a new notebook.");
  await press(drawer(desk).getByRole("button", { name: "Preview" }));
  await page.getByText("It reaches 3 people.").waitFor();
  await press(page.getByRole("button", { name: "Send", exact: true }));
  await notice(desk, "Sent.");

  await press(page.getByRole("button", { name: "Give coins" }));
  await drawer(desk).getByLabel("Pupil", { exact: true }).selectOption({ label: "Jasur Oripov" });
  await drawer(desk).getByLabel("How many (with a minus they are taken)").fill("7");
  await drawer(desk).getByLabel("For what? The pupil reads this.").fill("Sang for everybody");
  await press(drawer(desk).getByRole("button", { name: "Give coins" }));
  await notice(desk, "Jasur Oripov: saved.");
  await page.keyboard.press("Escape");

  await press(page.getByRole("region", { name: "Next lessons" }).getByRole("link").last());
  await press(page.getByRole("button", { name: "Move" }));
  await page.getByLabel("Room").selectOption({ label: "204" });
  await page.getByLabel("Why").fill("The other one is painted");
  await page.getByText("Room, teacher and pupils are free.").waitFor();
  await press(page.getByRole("form", { name: "Move the lesson" }).getByRole("button", { name: "Move" }));
  await notice(desk, "Moved.");
  await page.locator(".facts").getByText("204").waitFor();
  await fits(desk);
}

async function lookAtOwn(desk: Desk): Promise<void> {
  const { page, press } = desk;
  const open = async (name: string) => {
    await bar(desk, "More");
    await press(page.getByRole("main").getByRole("link", { name, exact: true }));
    await page.getByRole("heading", { level: 1, name }).waitFor();
  };
  await open("Pay");
  await page.getByText(told.earned.replaceAll(" ", "\u00a0"), { exact: true }).first().waitFor();
  await fits(desk);
  await open("My lessons");
  await press(page.getByRole("listitem").filter({ hasText: "204" }).getByRole("link"));
  await page.locator(".facts").getByText("204").waitFor();
  await page.goBack();
  await press(page.locator("summary"));
  await press(page.getByRole("button", { name: "Make a link" }));
  const link = page.getByRole("textbox", { name: "My lessons in a calendar program" });
  await link.waitFor();
  assert.match(await link.inputValue(), /\.ics$/);
}

test("a teacher gives her lessons, hears her pupils and tells their families, part of it without a network", async () => {
  const began = Date.now();
  const desk = await openDesk(told.login, "phone");
  await play([desk], async () => {
    await answerExcuse(desk);
    await giveLesson(desk);
    await markOffline(desk);
    await catchUp(desk);
    await hear(desk);
    await lookAfterGroup(desk);
    await lookAtOwn(desk);
  });
  await closeDesks([desk], []);
  console.log(`the week took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
