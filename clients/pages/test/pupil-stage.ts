/** A pupil's steps that several evenings share. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { door, lying, phone, recordedFor, recordings, signIn, stage, until, type Stage, type Window } from "./stage.ts";

/** What the server took for a homework. */
export interface Attempt {
  state: string;
  type: string;
  size: number;
  name: string;
}

/** Recordings as other browsers make them, what the pupil is called, and who else signs in. */
export const own = stage as Stage & { firefox: string; safari: string; name: string; other: string };

/** A test on a new phone whose microphone hears this file; the browser has nothing to complain about. */
export function evening(
  name: string,
  work: (window: Window) => Promise<void>,
  heard: string | null = stage.voice,
): void {
  test(name, async () => {
    const window = await phone(heard);
    try {
      await work(window);
      assert.deepEqual(window.complaints, []);
    } finally {
      await window.close();
    }
  });
}

let given = 0;

/** A new homework, under a title of its own. */
export async function give(values: object = {}): Promise<string> {
  const title = `Reading ${++given}.`;
  await door("give", { title, ...values });
  return title;
}

/** Sign in where nobody is. */
export async function enter(page: Page): Promise<void> {
  const live = listening(page);
  await page.goto(`${stage.url}/app/`);
  await signIn(page);
  await page.getByRole("navigation").waitFor();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await live;
}

/** The page's socket has heard from the server from now on: what happens there afterwards reaches the page. */
export function listening(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.on("websocket", (socket) => socket.on("framereceived", () => resolve()));
  });
}

/** Sign in and open this homework. */
export async function open(page: Page, title: string): Promise<void> {
  await enter(page);
  await page.getByRole("link", { name: title }).click();
}

/** Record until the clock shows so many seconds. */
export async function record(page: Page, seconds = 2): Promise<void> {
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await recordedFor(page, seconds);
}

/** Record and end it. */
export async function recorded(page: Page): Promise<void> {
  await record(page);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Listen to it once, then send it.").waitFor();
}

export function sendIt(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Send to your teacher" }).click();
}

/** It was submitted once, was listened to, and nothing of it is left on the device. */
export async function arrivedOnce(page: Page, title: string): Promise<Attempt> {
  await page.getByText("Tap a word to hear yourself.").waitFor();
  const [first, ...others] = await door<Attempt[]>("attempts", { title });
  assert.ok(first);
  assert.deepEqual([first.state, others.length], ["scored", 0]);
  assert.ok(first.size > 1000, `${first.size} bytes`);
  await until(async () => !(await recordings(page)));
  return first;
}

/** Nothing was submitted, and the recording lies on the device; how many bytes it has. */
export async function keptOnly(page: Page, title: string): Promise<number> {
  assert.deepEqual(await door<Attempt[]>("attempts", { title }), []);
  await until(async () => (await recordings(page)) === 1);
  const pieces = await lying<{ data: ArrayBuffer }>(page, "pieces");
  return pieces.evaluate((all) => all.reduce((sum, { data }) => sum + data.byteLength, 0));
}

/** So long (ms) a deleted recording can be brought back. */
const UNDO_MS = 8_000;

/**
 * Let that time be over, with the pointer away: whoever stands on the notice is given more. The page's clock was installed
 * before it opened.
 */
export async function undoOver(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.clock.fastForward(UNDO_MS);
}

/** How fast the page's network is: bytes a second upwards; 0 for none at all, Infinity for as fast as it goes. */
export async function network(page: Page): Promise<(upward: number) => Promise<void>> {
  const session = await devTools(page);
  return async (upward) => {
    const uploadThroughput = Number.isFinite(upward) ? upward : -1;
    const rest = { offline: !upward, latency: 0, downloadThroughput: -1 };
    await session.send("Network.emulateNetworkConditions", { ...rest, uploadThroughput });
  };
}

export function devTools(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page);
}

/** The page has begun to send bytes. */
export async function underWay(page: Page, begin: () => Promise<void>): Promise<void> {
  const put = page.waitForRequest((request) => request.method() === "PUT");
  await begin();
  await put;
}
