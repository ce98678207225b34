/** A pupil's worst evening: networks, servers, tabs, sign-ins and deadlines that end in the middle. Nothing is lost. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { endSessions } from "./family-stage.ts";
import { door, recordings, signIn, until } from "./stage.ts";
import {
  arrivedOnce,
  enter,
  evening,
  give,
  keptOnly,
  network,
  open,
  own,
  record,
  recorded,
  sendIt,
  underWay,
  undoOver,
} from "./pupil-stage.ts";

/** Bytes a second upwards at which a few seconds of voice are under way for a while. */
const SLOW = 1_000;
/** After so long (ms) a recording that waits for a server is sent again. */
const AGAIN_MS = 10_000;
const MINUTE_MS = 60_000;

evening("a network that is cut while she records costs nothing", async ({ page, context }) => {
  const title = await openNew(page);
  await record(page);
  await context.setOffline(true);
  await page.getByText("No network. What you do here is kept").waitFor();
  const clock = await page.locator(".clock").innerText();
  await page.locator(".clock", { hasText: clock }).waitFor({ state: "detached" });
  assert.equal(await recordings(page), 1);
  await context.setOffline(false);
  await page.getByText("No network.").waitFor({ state: "detached" });
  await doneAndSent(page, title);
});

evening("a network that is cut while it is sent: it goes out by itself, once", async ({ page }) => {
  const { title, speed } = await sendingSlowly(page);
  await page.getByText("Sending …").waitFor();
  assert.equal(await page.getByRole("progressbar", { name: "Sending …" }).getAttribute("value"), null);
  await speed(0);
  await page.getByText("No network. It is sent automatically as soon as there is one.").waitFor();
  const bytes = await keptOnly(page, title);
  await speed(Infinity);
  assert.equal((await arrivedOnce(page, title)).size, bytes);
});

evening("a server that dies while it is sent, and comes back", async ({ page }) => {
  await page.clock.install();
  const { title, speed } = await sendingSlowly(page);
  await door("die");
  let bytes = 0;
  try {
    await page.getByText("The server does not answer right now. Your recording is kept").waitFor();
    bytes = await keptOnly(page, title);
  } finally {
    await door("come_back");
  }
  await speed(Infinity);
  await page.clock.fastForward(AGAIN_MS);
  assert.equal((await arrivedOnce(page, title)).size, bytes);
});

evening("a tab that is closed while it is sent: the next one goes on", async ({ page, context }) => {
  const { title } = await sendingSlowly(page);
  const address = page.url();
  await page.close();
  const next = await context.newPage();
  await next.goto(address);
  await arrivedOnce(next, title);
});

evening(
  "a sign-in that ends while she records: nobody else signs in over the page, she does, and it goes on",
  async ({ page }) => {
    const title = await openNew(page);
    await record(page);
    await endSessions();
    await signInOver(page, async () => {
      await signIn(page, own.other);
      await page.getByText("This page holds a recording that is not sent.").waitFor();
    });
    await page.getByText("Recording", { exact: true }).waitFor();
    await doneAndSent(page, title);
  },
);

evening("a sign-in that has expired when it is sent: afterwards it goes out by itself", async ({ page }) => {
  const title = await openNew(page);
  await recorded(page);
  await door("expire");
  await sendIt(page);
  const bytes = await signInOver(page, () => keptOnly(page, title));
  assert.equal((await arrivedOnce(page, title)).size, bytes);
});

evening("two tabs: one records, the other hears of it, and both send once", async ({ page, context }) => {
  const title = await openNew(page);
  const other = await context.newPage();
  await record(page);
  let answers = 0;
  const settled = other.waitForResponse((response) => /\/homework\/[^/]+\/$/.test(response.url()) && ++answers === 2);
  await other.goto(page.url());
  await other.getByText("You are recording this in another tab.").waitFor();
  await settled; // it asks once more when its socket is open, and would see that the recording is under way by itself
  await page.getByRole("button", { name: "Done" }).click();
  await other.getByText("Your recording from before is still here.").waitFor();
  const speed = await network(page);
  await speed(SLOW);
  await underWay(page, () => sendIt(page));
  await sendIt(other);
  await other.getByText("Another tab is sending it.").waitFor();
  await speed(Infinity);
  await arrivedOnce(page, title);
  await arrivedOnce(other, title);
});

evening(
  "a deadline that passes while she records: nothing is lost, and with more time it is sent",
  async ({ page }) => {
    await page.clock.install();
    await enter(page);
    const title = await give({ seconds: MINUTE_MS / 1_000 });
    await page.getByRole("link", { name: title }).click();
    await record(page);
    await door("over", { title });
    await page.clock.fastForward(MINUTE_MS);
    await page.getByText("The deadline has just passed. Your recording is kept here").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await sendIt(page);
    await page.getByText("The deadline of this homework has passed. Ask your teacher for more time.").waitFor();
    await page.getByText("Your recording is safe on this device.").waitFor();
    const bytes = await keptOnly(page, title);
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    const card = page.getByRole("link", { name: title });
    await card.getByText("Time is over").waitFor();
    assert.equal(await page.locator(".card.first").filter({ hasText: title }).count(), 0);
    await card.click();
    await page.getByText("Your recording is safe on this device.").waitFor();
    await door("extend", { title });
    await page.getByText("The deadline has just passed.").waitFor({ state: "detached" });
    await sendIt(page);
    assert.equal((await arrivedOnce(page, title)).size, bytes);
  },
);

evening("a phone whose clock is hours fast records until the deadline is over at the centre", async ({ page }) => {
  await page.clock.install({ time: Date.now() + 180 * MINUTE_MS });
  await enter(page);
  const title = await give({ seconds: (60 * MINUTE_MS) / 1_000 });
  const card = page.getByRole("link", { name: title });
  await card.waitFor();
  assert.equal(await card.getByText("Time is over").count(), 0);
  await card.click();
  await recorded(page);
  await sendIt(page);
  await arrivedOnce(page, title);
});

evening("another device hands it in while she records: hers stays, to be heard and deleted", async ({ page }) => {
  await page.clock.install();
  const title = await openNew(page, { tries: 1 });
  await record(page);
  await door("from_another_device", { title });
  await page.getByText("You have no tries left.").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Your recording is safe on this device.").waitFor();
  await page.getByRole("button", { name: /^Listen/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Send to your teacher" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Record again" }).count(), 0);
  assert.equal(await recordings(page), 1);
  await page.getByRole("button", { name: "Delete the recording" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await undoOver(page);
  await until(async () => !(await recordings(page)));
});

evening("who signs out in one tab leaves nothing to read in another", async ({ page, context }) => {
  const title = await openNew(page);
  const other = await context.newPage();
  await other.goto(page.url());
  const heading = other.getByRole("heading", { level: 1, name: title });
  await heading.waitFor();
  await page.getByRole("button", { name: /^Sign out/ }).click();
  await heading.waitFor({ state: "detached" });
  await other.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(await other.getByRole("dialog").count(), 0);
});

evening(
  "a text whose sign-in has expired stays where it was typed, and is sent where the browser has no room to keep it",
  async ({ page }) => {
    const title = await openNew(page, { kind: "text" });
    await page.getByLabel("Your text").fill("My family is large.");
    await door("expire");
    await page.getByRole("button", { name: "Send" }).click();
    await signInOver(page);
    assert.equal(await page.getByLabel("Your text").inputValue(), "My family is large.");
    assert.deepEqual(await door("attempts", { title }), []);
    await page.evaluate(fillUp);
    await page.reload();
    await page.getByLabel("Your text").fill("My family is very large.");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("It is with your teacher.").waitFor();
    assert.deepEqual(await door("attempts", { title }), [{ state: "stored" }]);
  },
);

/** Leave no room where the page keeps what is typed. */
function fillUp(): void {
  let full = "";
  for (let size = 2 ** 22; size >= 1; size /= 2) {
    try {
      localStorage.setItem("full", full + "x".repeat(size));
      full += "x".repeat(size);
    } catch {
      continue;
    }
  }
}

/** New homework, given and opened; its title. */
async function openNew(page: Page, values: object = {}): Promise<string> {
  const title = await give(values);
  await open(page, title);
  return title;
}

/** A recording of new homework that is on its way, slowly. */
async function sendingSlowly(page: Page): Promise<{ title: string; speed: (upward: number) => Promise<void> }> {
  const title = await openNew(page);
  await recorded(page);
  const speed = await network(page);
  await speed(SLOW);
  await underWay(page, () => sendIt(page));
  return { title, speed };
}

/** End the recording, send it, and see it arrive. */
async function doneAndSent(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "Done" }).click();
  await sendIt(page);
  await arrivedOnce(page, title);
}

/** Sign in over the page; what is looked at while the dialog stands there. */
async function signInOver<T = void>(page: Page, look?: () => Promise<T>): Promise<T | undefined> {
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Please sign in again.").waitFor();
  const seen = await look?.();
  await signIn(page);
  await dialog.waitFor({ state: "detached" });
  return seen;
}
