/** The review queue with hands on the keyboard: hear, put words right, say a word, accept, go on. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { caller, DESK, endSessions, markOf, signInAs, sit, stage, tabTo } from "./teacher-stage.ts";

const TEXT_NAME = "<img src=x onerror=alert(1)> Oripov";

test("the keys play, go from word to word, put words right, and the mark follows from the server", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "review");
  try {
    await page.getByText("4 pieces of work wait").waitFor();
    await page.getByRole("heading", { level: 2, name: "Jasur Oripov" }).waitFor();
    await page.locator(".words .word").first().waitFor();
    const before = await markOf(page);

    await listens(page);
    await page.keyboard.press("ArrowRight");
    const first = page.locator(".words .word").first();
    await page.locator('.words .word[aria-pressed="true"]').waitFor();
    assert.ok(await first.evaluate((word) => word === document.activeElement), "the focus is on the word");
    await page.keyboard.press("2");
    await page.locator(".word.check.corrected").first().waitFor();
    const lower = await markOf(page);
    assert.ok(lower < before, `${lower} after ${before}`);
    assert.equal(lower, await serverMark());
    await page.keyboard.press("0");
    await page.locator(".word.corrected").first().waitFor({ state: "detached" });
    assert.equal(await markOf(page), before);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await first.getAttribute("aria-pressed"), "true");

    await page.evaluate(notePlayed);
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => (globalThis as unknown as Played).played.length === 1);
    const [seconds] = await page.evaluate(() => (globalThis as unknown as Played).played);
    assert.ok(seconds && seconds < 2, `a word is ${seconds} s long`);
    await page.getByRole("button", { name: /^Play all/ }).waitFor();
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: /^Play all/ }).waitFor();

    await page.keyboard.press("n");
    await page.getByRole("heading", { level: 2, name: TEXT_NAME }).waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("who goes on to the next one hears that a correction of the last one failed", async () => {
  const { close, page } = await sit(stage.teacher, "review");
  try {
    await page.getByRole("heading", { level: 2, name: TEXT_NAME }).waitFor();
    await page.locator(".words .word").first().waitFor();
    let skipped = (): void => undefined;
    const next = new Promise<void>((resolve) => (skipped = resolve));
    await page.route("**/words/", (route) => next.then(() => route.abort()));
    await listens(page);
    await page.keyboard.press("ArrowRight");
    await page.locator('.words .word[aria-pressed="true"]').waitFor();
    const sent = page.waitForRequest("**/words/");
    await page.keyboard.press("2");
    await sent;
    await page.keyboard.press("n");
    await page.getByRole("heading", { level: 2, name: "Laylo Saidova" }).waitFor();
    skipped();
    await page.getByText(`${TEXT_NAME}: a correction was not saved. The server cannot be reached.`).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0, "nothing is wrong with the one before her");

    const teacher = await caller(stage.teacher);
    const { results } = await teacher("GET", "/homework/queue/");
    await leftMeanwhile(page, results[0].id, 200, /: accepted\./);
    await leftMeanwhile(page, results[0].id, 409, /: this did not go through\. It is still being looked at\./);
  } finally {
    await close();
  }
});

test("a spoken comment, a mark of one's own and accepting need no mouse", async () => {
  const { close, context, page, complaints } = await sit(stage.teacher, "review");
  try {
    await page.locator(".words .word").first().waitFor();
    await tabTo(page, page.getByLabel(/^Another score than|^Score, 0 to 100/));
    await page.keyboard.type("120");
    await page.getByText("A score is a whole number or a half from 0 to 100.").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Accept 120/ }).count(), 0);
    for (let typed = 0; typed < 3; typed++) await page.keyboard.press("Backspace");
    await page.keyboard.type("91");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Well read, 1 and 2!");
    await tabTo(page, page.getByRole("button", { name: "Say it" }));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Done · (?!0:0[01])/ }).waitFor();
    assert.ok(await page.getByRole("button", { name: /^Accept 91/ }).isDisabled());
    await page.keyboard.press("n");
    await page.getByText("Say it to the end first: press “Done”.").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Say it again" }).waitFor();
    await stays(page);
    await offered(context, page);
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByRole("heading", { name: "Lessons today" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Say it again" }).waitFor();
    assert.equal(await page.getByLabel("A word to the pupil").inputValue(), "Well read, 1 and 2!");
    await tabTo(page, page.getByRole("button", { name: /^Accept 91/ }));
    await page.keyboard.press("Enter");
    await page.getByText(`${TEXT_NAME}: accepted.`).waitFor();
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByRole("heading", { level: 2, name: TEXT_NAME }).waitFor();
    await page.getByRole("button", { name: /^Accept 91/ }).waitFor();
    assert.equal(await page.getByLabel("A word to the pupil").inputValue(), "");
    await page.goBack();
    await page.getByRole("heading", { level: 2, name: "Laylo Saidova" }).waitFor();
    await page.getByText("2 pieces of work wait").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("the session ends in the middle of a review: who signs in again over it finds all of it done", async () => {
  const { close, page } = await sit(stage.teacher, "review", DESK, { socket: false });
  try {
    await page.getByRole("heading", { level: 2, name: "Laylo Saidova" }).waitFor();
    await page.getByLabel("A word to the pupil").fill("Once more with the last line, please.");
    await endSessions(stage.teacher);
    await page.getByRole("button", { name: "Once more, please" }).dispatchEvent("click");
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signInAs(page, stage.teacher);
    await page.getByText("Laylo Saidova: may try once more.").waitFor();
    await page.getByRole("heading", { level: 2, name: "Nargiza Saidova" }).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await page.getByRole("alert").count(), 0);
  } finally {
    await close();
  }
});

test("a spoken comment is asked about like any recording: at a sign-out, and when somebody else signs in over it", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "review");
  const say = page.getByRole("button", { name: "Say it", exact: true });
  const done = page.getByRole("button", { name: /^Done · (?!0:00)/ });
  const dialog = page.getByRole("dialog");
  try {
    await say.click();
    await done.waitFor();
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await dialog.getByText("1 recording is not sent yet").first().waitFor();
    await dialog.getByText("It is only in this open page.").waitFor();
    await dialog.getByRole("button", { name: "Sign out anyway" }).click();
    await signInAs(page, stage.teacher);
    await toReview(page);

    await say.click();
    await done.click();
    const again = page.getByRole("button", { name: "Say it again" });
    await again.waitFor();
    await endSessions(stage.teacher);
    await dialog.getByText("Please sign in again.").waitFor();
    await signInAs(page, stage.pupils[0] ?? "");
    await dialog.getByText("This page holds a recording that is not sent.").waitFor();
    await signInAs(page, stage.teacher);
    await dialog.waitFor({ state: "detached" });
    await again.waitFor();
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await dialog.getByRole("button", { name: "Sign out anyway" }).click();
    await signInAs(page, stage.teacher);
    await toReview(page);
    await say.waitFor();
    await page.addInitScript(holdMicrophone);
    await page.reload();
    await say.click();
    await done.waitFor();
    await page.evaluate(() => dispatchEvent(new Event("unplug")));
    await page.getByText("The microphone was disconnected. What you said so far is kept.").waitFor();
    await again.waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

/** Who signs in after a sign-out begins at the first page. */
function toReview(page: Page): Promise<void> {
  return page.getByRole("navigation").getByRole("link", { name: "To review" }).click();
}

test("what comes while she reviews is offered, and nothing is taken from under her hands", async () => {
  const { close, context, page } = await sit(stage.teacher, "review");
  try {
    await page.getByRole("heading", { level: 2, name: "Nargiza Saidova" }).waitFor();
    await page.getByLabel("A word to the pupil").fill("Half of a");
    const pupil = await caller(stage.pupils[0] ?? "");
    const { results } = await pupil("GET", "/homework/?page_size=50");
    const written = results.find((item: { assignment: { kind: string } }) => item.assignment.kind === "text");
    await pupil("POST", `/homework/${written.id}/submit/`, { text: "My family is large." });
    await page.getByRole("button", { name: "1 new one" }).click();
    assert.equal(await page.getByLabel("A word to the pupil").inputValue(), "Half of a");
    await page.getByRole("button", { name: "later, next" }).click();
    await page.getByText("My family is large.").waitFor();
    await listens(page);
    await page.keyboard.press("Enter");
    await page.getByText("This one needs your score.").waitFor();
    await page.keyboard.type("8e");
    await page.keyboard.press("Enter");
    await page.getByText("A score is a whole number or a half").waitFor();
    const field = page.getByLabel("Score, 0 to 100");
    await field.fill("70");
    await pupil("POST", `/homework/${written.id}/submit/`, { text: "My family is small." });
    await page.getByLabel("A word to the pupil").fill("Good.");
    await page.getByRole("button", { name: "Once more, please" }).click();
    await page.getByText("The pupil has submitted a newer attempt. Check it first.").waitFor();
    await page.getByRole("button", { name: "Hear the newer one" }).click();
    await page.getByText("My family is small.").waitFor();
    assert.deepEqual(
      [await field.inputValue(), await page.getByLabel("A word to the pupil").inputValue()],
      ["", "Good."],
    );
    await listens(page);
    await page.keyboard.press("Enter");
    await page.getByText("This one needs your score.").waitFor();
    await page.keyboard.type("80");
    await page.keyboard.press("Enter");
    await page.getByText("Jasur Oripov: accepted.").waitFor();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Show the next ones" }).click();
    await page.getByText("This needs the internet.").waitFor();
    await context.setOffline(false);
    await page.getByRole("heading", { level: 2, name: "Nargiza Saidova" }).waitFor();
  } finally {
    await close();
  }
});

/** What is drawn hears the keys only after the next picture of the screen. */
async function listens(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** She accepts, and is on another page before this answer comes: there she hears of it, and stays. */
async function leftMeanwhile(page: Page, homework: string, status: number, messages: RegExp): Promise<void> {
  await page.goto(`${stage.url}/app/review/${homework}`);
  let answer = (): void => undefined;
  const away = new Promise<void>((resolve) => (answer = resolve));
  const body = { code: "not_open", detail: "It is still being looked at.", fields: {}, request_id: "1" };
  await page.route("**/review/", (route) => away.then(() => route.fulfill({ status, json: body })));
  await page.getByRole("button", { name: /^Accept/ }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
  const heading = page.getByRole("heading", { name: "Lessons today" });
  await heading.waitFor();
  answer();
  await page.getByText(messages).waitFor();
  assert.ok(await heading.isVisible());
  await page.unroute("**/review/");
}

/** The browser asks before it closes a page on which somebody has something to lose. */
async function stays(page: Page): Promise<void> {
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  assert.equal(question.type(), "beforeunload");
  await question.dismiss();
}

/** A message is pressed: it waits until she opens it, here until another word takes its place. */
async function offered(context: BrowserContext, page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  await worker.evaluate(async () => {
    const { clients } = globalThis as unknown as { clients: { matchAll: (all: object) => Promise<MessagePort[]> } };
    for (const item of await clients.matchAll({ includeUncontrolled: true }))
      item.postMessage({ open: "/app/messages" });
  });
  await page.getByText("What you said is not sent yet.").waitFor();
  await page.getByRole("button", { name: "Open it" }).waitFor();
  assert.match(page.url(), /\/app\/review$/);
}

/** Pulls the microphone out when it is told to. */
function holdMicrophone(): void {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const result = await ask(wanted);
    addEventListener("unplug", () => result.getTracks().forEach((track) => track.dispatchEvent(new Event("ended"))));
    return result;
  };
}

interface Played {
  /** Of each stretch of sound that was begun, how many seconds it is long. */
  played: number[];
}

function notePlayed(): void {
  const played: number[] = [];
  Object.assign(globalThis, { played });
  const begun = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...how) {
    played.push(how[2] ?? Infinity);
    begun.apply(this, how);
  };
}

/** The mark that the server has of the first pupil's recording. */
async function serverMark(): Promise<number> {
  const teacher = await caller(stage.teacher);
  const { results } = await teacher("GET", "/homework/?page_size=50");
  const mine = results.find(
    ({ student, assignment }: { student: { full_name: string }; assignment: { title: string } }) =>
      student.full_name === "Jasur Oripov" && assignment.title === "Unit 1",
  );
  const tried = await teacher("GET", `/homework/${mine.id}/attempts/`);
  const { score } = await teacher("GET", `/homework/attempts/${tried.results[0].id}/`);
  return Math.round(score * 10) / 10;
}
