/** Two people on one device: what the one does in her tabs is never done with the other one's session. */

import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { door, lying, recordings, signIn, takenIn, until } from "./stage.ts";
import { arrivedOnce, enter, evening, give, keptOnly, open, own, recorded, sendIt } from "./pupil-stage.ts";

const hello = (page: Page) => page.getByRole("heading", { level: 1, name: /^Hello/ });
const again = (page: Page) => page.getByRole("dialog").getByText("Please sign in again.");

/** The other pupil signs in, in a tab of her own. */
async function another(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(new URL("/app/", page.url()).href);
  await signIn(tab, own.other);
  await hello(tab).waitFor();
  return tab;
}

/** Sign out; the server hears of it only once the answer is called, which waits until the page has what it says. */
async function signOutLate(page: Page): Promise<() => Promise<void>> {
  const path = "**/auth/logout/";
  let go = () => {};
  const held = new Promise<void>((free) => (go = free));
  await page.route(path, (route) => held.then(() => route.continue()));
  const asked = page.waitForRequest(path);
  await page.getByRole("button", { name: /^Sign out/ }).click();
  await asked;
  return async () => {
    const answered = page.waitForResponse(path);
    go();
    await (await answered).finished();
    await page.unroute(path);
    await takenIn(page);
  };
}

evening(
  "a recording that waits for her sign-in does not go out with another pupil's, and goes out with hers",
  async ({ page }) => {
    const title = await give();
    await open(page, title);
    await recorded(page);
    await door("expire");
    await sendIt(page);
    await again(page).waitFor();
    const other = await another(page);
    const asked: Request[] = [];
    page.on("request", (request) => asked.push(request));
    const presigned = page.waitForResponse("**/submit/presign/");
    await page.evaluate(() => void dispatchEvent(new Event("online")));
    assert.equal((await presigned).status(), 401);
    await takenIn(page);
    const tokens = await Promise.all(asked.map((item) => item.headerValue("Authorization")));
    assert.deepEqual(tokens.filter(Boolean), [], "nothing is asked in another pupil's name");
    await keptOnly(page, title);

    await signIn(page);
    const { size } = await arrivedOnce(page, title);
    assert.ok(size);
    await again(other).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
  },
);

evening(
  "who begins anew in her tab leaves the other pupil signed in, and what the device keeps for her",
  async ({ page, context }) => {
    const title = await give();
    await enter(page);
    await hello(page).waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await door("expire");
    await page.locator("nav a[href$=coins]").evaluate((link: HTMLElement) => link.click());
    await again(page).waitFor();
    const other = await another(page);
    const name = await hello(other).innerText();
    await until(() => copied(other, title));
    await context.setOffline(true);
    await page.getByRole("button", { name: "Sign out and start again" }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByRole("link", { name: title }).waitFor();
    await context.setOffline(false);
    await other.reload();
    await other.getByRole("heading", { level: 1, name }).waitFor();
  },
);

/** Whether there is a copy of this homework for who is signed in. */
async function copied(page: Page, title: string): Promise<boolean> {
  const all = await lying<{ person: string; value: unknown }>(page, "copies", "talim-copies");
  return all.evaluate((rows, wanted) => {
    const { id } = JSON.parse(localStorage.getItem("talim.person") ?? "{}") as { id?: string };
    return rows.some(({ person, value }) => person === id && JSON.stringify(value).includes(wanted));
  }, title);
}

evening(
  "who signs out is out in all tabs, whatever the server does, and nothing of hers stays or leads anywhere",
  async ({ page }) => {
    const title = await give();
    await open(page, title);
    const heading = page.getByRole("heading", { level: 1, name: title });
    await heading.waitFor();
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await tab.getByRole("heading", { level: 1, name: title }).waitFor();
    const answered = await signOutLate(page);
    for (const item of [page, tab]) await item.getByRole("button", { name: "Sign in" }).waitFor();
    await answered();
    await until(async () => !(await (await lying(page, "copies", "talim-copies")).evaluate((all) => all.length)));
    assert.deepEqual(await Promise.all([page, tab].map((item) => item.getByRole("dialog").count())), [0, 0]);

    await signIn(tab, own.other);
    await hello(tab).waitFor();
    assert.equal(new URL(tab.url()).pathname, "/app/");
  },
);

evening(
  "who signs in before the server has answered a sign-out stays, in this tab and in another one",
  async ({ page }) => {
    await enter(page);
    const first = await signOutLate(page);
    await signIn(page);
    await hello(page).waitFor();
    await first();
    await page.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
    await page.getByRole("heading", { level: 1, name: /^\d+ coins?$/ }).waitFor();

    const second = await signOutLate(page);
    const other = await another(page);
    await second();
    assert.notEqual(await other.evaluate(() => localStorage.getItem("talim.person")), null);
    await hello(other).waitFor();
  },
);

evening("before a child comes in over who is here, what is not sent is asked about", async ({ page }) => {
  const title = await give();
  await open(page, title);
  await recorded(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const comeIn = async () => {
    await page.goto(new URL("/app/child#token=none", page.url()).href);
    for (const digit of "123456") await button(digit).click();
    await button("Next: the pictures").click();
    for (const item of ["bear", "umbrella", "apple", "kite"]) await button(item).click();
    await button("Come in").click();
    await page.getByRole("dialog").getByText("1 recording is not sent yet").first().waitFor();
  };
  await comeIn();
  await button("Send first").click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await comeIn();
  await button("Sign out anyway").click();
  await page.getByText("Sign-in is closed: a device is opened for one sign-in").waitFor();
  assert.equal(await recordings(page), 1);
});

evening("back and forward lead to where one was, and the keyboard begins at the page's content", async ({ page }) => {
  const titles: string[] = [];
  for (let number = 0; number < 8; number++) titles.push(await give());
  await enter(page);
  const last = page.getByRole("link", { name: titles.at(-1) ?? "" });
  await last.waitFor();
  const depth = await page.getByRole("link", { name: titles[0] ?? "" }).evaluate((link: HTMLElement) => {
    scrollTo(0, document.documentElement.scrollHeight);
    const there = Math.floor(scrollY);
    link.click();
    return there;
  });
  assert.ok(depth > 100, `${depth}`);
  const record = page.getByRole("button", { name: "Record", exact: true });
  await record.focus();
  await page.goBack();
  await last.waitFor();
  await standsOnContent(page);
  await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) <= 1, depth);
  await last.focus();
  await page.goForward();
  await record.waitFor();
  await standsOnContent(page);
});

function standsOnContent(page: Page): Promise<unknown> {
  return page.waitForFunction(() => document.activeElement?.id === "content");
}
