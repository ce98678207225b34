/** A pupil's pages without a network, opened anew: what was there last is there. */

import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { door, lying, recordings, until } from "./stage.ts";
import { arrivedOnce, enter, evening, give, open, recorded, sendIt } from "./pupil-stage.ts";

const OLD = "This is how it was today";
/** How long (ms) a request takes on a slow line. */
const SLOW_MS = 1_000;

evening(
  "the list, an opened homework, a recording that waits and the language are there after a reload",
  async (window) => {
    const { page, context } = window;
    const title = await give();
    await open(page, title);
    await page.getByText("Read aloud").waitFor();
    await recorded(page);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await until(async () => (await copies(page)) >= 3);
    await context.setOffline(true);
    await sendIt(page);
    await page.getByText("No network. It is sent automatically").waitFor();

    await page.reload();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByText("Read aloud").waitFor();
    await page.getByText(OLD).waitFor();
    await page.getByText("No network. It is sent automatically").waitFor();
    await home(page);
    await page.getByText("No network. What you do here is kept").waitFor();
    await page.getByText(OLD).waitFor();
    const card = page.getByRole("link", { name: title });
    await card.getByText("A recording waits on this device").waitFor();
    assert.equal(await page.getByText("The server cannot be reached.").count(), 0);
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await page.getByRole("dialog").getByText("1 recording is not sent yet").waitFor();
    await page.getByRole("button", { name: "Send first" }).click();
    await page.getByText("No network. It is sent automatically").waitFor();
    assert.equal(await recordings(page), 1);

    await home(page);
    await page.getByRole("button", { name: "Русский" }).click();
    await page.getByRole("heading", { level: 1, name: /^Привет/ }).waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: /^Привет/ }).waitFor();
    const messages = () => page.waitForResponse((response) => response.request().method() === "PATCH");
    const russian = messages();
    await context.setOffline(false);
    assert.deepEqual((await russian).request().postDataJSON(), { locale: "ru" });
    await Promise.all([messages(), page.getByRole("button", { name: "English", exact: true }).click()]);
    await card.click();
    await arrivedOnce(page, title);
    await page.getByText(OLD).waitFor({ state: "detached" });
  },
);

evening("of two languages chosen one after the other the later one stays, however slow the line", async ({ page }) => {
  await enter(page);
  const locale = (request: Request) => (request.method() === "PATCH" ? (request.postDataJSON().locale as string) : "");
  await page.route("**/auth/users/me/", async (route) => {
    if (locale(route.request()) === "ru") await new Promise((later) => setTimeout(later, SLOW_MS));
    await route.continue();
  });
  const messages = (language: string) => page.waitForResponse((answer) => locale(answer.request()) === language);
  const both = [messages("ru"), messages("en")];
  await page.getByRole("button", { name: "Русский" }).click();
  await page.getByRole("heading", { level: 1, name: /^Привет/ }).waitFor();
  await page.getByRole("button", { name: "English", exact: true }).click();
  await Promise.all(both);
  const me = page.waitForResponse((answer) => answer.url().endsWith("/auth/users/me/"));
  await page.reload();
  assert.equal((await (await me).json()).locale, "en");
});

evening(
  "on the first visit already, a page that was not opened yet opens without a network",
  async ({ page, context }) => {
    await enter(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
    await page.getByRole("heading", { level: 1, name: "Coins" }).waitFor();
  },
);

evening(
  "coins and payments are there as they were, the rest says that it needs the internet and comes by itself",
  async ({ page, context }) => {
    await enter(page);
    const menu = page.getByRole("navigation");
    const needs = page.getByText("This needs the internet.");
    await menu.getByRole("link", { name: "Coins" }).click();
    await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await until(async () => (await copies(page)) >= 5);
    await context.setOffline(true);
    await menu.getByRole("link", { name: "Payments" }).click();
    await needs.first().waitFor();
    await menu.getByRole("link", { name: "Coins" }).click();
    await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor();
    await page.getByText(OLD).waitFor();
    await page.getByRole("region", { name: "Leaderboard" }).getByText("This needs the internet.").first().waitFor();
    await page.getByText("One moment").first().waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor({ timeout: 5_000 });
    await menu.getByRole("link", { name: "Payments" }).click();
    await needs.first().waitFor();
    await context.setOffline(false);
    await needs.first().waitFor({ state: "detached" });
  },
);

evening(
  "a text that is sent without a network says so at its button, and goes once by itself",
  async ({ page, context }) => {
    const title = await give({ kind: "text" });
    await open(page, title);
    await page.getByLabel("Your text").fill("My name is Jasur.");
    await context.setOffline(true);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Keep this page open").waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await context.setOffline(false);
    await page.getByText("It is with your teacher.").waitFor();
    assert.equal((await door<unknown[]>("attempts", { title })).length, 1);
  },
);

/** Stands in for a browser that keeps no pages. */
function keepsNone(): void {
  delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
}

/** Remember whether the page says from now on that something went wrong. */
function noteWrong(): void {
  const noted = Object.assign(globalThis, { wrong: false });
  const look = () => (noted.wrong ||= /Something (went wrong|on this page broke)/.test(document.body.innerText));
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

evening(
  "where no page is kept, one that cannot be fetched says so, and opens once there is a network",
  async ({ page, context }) => {
    await page.addInitScript(keepsNone);
    const title = await give();
    await enter(page);
    const card = page.getByRole("link", { name: title });
    await card.waitFor();
    await context.setOffline(true);
    await card.click();
    await page.getByText("The server cannot be reached.").waitFor();
    await page.evaluate(noteWrong);
    await page.getByRole("button", { name: "Try again" }).click();
    await context.setOffline(false);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.equal(await page.evaluate(() => (globalThis as unknown as { wrong: boolean }).wrong), false);
  },
);

evening("a server that is away: what was there last, and from when, until it is back", async ({ page }) => {
  const title = await give();
  await enter(page);
  await page.getByRole("link", { name: title }).waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await until(async () => (await copies(page)) >= 2);
  await door("die");
  try {
    await page.reload();
    await page.getByText(OLD).waitFor();
    await page.getByRole("link", { name: title }).waitFor();
  } finally {
    await door("come_back");
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(OLD).waitFor({ state: "detached" });
});

evening("who signs out leaves no copy on the device, and a recording only after a question", async ({ page }) => {
  const title = await give();
  await open(page, title);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await recorded(page);
  await until(async () => (await copies(page)) >= 3);
  await page.getByRole("button", { name: /^Sign out/ }).click();
  await page.getByRole("button", { name: "Sign out anyway" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await until(async () => (await copies(page)) === 0);
  assert.equal(await recordings(page), 1);
});

function home(page: Page): Promise<void> {
  return page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
}

async function copies(page: Page): Promise<number> {
  return (await lying(page, "copies", "talim-copies")).evaluate((all) => all.length);
}
