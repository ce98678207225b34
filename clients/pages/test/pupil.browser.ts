/** A pupil's evening in a real browser: sign in, record, lose the page and the network, send, see words and coins. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { door, lying, recordedFor, recordings, signIn, stage, until } from "./stage.ts";
import {
  enter,
  evening,
  give,
  listening,
  open,
  own,
  record,
  recorded,
  sendIt,
  undoOver,
  type Attempt,
} from "./pupil-stage.ts";

/** After so long (ms) without a voice it is said. */
const QUIET_MS = 4_000;
/** How often (ms) the place in the queue is asked for. */
const ASK_MS = 5_000;

/** What is remembered of a sound: whether it is over, and whether a button spoke of stopping meanwhile. */
type Listened = { over: boolean; stop: boolean };

/** Remember it of the sound that is played next. */
function listen(): void {
  const seen: Listened = Object.assign(globalThis, { over: false, stop: false });
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (...given) {
    this.addEventListener("ended", () => (seen.over = true));
    start.apply(this, given);
  };
  const look = () =>
    (seen.stop ||= [...document.querySelectorAll("button")].some((element) => element.innerText === "Stop"));
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

evening("a pupil records, loses page and network, and sees words and coins", async ({ context, page }) => {
  await door("give", { title: "Unit 1" });
  await page.goto(`${stage.url}/app/`);
  await signIn(page);
  await page.getByRole("link", { name: /Unit 1/ }).click();

  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText("Recording", { exact: true }).waitFor();
  await page.waitForFunction(() => (document.querySelector("meter")?.value ?? 0) > 0);
  await recordedFor(page, 1);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Paused", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Go on" }).click();

  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText("The page was closed while you recorded.").waitFor();
  assert.equal(await recordings(page), 1);
  await page.getByRole("button", { name: "Record again" }).click();
  await recordedFor(page, 2);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Listen to it once, then send it.").waitFor();

  await context.setOffline(true);
  await page.getByRole("button", { name: "Send to your teacher" }).click();
  await page.getByText("It is sent automatically").waitFor();
  assert.equal(await recordings(page), 1);
  await page.getByRole("button", { name: "Русский" }).click();
  await page.getByText("Запись уйдёт сама").waitFor();
  await page.getByRole("button", { name: "English", exact: true }).click();
  await context.setOffline(false);

  await page.getByText("Tap a word to hear yourself.").waitFor();
  await until(async () => !(await recordings(page)));
  assert.equal((await door<unknown[]>("attempts", { title: "Unit 1" })).length, 1);
  const words = page.locator("button.word");
  assert.ok((await words.count()) > 10);
  await page.evaluate(listen);
  await page.getByRole("button", { name: /Play all/ }).click();
  await page.waitForFunction(() => (globalThis as unknown as Listened).stop);
  await page.getByRole("button", { name: /Play all/ }).waitFor();
  await page.evaluate(listen);
  await words.first().click();
  await page.locator(".chosen").waitFor();
  await page.waitForFunction(() => (globalThis as unknown as Listened).over);
  const flipped = await page.evaluate(() => (globalThis as unknown as Listened).stop);
  assert.equal(flipped, false, "a word alone makes no other button of the one below");

  await page.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
  await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor();
  await until(async () => Number.parseInt(await page.getByRole("heading", { level: 1 }).innerText(), 10) > 0);

  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  await page.reload();
  await page.getByText("No network. What you do here is kept").waitFor();
  await page.getByRole("navigation").getByRole("link", { name: "Coins" }).waitFor();
});

evening("what another person wrote is text, and a wrong password gets a sentence", async ({ context, page }) => {
  await door("give", { title: "<img src=x onerror=alert(1)>" });
  await page.goto(`${stage.url}/app/messages`);
  await page.getByLabel("E-mail or phone number").fill(stage.login);
  await page.getByLabel("Password", { exact: true }).fill("something else");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("do not fit together").waitFor();
  await signIn(page);
  await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
  const readAll = page.getByRole("button", { name: "Mark all as read" });
  await context.setOffline(true);
  await readAll.click();
  await page.getByText("The server cannot be reached.").first().waitFor(); // the list may say it too
  await context.setOffline(false);
  await readAll.click();
  await readAll.waitFor({ state: "detached" });
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
  await page.getByText(`Hello, ${own.name}!`).waitFor();
  assert.equal(await page.locator("img").count(), 0);
});

evening(
  "silence is said before it is sent, and another tab does not record over it",
  async ({ context, page }) => {
    await page.clock.install();
    await door("give", { title: "Unit 2" });
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: /Unit 2/ }).click();
    await record(page, 1);
    await page.clock.fastForward(QUIET_MS);
    await page.getByText("We cannot hear you.").waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByText("You are recording this in another tab.").waitFor();
    await other.close();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("We hear no voice in this recording.").waitFor();
    const send = page.getByRole("button", { name: "Send anyway" });
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
    await until(() => allDropped(page));
    assert.equal(await send.count(), 0);
    await undoOver(page);
    await until(async () => !(await recordings(page)));

    await record(page, 1);
    await page.getByRole("button", { name: "Done" }).click();
    const drop = page.getByRole("button", { name: "Delete the recording" });
    const undo = page.getByRole("button", { name: "Undo" });
    await drop.and(page.locator("[aria-disabled=false]")).press("Enter");
    await page.getByText("F8 leads here.").waitFor();
    await undoOver(page);
    await page.keyboard.press("F8");
    for (const _ of [1, 2, 3, 4]) await undoOver(page);
    assert.equal(await undo.evaluate((element) => element === document.activeElement), true);
    await page.keyboard.press("Enter");
    await undo.waitFor({ state: "detached" });
    await drop.click();
    await undo.waitFor();
    await until(() => allDropped(page));
    await page.reload();
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  },
  stage.silence,
);

evening("who records after a deletion has the new recording, and no way back over it", async ({ page }) => {
  await page.clock.install();
  await door("give", { title: "Unit 3" });
  await page.goto(`${stage.url}/app/`);
  await signIn(page);
  await page.getByRole("link", { name: /Unit 3/ }).click();
  const begin = page.getByRole("button", { name: "Record", exact: true });
  await begin.click();
  await recordedFor(page, 1);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Delete the recording" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await begin.click();
  await recordedFor(page, 3);
  assert.equal(await page.getByRole("button", { name: "Undo" }).count(), 0);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Listen \((?!0:0[0-2])/ }).waitFor();
  await undoOver(page);
  assert.equal(await recordings(page), 1);
  await page.getByRole("button", { name: "Send to your teacher" }).click();
  await page.getByText("Tap a word to hear yourself.").waitFor();
  await until(async () => !(await recordings(page)));
});

evening(
  "a second try is read from the clean text; coins stand where they are to be had and where they came",
  async ({ page }) => {
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
    await record(page, 1);
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
      await until(async () => {
        const all = await door<Attempt[]>("attempts", { title });
        return all.length === take + 1 && all.at(-1)?.state === "scored";
      });
    }
    const tries = page.locator(".tries > li");
    await page.getByRole("button", { name: "Try 6", exact: true }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".tries > li").length === 5);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByRole("button", { name: "Try 1", exact: true }).waitFor();
    assert.equal(await tries.count(), 6);
    assert.equal(await page.getByRole("button", { name: "Show more" }).count(), 0);
  },
);

evening("while she waits: who is before her, that she is next, that she is listened to", async ({ page }) => {
  await page.clock.install();
  const title = await give();
  await open(page, title);
  await recorded(page);
  await door("away");
  try {
    await door("before_her", { title });
    await sendIt(page);
    await page.getByText("We have your recording.").waitFor();
    await page.getByText("In the queue: 1 before you.").waitFor();
    await door("takes_next");
    await page.clock.fastForward(ASK_MS);
    await page.getByText("You are next.").waitFor();
    await door("takes_next");
    await page.getByText("Listening to your reading.").waitFor();
  } finally {
    await door("back");
  }
  await page.getByText("Tap a word to hear yourself.").waitFor();
  assert.equal(await page.getByText("We have your recording.").count(), 0);
});

/** What a device said with a voice of its own. */
type Speaking = { said: string[] };

/** Stands in for a device with these voices. */
function voices(all: { lang: string; localService: boolean }[]): void {
  const said: string[] = [];
  const speak = ({ text, voice }: { text: string; voice: { lang: string } }) => said.push(`${voice.lang} ${text}`);
  const speech = { getVoices: () => all, cancel: () => undefined, speak };
  class Utterance {
    constructor(readonly text: string) {}
  }
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance, said });
}

evening(
  "a word that is held is said by a voice of the device, and is not played from the recording",
  async ({ page }) => {
    await page.addInitScript(voices, [
      { lang: "en-US", localService: false },
      { lang: "uz-UZ", localService: true },
      { lang: "en-GB", localService: true },
    ]);
    const title = await give();
    await open(page, title);
    await door("from_another_device", { title });
    await page.locator("main .chip", { hasText: /^\+\d+ coins$/ }).waitFor();
    const word = page.locator("button.word").nth(1);
    const text = (await word.evaluate((element) => element.firstChild?.textContent)) ?? "";
    await word.hover();
    await page.mouse.down();
    await page.waitForFunction(() => (globalThis as unknown as Speaking).said.length);
    await page.mouse.up();
    const chosen = page.locator(".chosen");
    await chosen.getByText(text, { exact: true }).waitFor();
    await chosen.getByText(/ right$/).waitFor();
    await door("correct", { title, place: 1, given: "wrong" });
    await chosen.getByText(/ check this word$/).waitFor();
    assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
    await page.getByRole("button", { name: "Hear the model" }).click();
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as Speaking).said), [
      `en-GB ${text}`,
      `en-GB ${text}`,
    ]);
  },
);

evening("a device whose voices would send the word elsewhere says that it has none", async ({ page }) => {
  await page.addInitScript(voices, [{ lang: "en-US", localService: false }]);
  const title = await give();
  await open(page, title);
  await door("from_another_device", { title });
  await page.locator("main .chip", { hasText: /^\+\d+ coins$/ }).waitFor();
  await page.locator("button.word").first().click();
  await page.getByRole("button", { name: "Hear the model" }).click();
  await page.getByText("This device has no voice for this language.").waitFor();
  assert.deepEqual(await page.evaluate(() => (globalThis as unknown as Speaking).said), []);
});

evening("who is not among the first ten is on the board with those around, after a gap", async ({ page }) => {
  await door("crowd", { better: 12, worse: 2 });
  await enter(page);
  await page.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
  const board = page.locator(".board").filter({ hasText: "Worsea" });
  await board.waitFor();
  const first = Array.from({ length: 10 }, (_, place) => String(place + 1));
  const ranks = await board
    .locator("li")
    .evaluateAll((all) => all.map((element) => element.querySelector(".number")?.textContent ?? "gap"));
  assert.deepEqual(ranks, [...first, "gap", "11", "12", "13", "14", "15"]);
  assert.match(await board.locator(".mine").innerText(), /^13\s+.*\(you\)/);
});

evening(
  "what comes after a page has asked and before its socket is open is there once that opens",
  async ({ page }) => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.routeWebSocket(/\/ws\//, async (socket) => {
      await held;
      socket.connectToServer();
    });
    const before = await give();
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: before }).waitFor();
    const title = await give();
    letGo();
    await page.getByRole("link", { name: title }).waitFor();
  },
);

evening(
  "coins buy what they suffice for, once; what they do not suffice for says how many are missing",
  async ({ page }) => {
    await enter(page);
    await page.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
    await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor();
    const before = Number.parseInt(await page.getByRole("heading", { level: 1 }).innerText(), 10);
    await door("sell", { name: "Exercise book", price: before + 20 });
    await door("sell", { name: "A cup", price: before + 30 });
    const live = listening(page);
    await page.reload();
    const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await row("Exercise book").getByText("20 more to go").waitFor();
    assert.equal(await row("Exercise book").getByRole("button").count(), 0);
    await live;
    await door("coins", { amount: 20 });
    await row("A cup").getByText("10 more to go").waitFor();
    await row("Exercise book").getByRole("button", { name: "Buy" }).click();
    const question = page.getByRole("dialog", { name: `Buy “Exercise book” for ${before + 20} coins?` });
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    await row("Exercise book").getByRole("button", { name: "Buy" }).click();

    await door("coins", { amount: -1 });
    await row("Exercise book").getByText("1 more to go").waitFor();
    const sure = question.getByRole("button", { name: "Buy" });
    await sure.press("Enter");
    await question.getByText("You do not have enough coins for this yet.").waitFor();
    assert.equal(
      await sure.evaluate((element) => element === document.activeElement),
      true,
      "the keyboard stays where it is",
    );
    assert.deepEqual(await door("bought"), []);
    await door("coins", { amount: 1 });
    await row("Exercise book").getByRole("button", { name: "Buy" }).waitFor();
    await door("reprice", { name: "Exercise book", price: before + 19 });
    await question.getByRole("button", { name: "Buy" }).click();
    await page.getByText("The price has just changed. Look again.").waitFor();
    await question.waitFor({ state: "detached" });
    await row("Exercise book")
      .getByText(`${before + 19} coins`)
      .waitFor();
    assert.deepEqual(await door("bought"), []);
    await row("Exercise book").getByRole("button", { name: "Buy" }).click();
    await page
      .getByRole("dialog", { name: `${before + 19} coins?` })
      .getByRole("button", { name: "Buy" })
      .click();
    await page.getByText("Bought. You get it at the office.").waitFor();
    await page.getByRole("heading", { level: 1, name: "1 coin" }).waitFor();
    assert.deepEqual(await door("bought"), ["Exercise book"]);
  },
);

/** A reload that comes now finds none of the recordings on the device. */
async function allDropped(page: Page): Promise<boolean> {
  const all = await lying<{ dropped?: number | null }>(page, "recordings");
  return all.evaluate((rows) => rows.every(({ dropped }) => dropped));
}

/** The text stands before her without its marks, above the recorder. */
async function cleanText(page: Page): Promise<void> {
  const text = page.locator(".task .reading");
  await text.waitFor();
  assert.equal(await page.locator("button.word").count(), 0);
  const top = await page.locator(".task h2").evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top > -1 && top < 300, `the text begins at ${top}`);
  assert.ok(
    await page
      .locator(".task + .recorder")
      .evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight),
  );
}
