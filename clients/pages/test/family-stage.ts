/** What the tests of parents and the office share: somebody else's work over REST, and a browser that is signed in. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { phone, signIn, stage, type Stage, type Window } from "./stage.ts";

/** What else the stage of one play or the other tells: another person's log-in, ids, files. */
interface Told extends Stage {
  staff: string;
  child: string;
  hidden: string;
  lesson: string;
  owed: string;
  /** What Payme signs with. */
  payme: string;
  pupils: string;
  workbook: string;
  marks: string;
}

export const told = stage as Told;

const api = (path: string) => `${stage.url}/api/v1${path}`;

async function access(login: string): Promise<string> {
  const response = await fetch(api("/auth/login/"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ login, password: stage.password }),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return ((await response.json()) as { access: string }).access;
}

/** One call as the person with this log-in. */
export async function as<T = unknown>(login: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(api(path), {
    method,
    headers: {
      Authorization: `Bearer ${await access(login)}`,
      "Content-Type": "application/json",
      "Idempotency-Key": crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** End all sessions of whom the stage is about, as from another device. */
export async function endSessions(): Promise<void> {
  await as(stage.login, "POST", "/auth/logout-all/");
}

/** Who has just signed in reads English from now on. */
export async function chooseEnglish(page: Page): Promise<void> {
  await page.getByRole("navigation").waitFor();
  const size = page.viewportSize();
  // On phones the office has the choice in its menu.
  const atDesk = await page.locator(".frame.has-menu").count();
  if (atDesk) await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "English", exact: true }).click();
  await page.getByRole("button", { name: /^Sign out/ }).waitFor();
  if (atDesk && size) await page.setViewportSize(size);
}

/** A browser on this page, signed in; closed at the end, whatever happens. */
export async function on(
  page: string,
  play: (window: Window) => Promise<void>,
  width = 360,
  login = stage.login,
): Promise<void> {
  const window = await phone(null);
  try {
    await window.page.setViewportSize({ width, height: 800 });
    await window.page.goto(`${stage.url}/app/${page}`);
    await signIn(window.page, login);
    await chooseEnglish(window.page);
    await play(window);
  } catch (error) {
    console.log(await window.page.locator("body").innerText(), window.complaints);
    throw error;
  } finally {
    await window.close();
  }
}
