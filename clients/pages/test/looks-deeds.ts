/** How a page comes to show what no press of a button leads to. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { centre, personCalled, type Person } from "./looks-stage.ts";

/** What it answers leads back to where the person was. */
type Deed = (page: Page, who: Person) => Promise<() => Promise<void>>;

interface Register {
  rows: { student: { id: string; full_name: string } }[];
}

const back = async () => undefined;

export const DEEDS: Record<string, Deed> = {
  /** The teacher and the office mark the last pupil who has no mark yet differently, and she cannot hear of it. */
  async differ(page) {
    const lesson = page.url().split("/").at(-1) ?? "";
    const row = page.locator(".register > li.unmarked").last();
    const name = (await row.getByRole("group").first().getAttribute("aria-label")) ?? "";
    const { rows } = await asked<Register>(personCalled("office"), "GET", `/attendance/registers/${lesson}/`);
    const student = rows.find((item) => item.student.full_name === name)?.student.id;
    assert.ok(student, `${name} is not in the register`);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.context().setOffline(true);
    await row.locator("button.absent").click();
    await page.locator(".register > li.waiting").waitFor();
    await page.reload();
    await page.locator(".register > li.waiting").waitFor();
    await asked(personCalled("office"), "POST", "/attendance/", { lesson, student, status: "present" });
    await page.context().setOffline(false);
    await page.locator(".differences").waitFor();
    return back;
  },

  /** The office gives a child a new card. */
  async "new child card"(page) {
    const closed = page.locator("main details.card-part:not([open]) > summary");
    while (!(await page.locator(".acts").count())) await closed.last().click();
    await page.locator(".acts > div:has(> p.quiet) > button").first().click();
    await page.locator("dialog .child-card").waitFor();
    return back;
  },

  /** The session ends, as from another device. */
  async interrupt(page, who) {
    await asked(who, "POST", "/auth/logout-all/");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    return async () => {
      await dialog.locator("[name=login]").fill(who.login);
      await dialog.locator("[name=password]").fill(centre.password);
      await dialog.locator("form button[type=submit]").click();
      await dialog.waitFor({ state: "detached" });
    };
  },
};

/** REST as this person. */
async function asked<T>(who: Person, method: string, path: string, body?: object): Promise<T> {
  const call = async (headers: object, to: string, by: string, sent?: object) => {
    const answer = await fetch(`${centre.url}/api/v1${to}`, {
      method: by,
      headers: { "Content-Type": "application/json", ...headers },
      ...(sent ? { body: JSON.stringify(sent) } : {}),
    });
    assert.ok(answer.ok, `${by} ${to}: ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const { access } = (await call({}, "/auth/login/", "POST", { login: who.login, password: centre.password })) as {
    access: string;
  };
  return (await call({ Authorization: `Bearer ${access}` }, path, method, body)) as T;
}
