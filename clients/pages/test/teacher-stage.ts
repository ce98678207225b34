/** A teacher's desk before a running server, and the other people of the centre over REST. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { DESK, phone, stage as told, type Stage, type Window } from "./stage.ts";

export { DESK, PHONE } from "./stage.ts";

export interface TeacherStage extends Stage {
  group: string;
  /** The name of the group, and another group of the same teacher, where a test has them. */
  name: string;
  other: string;
  /** Who gives a lesson of the group in her place. */
  colleague: string;
  /** A lesson that is on. */
  lesson: string;
  teacher: string;
  office: string;
  /** Pupils' addresses, by the order of their names. */
  pupils: string[];
  /** Who have roles of the centre's own. */
  cut: string[];
}

export const stage = told as TeacherStage;

/** An event as it came to the page. */
export interface Frame {
  type: string;
  at: string;
}

export interface Desk extends Window {
  /** All that the page's socket heard. */
  heard: Frame[];
}

/**
 * A browser with a microphone that hears `stage.voice`, signed in at this address of the pages. Without a `socket`, as
 * behind a proxy that lets none through, the page learns of a session's end by what it does next.
 */
export async function sit(
  login: string,
  at: string,
  viewport = DESK,
  { socket = true, touch = false } = {},
): Promise<Desk> {
  const window = await phone(stage.voice, viewport, touch);
  const heard: Frame[] = [];
  window.page.on("websocket", (item) =>
    item.on("framereceived", ({ payload }) => heard.push(JSON.parse(String(payload)) as Frame)),
  );
  if (!socket) await window.page.routeWebSocket(/\/ws\//, () => undefined);
  await window.page.goto(`${stage.url}/app/${at}`);
  await signInAs(window.page, login);
  return { ...window, heard };
}

/** Sign in on the page that is open, or in the dialog over it. */
export async function signInAs(page: Page, login: string): Promise<void> {
  await page.getByLabel("E-mail or phone number").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(stage.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** End all sessions of this person, as from another device. */
export async function endSessions(login: string): Promise<void> {
  await (
    await caller(login)
  )("POST", "/auth/logout-all/");
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Answered>;
type Answered = any;

/** REST as this person. */
export async function caller(login: string): Promise<Call> {
  const api = `${stage.url}/api/v1`;
  const signed = await fetch(`${api}/auth/login/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ login, password: stage.password }),
  });
  assert.ok(signed.ok, `${login}: ${signed.status}`);
  const { access } = (await signed.json()) as { access: string };
  return async (method, path, body) => {
    const headers: Record<string, string> = { Authorization: `Bearer ${access}` };
    if (method === "POST") headers["Idempotency-Key"] = randomUUID();
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = body === undefined ? null : JSON.stringify(body);
    const answer = await fetch(api + path, { method, headers, body: sent });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? "" : await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
}

/** Press Tab until the focus is on what is wanted. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not come to ${String(wanted)}`);
}

/** The mark that the review shows. */
export async function markOf(page: Page): Promise<number> {
  return Number.parseFloat(await page.locator(".mark b").innerText());
}

/** Take a row by its grip and let it go above another one. */
export async function dragAbove(page: Page, moved: Locator, other: Locator): Promise<void> {
  const grip = moved.getByRole("button", { name: /arrow keys/ });
  await grip.evaluate((button) => button.scrollIntoView({ block: "center" }));
  const [from, to] = [await grip.boundingBox(), await other.boundingBox()];
  assert.ok(from && to);
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 10, { steps: 3 });
  await page.mouse.move(x, to.y + to.height / 3, { steps: 20 });
  await page.mouse.up();
}
