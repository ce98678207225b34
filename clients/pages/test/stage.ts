/** A browser before a running server: where that is and who may sign in comes in the environment. */

import assert from "node:assert/strict";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import { chromium, type Browser, type BrowserContext, type JSHandle, type Page } from "playwright-core";
import { overflowing } from "./looks-rules.ts";
import { recordActs } from "./recorded-acts.ts";

export interface Stage {
  url: string;
  login: string;
  password: string;
  /** A sound file that the microphone hears, again and again. */
  voice: string;
  silence: string;
  chromium: string;
  /** Where something happens behind the browser's back (tests/remote_control.py). */
  door: string;
}

export const stage = JSON.parse(process.env["TALIM_STAGE"] ?? "{}") as Stage;

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

/** How long (ms) is waited for anything on a page. */
const PATIENCE_MS = 60_000;
/** How often (ms) it is looked whether what is waited for is so. */
const LOOK_MS = 100;

const browsers = new Map<string | null, Promise<Browser>>();
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** The browser whose microphone hears this file; without one it is not allowed. Tests of a file share it. */
export function hearing(heard: string | null): Promise<Browser> {
  const there = browsers.get(heard);
  if (there) return there;
  const allowed = heard
    ? ["--use-fake-ui-for-media-stream", `--use-file-for-fake-audio-capture=${heard}`]
    : ["--use-fake-ui-for-media-stream=deny"];
  const args = ["--no-sandbox", "--use-fake-device-for-media-stream", ...allowed];
  const begun = chromium.launch({ executablePath: stage.chromium, args });
  browsers.set(heard, begun);
  return begun;
}

export interface Window {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about, and every address outside of the server that was asked for. */
  complaints: string[];
  close: () => Promise<void>;
}

/** A new device, a phone unless said otherwise, whose microphone hears this file; without one it is not allowed. */
export async function phone(heard: string | null = stage.voice, viewport = PHONE, touch = false): Promise<Window> {
  const context = await (
    await hearing(heard)
  ).newContext({ viewport, locale: "en-GB", ...(touch ? { hasTouch: true, isMobile: true } : {}) });
  await recordActs(context);
  const page = await context.newPage();
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on(
    "console",
    (message) => /Content Security Policy|TrustedScript/.test(message.text()) && complaints.push(message.text()),
  );
  page.on("request", (request) => {
    const own = [stage.url, "blob:", "data:", stage.url.replace("http", "ws")].some((start) =>
      request.url().startsWith(start),
    );
    if (!own) complaints.push(`asked for ${request.url()}`);
  });
  return { context, page, complaints, close: () => context.close() };
}

/** Do it on these devices; what their browsers complained about fails it, and what they show is printed where it fails. */
export async function play(windows: Window[], acts: (...pages: Page[]) => Promise<void>): Promise<void> {
  try {
    await acts(...windows.map(({ page }) => page));
    for (const { complaints } of windows) assert.deepEqual(complaints, []);
  } catch (error) {
    for (const { page } of windows) console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    for (const { close } of windows) await close();
  }
}

/** Play at this address on a phone that allows no microphone, in English. */
export async function at(address: string, acts: (window: Window) => Promise<void>): Promise<void> {
  const window = await phone(null);
  await play([window], async (page) => {
    await page.goto(new URL(address, stage.url).href);
    await page.getByRole("button", { name: "English", exact: true }).click();
    await acts(window);
  });
}

/** Play as this person at this address of the pages, without a microphone. */
export async function visit(
  login: string,
  address: string,
  viewport: typeof PHONE,
  acts: (page: Page) => Promise<void>,
): Promise<void> {
  await play([await phone(null, viewport)], async (page) => {
    await page.goto(`${stage.url}/app/${address}`);
    await signIn(page, login);
    await acts(page);
  });
}

/** Play as this person from the first page on, in English; in the end nothing hangs out at the side. */
export async function visitInEnglish(
  login: string,
  viewport: typeof PHONE,
  acts: (page: Page) => Promise<void>,
): Promise<void> {
  await play([await phone(null, viewport)], async (page) => {
    await page.goto(`${stage.url}/app/`);
    await page.getByRole("button", { name: "English", exact: true }).click();
    await signIn(page, login);
    await page.getByRole("navigation").first().waitFor();
    await acts(page);
    assert.deepEqual(await overflowing(page), []);
  });
}

/** Have something happen behind the browser's back. */
export async function door<T = null>(deed: string, values: object = {}): Promise<T> {
  const answer = await fetch(`${stage.door}/${deed}`, { method: "POST", body: JSON.stringify(values) });
  if (!answer.ok) throw new Error(`${deed}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Sign in on the page that is open. */
export async function signIn(page: Page, login = stage.login): Promise<void> {
  await page.getByLabel("E-mail or phone number").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(stage.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** What lies in a store of one of the databases of the device; it stays in the page. */
export function lying<T>(page: Page, store: string, database = "talim"): Promise<JSHandle<T[]>> {
  return page.evaluateHandle(
    ([from, name]) =>
      new Promise<T[]>((resolve, reject) => {
        const opened = indexedDB.open(from);
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction(name).objectStore(name).getAll();
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opened.result.close();
            resolve(asked.result as T[]);
          };
        };
      }),
    [database, store] as const,
  );
}

/** Wait until it is so, on the page or on the server. */
export async function until(result: () => Promise<boolean>): Promise<void> {
  const ends = Date.now() + PATIENCE_MS;
  while (!(await result())) {
    assert.ok(Date.now() < ends, "it is not so");
    await setTimeout(LOOK_MS);
  }
}

/** Wait until the clock of the recorder shows so many seconds, or more. */
export async function recordedFor(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction((least) => {
    const [minutes = NaN, rest = NaN] = (document.querySelector(".clock")?.textContent ?? "").split(":").map(Number);
    return minutes * 60 + rest >= least;
  }, seconds);
}

/** Chromium looks how much room there is when more is wanted than it has seen last: want so many bytes, in vain. */
export function want(bytes: number): Promise<boolean> {
  return new Promise((refused) => {
    const opened = indexedDB.open("wanted");
    opened.onerror = () => refused(true);
    opened.onupgradeneeded = () => opened.result.createObjectStore("wanted");
    opened.onsuccess = () => {
      const transaction = opened.result.transaction("wanted", "readwrite");
      transaction.objectStore("wanted").put(new Uint8Array(bytes), 1);
      transaction.onabort = () => refused(true);
      transaction.oncomplete = () => refused(false);
    };
  });
}

/** Wait until the page has taken in what the server had answered by now. */
export async function takenIn(page: Page): Promise<void> {
  await page.evaluate(async () => void (await fetch("/app/")));
}

/** How many recordings lie on the device. */
export async function recordings(page: Page): Promise<number> {
  return (await lying(page, "recordings")).evaluate((all) => all.length);
}
