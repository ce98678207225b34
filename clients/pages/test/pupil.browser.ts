/** A pupil's evening in a real browser: sign in, record, lose the page and the network, send, see words and coins. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { door, phone, recordings, signIn, stage } from "./stage.ts";
import { give, open, own, record, recorded, sendIt, undoOver, type Attempt } from "./pupil-stage.ts";

test("a pupil records, loses page and network, and sees words and coins", async () => {
  const { browser, context, page, complaints } = await phone();
  try {
    await door("give", { title: "Unit 1" });
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: /Unit 1/ }).click();

    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("Recording", { exact: true }).waitFor();
    await page.waitForFunction(() => (document.querySelector("meter")?.value ?? 0) > 0);
    await page.locator(".clock", { hasText: "0:03" }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();

    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText("The page was closed while you recorded.").waitFor();
    assert.equal(await recordings(page), 1);
    await page.getByRole("button", { name: "Record again" }).click();
    await page.locator(".clock", { hasText: "0:03" }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Listen to it once, then send it.").waitFor();

    await context.setOffline(true);
    await page.getByRole("button", { name: "Send to your teacher" }).click();
    await page.getByText("It goes out by itself").waitFor();
    assert.equal(await recordings(page), 1);
    await page.getByRole("button", { name: "Русский" }).click();
    await page.getByText("Запись уйдёт сама").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await context.setOffline(false);

    await page.getByText("Tap a word to hear yourself.").waitFor();
    assert.equal(await recordings(page), 0);
    assert.equal((await door<unknown[]>("attempts", { title: "Unit 1" })).length, 1);
    const words = page.locator("button.word");
    assert.ok((await words.count()) > 10);
    await page.getByRole("button", { name: /Play all/ }).click();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.getByRole("button", { name: /Play all/ }).waitFor();
    await words.first().click();
    await page.locator(".chosen").waitFor();

    await page.getByRole("link", { name: "Coins" }).click();
    await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor();
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    assert.ok(Number.parseInt(title, 10) > 0, title);
    assert.deepEqual(complaints, []);

    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await context.setOffline(true);
    await page.reload();
    await page.getByText("No network. What you do here is kept").waitFor();
    await page.getByRole("link", { name: "Coins" }).waitFor();
  } finally {
    await browser.close();
  }
});

test("what another person wrote is text, and a wrong password gets a sentence", async () => {
  const { browser, page, complaints } = await phone();
  try {
    await door("give", { title: "<img src=x onerror=alert(1)>" });
    await page.goto(`${stage.url}/app/messages`);
    await page.getByLabel("E-mail or phone number").fill(stage.login);
    await page.getByLabel("Password", { exact: true }).fill("something else");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("do not fit together").waitFor();
    await signIn(page);
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByText(`Hello, ${own.name}!`).waitFor();
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});

test("silence is said before it is sent, and another tab does not record over it", async () => {
  const { browser, context, page } = await phone(stage.silence);
  try {
    await door("give", { title: "Unit 2" });
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: /Unit 2/ }).click();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("We cannot hear you.").waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByText("You are recording this in another tab.").waitFor();
    await other.close();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("We hear no voice in this recording.").waitFor();
    const send = page.getByRole("button", { name: "Send all the same" });
    await page.getByRole("button", { name: "Delete the recording" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await send.waitFor();
    await undoOver(page);
    assert.equal(await recordings(page), 1);
    assert.equal(await send.count(), 1);

    await page.getByRole("button", { name: "Delete the recording" }).click();
    const home = page.getByRole("navigation").getByRole("link", { name: "Today" });
    await home.click();
    await page.getByRole("link", { name: /Unit 2/ }).click();
    await page.getByRole("button", { name: "Record", exact: true }).waitFor();
    assert.equal(await send.count(), 0);
    await undoOver(page);
    assert.equal(await recordings(page), 0);
  } finally {
    await browser.close();
  }
});

test("who records after a deletion has the new recording, and no way back over it", async () => {
  const { browser, page } = await phone();
  try {
    await door("give", { title: "Unit 3" });
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: /Unit 3/ }).click();
    const begin = page.getByRole("button", { name: "Record", exact: true });
    await begin.click();
    await page.locator(".clock", { hasText: "0:02" }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Delete the recording" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await begin.click();
    await page.locator(".clock", { hasText: "0:04" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Undo" }).count(), 0);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Listen \(0:0[4-9]\)/ }).waitFor();
    await undoOver(page);
    assert.equal(await recordings(page), 1);
    await page.getByRole("button", { name: "Send to your teacher" }).click();
    await page.getByText("Tap a word to hear yourself.").waitFor();
    assert.equal(await recordings(page), 0);
  } finally {
    await browser.close();
  }
});

test("a second try is read from the clean text; coins stand where they are to be had and where they came", async () => {
  const { browser, page, complaints } = await phone();
  try {
    const title = await give({ tries: 9 });
    await open(page, title);
    await page.locator("main .chip", { hasText: /^up to \d+ coins$/ }).waitFor();
    await recorded(page);
    await sendIt(page);
    await page.getByText("Tap a word to hear yourself.").waitFor();
    await page.locator("main .chip", { hasText: /^\+\d+ coins$/ }).waitFor();
    await page.reload();
    await page.locator("main .chip", { hasText: /^\+\d+ coins$/ }).waitFor();

    const text = page.locator(".task + .recorder");
    const words = page.locator("button.word");
    assert.ok((await words.count()) > 10);
    assert.equal(await text.count(), 0);
    await record(page, "0:01");
    await cleanText(page);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused", { exact: true }).waitFor();
    await cleanText(page);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Listen/ }).waitFor();
    await cleanText(page);
    await page.getByRole("button", { name: "Delete the recording" }).click();
    await words.first().waitFor();
    assert.equal(await text.count(), 0);

    for (const take of [1, 2, 3, 4, 5]) {
      await door("from_another_device", { title, take });
      for (const ends = Date.now() + 30_000; ; ) {
        const all = await door<Attempt[]>("attempts", { title });
        if (all.length === take + 1 && all.at(-1)?.state === "scored") break;
        assert.ok(Date.now() < ends, JSON.stringify(all));
      }
    }
    const tries = page.locator(".tries > li");
    await page.getByRole("button", { name: "Try 6", exact: true }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".tries > li").length === 5);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByRole("button", { name: "Try 1", exact: true }).waitFor();
    assert.equal(await tries.count(), 6);
    assert.equal(await page.getByRole("button", { name: "Show more" }).count(), 0);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});

/** The text stands before her without its marks, above the recorder. */
async function cleanText(page: Page): Promise<void> {
  const text = page.locator(".task .reading");
  await text.waitFor();
  assert.equal(await page.locator("button.word").count(), 0);
  const top = await page.locator(".task h2").evaluate((one) => one.getBoundingClientRect().top);
  assert.ok(top > -1 && top < 300, `the text begins at ${top}`);
  assert.ok(await page.locator(".task + .recorder").evaluate((one) => one.getBoundingClientRect().bottom <= innerHeight));
}
