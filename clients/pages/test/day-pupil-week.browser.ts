/**
 * A pupil's week at two ages: a child of nine on a phone, who presses everything twice, and an older pupil at a desk. The
 * homework of the week is recorded and written, the mark is celebrated, and coins, shop, progress and messages follow.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { closeDesks, fits, openDesk, play, tapTwice, type Desk } from "./day-stage.ts";
import { recordedFor, stage } from "./stage.ts";

const told = stage as typeof stage & { child: string };

const bar = ({ page }: Desk, name: string) => page.getByRole("navigation").getByRole("link", { name }).first();

/** The way of the older pupil, and of the child: everything twice. */
const once = (desk: Desk) => (target: Locator) => desk.press(target);
const twice = (desk: Desk) => (target: Locator) => tapTwice(desk, target);

type Press = (target: Locator) => Promise<void>;

/** Say the homework aloud, hear what was good, and see the words. */
async function readAloud({ page }: Desk, press: Press): Promise<void> {
  await press(page.getByRole("button", { name: "Record", exact: true }));
  await recordedFor(page, 2);
  await press(page.getByRole("button", { name: "Done" }));
  await page.getByText("Listen to it once, then send it.").waitFor();
  await press(page.getByRole("button", { name: "Send to your teacher" }));
  await page.getByText("Tap a word to hear yourself.").waitFor();
  await page
    .locator(".celebration")
    .getByText(/words? right\./)
    .waitFor();
}

/** Coins come, the board shows who one is, and a thing is ordered. */
async function shop(desk: Desk, press: Press, name: string, group: string): Promise<void> {
  const { page } = desk;
  await press(bar(desk, "Coins"));
  await page.locator(".board .mine", { hasText: name }).waitFor();
  assert.equal(await page.locator(".board .mine").count(), 1, group);
  await press(page.getByRole("listitem").filter({ hasText: "Exercise book" }).getByRole("button", { name: "Buy" }));
  await press(page.getByRole("dialog").getByRole("button", { name: "Buy" }));
  const orders = page.getByRole("region", { name: "What you bought" });
  await orders.getByText("waits for you at the office").waitFor();
  assert.equal(await orders.getByRole("listitem").count(), 1);
  await fits(desk);
}

/** How it goes, the lessons of the month, and what one was told. */
async function lookBack(desk: Desk, press: Press, title: string): Promise<void> {
  const { page } = desk;
  await press(bar(desk, "More"));
  await press(page.getByRole("main").getByRole("link", { name: "My progress" }));
  await page.getByRole("region", { name: "How your homework goes" }).getByText(title).first().waitFor();
  await page.getByText(/^You were in class: 1 of 1 lesson/).waitFor();
  await fits(desk);
  await press(bar(desk, "Messages"));
  await press(page.getByRole("link", { name: /A lesson was moved/ }));
  await page.getByRole("heading", { level: 1, name: "My lessons" }).waitFor();
  await press(bar(desk, "Messages"));
  await press(page.getByRole("button", { name: "Mark all as read" }));
  await page.getByRole("button", { name: "Mark all as read" }).waitFor({ state: "detached" });
  await fits(desk);
}

test("a week of homework, coins and messages at nine and at sixteen", async () => {
  const began = Date.now();
  const [child, older] = await Promise.all([
    openDesk(told.child, "phone", "", told.voice),
    openDesk(told.login, "wide", "", told.voice),
  ]);

  const atNine = async () => {
    const { page } = child;
    const press = twice(child);
    const path = page.locator(".path.young");
    await path.locator(".done").getByRole("link", { name: "Colours" }).waitFor();
    await fits(child);
    await press(path.locator(".next").getByRole("link", { name: "Animals" }));
    await page.getByRole("heading", { level: 1, name: "Animals" }).waitFor();
    await readAloud(child, press);
    await fits(child);
    await press(bar(child, "Today"));
    await page.locator(".path.young, .cards").getByRole("link", { name: "Animals" }).first().waitFor();
    await shop(child, press, "Laylo", "A2 evening");
    await lookBack(child, press, "Animals");
  };

  const atSixteen = async () => {
    const { page } = older;
    const press = once(older);
    const path = page.locator(".path");
    await path.locator(".done").getByRole("link", { name: "Unit 1" }).waitFor();
    await path.getByRole("link", { name: "My family" }).waitFor();
    await press(path.locator(".next").getByRole("link", { name: "Unit 2" }));
    await readAloud(older, press);
    await page.getByText("You can try once more. Your best score counts.").waitFor();
    await readAloud(older, press);

    await press(bar(older, "Today"));
    await press(path.locator(".next").getByRole("link", { name: "My family" }));
    await page.getByLabel("Your text").fill("My family is large. My brother is called Anvar.");
    await page.reload();
    await page.waitForFunction(() => document.querySelector("textarea")?.value.endsWith("called Anvar."));
    await press(page.getByRole("button", { name: "Send", exact: true }));
    await page.getByRole("region", { name: "What you sent" }).getByText("called Anvar.").waitFor();
    await shop(older, press, "Jasur", "A2 morning");
    await lookBack(older, press, "Unit 2");
  };

  await play([child, older], () => Promise.all([atNine(), atSixteen()]));
  await closeDesks([child, older], []);
  console.log(`the week took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
