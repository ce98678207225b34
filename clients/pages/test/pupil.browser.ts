/** A pupil's evening in a real browser: sign in, record, lose the page and the network, send, see words and coins. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { phone, recordings, signIn, stage } from "./stage.ts";

test("a pupil records, loses page and network, and sees words and coins", async () => {
  const { browser, context, page, complaints } = await phone();
  try {
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
    const words = page.locator("button.word");
    assert.ok((await words.count()) > 10);
    await words.first().click();
    await page.locator(".chosen").waitFor();
    await page.getByRole("button", { name: /Play all/ }).click();
    await page.getByRole("button", { name: "Stop" }).waitFor();

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
    await page.goto(`${stage.url}/app/messages`);
    await page.getByLabel("E-mail or phone number").fill(stage.login);
    await page.getByLabel("Password", { exact: true }).fill("something else");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("do not fit together").waitFor();
    await signIn(page);
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});

test("silence is said before it is sent, and another tab does not record over it", async () => {
  const { browser, context, page } = await phone(stage.silence);
  try {
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
    await page.getByRole("button", { name: "Delete the recording" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Send all the same" }).waitFor();
    assert.equal(await recordings(page), 1);
  } finally {
    await browser.close();
  }
});

test("a microphone that is not allowed gets a sentence that helps", async () => {
  const { browser, page } = await phone(null);
  try {
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: /Unit 2/ }).click();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("The microphone is not allowed.").waitFor();
    assert.equal(await recordings(page), 0);
  } finally {
    await browser.close();
  }
});

test("a session that ended in the middle is begun again over the page, and nothing is lost", async () => {
  const { browser, page } = await phone();
  try {
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("link", { name: /Unit 3/ }).click();
    await page.getByLabel("Your text").fill("My family is large.");
    await endSessions();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signIn(page);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("Your text").inputValue(), "My family is large.");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("It is with your teacher.").waitFor();
  } finally {
    await browser.close();
  }
});

/** End all sessions of the pupil, as from another device. */
async function endSessions(): Promise<void> {
  const api = `${stage.url}/api/v1/auth`;
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ login: stage.login, password: stage.password });
  const { access } = (await (await fetch(`${api}/login/`, { method: "POST", headers, body })).json()) as {
    access: string;
  };
  const ended = await fetch(`${api}/logout-all/`, { method: "POST", headers: { Authorization: `Bearer ${access}` } });
  assert.ok(ended.ok);
}
