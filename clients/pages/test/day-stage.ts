/**
 * A working day at the desks: one browser for each person, by keyboard or by touch. Everything happens on pages; what the
 * server refused is counted.
 */

import assert from "node:assert/strict";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { recordActs } from "./recorded-acts.ts";
import { hearing, PHONE, signIn, stage } from "./stage.ts";

const WIDE = { width: 1280, height: 900 };
/** How long (ms) is waited for anything on a page. */
const PATIENCE_MS = 20_000;
/** What the browser itself says of a refused request (it is in `refused`), and of a request without a network. */
const BROWSER_REPORTS =
  /^Failed to load resource: .*(status of 4(0[0-8]|09|1\d|22|23)\b|ERR_INTERNET_DISCONNECTED)|ERR_INTERNET_DISCONNECTED$/;

export interface Desk {
  context: BrowserContext;
  page: Page;
  /** Errors on the console, and pages that broke. */
  complaints: string[];
  /** Answers of 400 and above, each as "409 POST /payments/…". */
  refused: string[];
  /** Press a button or a link, as one does on this device. */
  press: (target: Locator) => Promise<void>;
}

/** A browser of nobody yet, on no page: wide with keyboard and mouse, or a phone that is touched. Its microphone hears this file. */
export async function openBrowser(device: "wide" | "phone", heard: string | null = null): Promise<Desk> {
  const touch = device === "phone";
  const browser = await hearing(heard);
  const context = await browser.newContext({
    viewport: touch ? PHONE : WIDE,
    hasTouch: touch,
    isMobile: touch,
    locale: "en-GB",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await recordActs(context);
  const desk: Desk = {
    context,
    page: await context.newPage(),
    complaints: [],
    refused: [],
    press: (target) => (touch ? target.tap() : target.click()),
  };
  desk.page.on("pageerror", (error) => desk.complaints.push(String(error)));
  desk.page.on("console", (message) => {
    if (message.type() === "error" && !BROWSER_REPORTS.test(message.text())) desk.complaints.push(message.text());
  });
  context.on("response", (response) => {
    if (response.status() < 400) return;
    const path = new URL(response.url()).pathname.replace("/api/v1", "").replace(/[0-9a-f-]{36}/g, "…");
    desk.refused.push(`${response.status()} ${response.request().method()} ${path}`);
  });
  return desk;
}

/** The same, this person signed in, on this page. */
export async function openDesk(
  login: string,
  device: "wide" | "phone",
  page = "",
  heard: string | null = null,
): Promise<Desk> {
  const desk = await openBrowser(device, heard);
  await desk.page.goto(`${stage.url}/app/${page}`);
  await signIn(desk.page, login);
  await desk.page.getByRole("navigation").first().waitFor();
  return desk;
}

/** The day is over: nobody was slowed down, nothing broke, and only this was refused, in any order. */
export async function closeDesks(desks: Desk[], refused: string[]): Promise<void> {
  const all = desks.flatMap((desk) => desk.refused);
  assert.deepEqual(
    all.filter((line) => /^(429|5)/.test(line)),
    [],
  );
  assert.deepEqual(all.sort(), refused.sort());
  assert.deepEqual(
    desks.flatMap((desk) => desk.complaints),
    [],
  );
  for (const desk of desks) await desk.context.close();
}

/** Say what is on the pages where a day fails. */
export async function play(desks: Desk[], day: () => Promise<unknown>): Promise<void> {
  try {
    await day();
  } catch (error) {
    for (const { page, refused, complaints } of desks) {
      console.log(page.url(), (await page.locator("body").innerText()).slice(-1500), refused, complaints);
    }
    throw error;
  }
}

/** To a page through the menu: beside the page, or on a phone a page of its own. */
export async function goTo({ page, press }: Desk, area: string, name: string, side = "All pages"): Promise<void> {
  if (page.viewportSize()!.width <= PHONE.width) {
    await press(page.getByRole("navigation", { name: "Talim" }).getByRole("link", { name: "Menu" }));
    return press(page.getByRole("main").getByRole("link", { name, exact: true }));
  }
  const menu = page.getByRole("navigation", { name: side });
  const link = menu.getByRole("link", { name, exact: true });
  if (!(await link.isVisible())) await press(menu.getByRole("button", { name: area, exact: true }));
  await press(link);
}

/** Tap twice at once where this is, as soon as it can be tapped. */
export async function tapTwice({ page }: Desk, target: Locator): Promise<void> {
  await target.tap({ trial: true });
  const box = await target.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await Promise.all([page.touchscreen.tap(x, y), page.touchscreen.tap(x, y)]);
}

/** The page is not wider than the screen. */
export async function fits({ page }: Desk): Promise<void> {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
}

/** A server that is asked once and answers, while the answer is lost on its way; then there is no network for a while. */
export async function loseAnswer({ context }: Desk, address: string): Promise<() => Promise<void>> {
  await context.route(
    address,
    async (route) => {
      await route.fetch();
      await context.setOffline(true);
      await route.abort("internetdisconnected");
    },
    { times: 1 },
  );
  return () => context.setOffline(false);
}

/** Two people who do something at the same moment: each waits here for the other. */
export function meeting(people: number): () => Promise<void> {
  let missing = people;
  let go = () => {};
  const met = new Promise<void>((resolve) => (go = resolve));
  return () => {
    if (--missing === 0) go();
    return met;
  };
}
