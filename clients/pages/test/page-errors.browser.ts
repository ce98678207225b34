/** A page that breaks tells the server first, and only then that it is known. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, phone, signIn, stage, type Window } from "./stage.ts";

const KNOWN = /We know about it/;

/** The settings with an answer that the page cannot draw. `taken` false: the report does not arrive either. */
async function breakSettings(taken: boolean): Promise<Window> {
  const window = await phone(null, PHONE);
  await window.page.goto(`${stage.url}/app/`);
  await window.page.getByRole("button", { name: "English", exact: true }).click();
  await signIn(window.page);
  await window.page.locator(".frame main h1").waitFor();
  await window.page.route("**/api/v1/settings/system/", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), centre_colour: null } });
  });
  if (!taken) await window.page.route("**/health/page-errors/", (route) => route.abort());
  await window.page.goto(`${stage.url}/app/settings`);
  return window;
}

test("what broke is in the server's log under the code that the page shows", async () => {
  const { page, close } = await breakSettings(true);
  const box = page.getByRole("alert");
  await box.getByText(KNOWN).waitFor();
  const text = await box.innerText();
  const [, code] = /TypeError · ([0-9a-f]{32})/.exec(text) ?? [];
  assert.ok(code, text);
  console.log(`reported: ${code}`);
  await box.getByRole("button", { name: "Report" }).first().waitFor();
  await close();
});

test("without that nobody is told that it is known", async () => {
  const { page, close } = await breakSettings(false);
  const box = page.getByRole("alert");
  await box.getByText("TypeError").waitFor();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  assert.doesNotMatch(await box.innerText(), KNOWN);
  await close();
});
