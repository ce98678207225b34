/** With the keyboard alone, and for who wants no motion. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { calm, centre, pageOf, pathOf, personCalled, signIn } from "./looks-stage.ts";
import { PHONE, recordedFor } from "./stage.ts";

const MOST_STOPS = 40;

/** Whether the keyboard stands on this, its words, and whether the place can be seen. */
function here(page: Page, wanted: string): Promise<{ there: boolean; words: string; seen: boolean }> {
  return page.evaluate((selector) => {
    const element = document.activeElement as HTMLElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { top, left, width, height } = element.getBoundingClientRect();
    const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
    const outlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    const away = element === document.body;
    const words = away ? "the browser" : element.innerText.trim() || element.ariaLabel || element.id;
    const seen = away || (outlined && onTop !== null && element.contains(onTop));
    return { there: element.matches(selector), words, seen };
  }, wanted);
}

/** Tab until one stands there; every stop on the way can be seen. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const stops: string[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press("Tab");
    const { there, words, seen } = await here(page, wanted);
    stops.push(words);
    assert.ok(seen, `one cannot see that the keyboard stands on “${words}”`);
    if (there) return;
  }
  assert.fail(`the keyboard does not come to ${wanted}: ${stops.join(" → ")}`);
}

/** Change the language with the keyboard, which stays where it is. */
async function change(page: Page, language: string, key: string): Promise<void> {
  const button = `.choice button[lang="${language}"]`;
  await tabTo(page, button);
  await page.keyboard.press(key);
  await page.locator(`html[lang="${language}"]`).waitFor();
  assert.ok((await here(page, button)).there, "the keyboard lost its place");
}

/** The keyboard stands on the button of this name by itself. */
async function standsOn(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).and(page.locator(":focus")).waitFor();
}

test("a pupil signs in, opens homework, changes the language and records with the keyboard alone", async () => {
  const { login } = personCalled("pupil");
  const page = await pageOf(PHONE);
  const rest = calm(page);
  await page.goto(`${centre.url}/app/`);
  await page.locator("[name=login]").waitFor();

  await tabTo(page, ".skip");
  await page.keyboard.press("Enter");
  await page.locator("#content:focus").waitFor();
  await tabTo(page, "[name=login]");
  await page.keyboard.type(login);
  await change(page, "ru", "Enter");
  assert.equal(await page.locator("[name=login]").inputValue(), login);
  await change(page, "en", "Space");

  await tabTo(page, "[name=password]");
  await page.keyboard.type(centre.password);
  await tabTo(page, ".beside button");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("input[name=password][type=text]").inputValue(), centre.password);
  await tabTo(page, "form button[type=submit]");
  await page.keyboard.press("Enter");
  await page.locator(".card.first").waitFor();
  await rest();

  await tabTo(page, ".skip");
  await page.keyboard.press("Enter");
  await page.locator("#content:focus").waitFor();
  await tabTo(page, ".card.first");
  const title = await page.locator(".card.first strong").innerText();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await rest();
  await tabTo(page, "button.record");
  await change(page, "uz", "Enter");
  await change(page, "en", "Space");

  await tabTo(page, "button.record");
  await page.keyboard.press("Enter");
  await standsOn(page, "Done");
  await recordedFor(page, 1);
  await page.keyboard.press("Enter");
  await standsOn(page, "Send to your teacher");
  await page.locator(".recorder .plain[aria-disabled=false]").waitFor();
  await tabTo(page, ".recorder .plain");
  await page.keyboard.press("Enter");
  await standsOn(page, "Record");
});

test("a change of the language keeps what was typed", async () => {
  const pupil = personCalled("pupil");
  const page = await pageOf(PHONE);
  await signIn(page, pupil);
  await page.goto(`${centre.url}/app/${pathOf(pupil, "writing")}`);
  const text = page.locator("textarea");
  await text.fill("My family is large.");
  for (const [name, language] of [
    ["Русский", "ru"],
    ["Oʻzbekcha", "uz"],
    ["English", "en"],
  ] as const) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    assert.equal(await text.inputValue(), "My family is large.");
  }
});

test("nothing moves for who wants no motion", async () => {
  const pupil = personCalled("pupil");
  const page = await pageOf(PHONE, { reducedMotion: "reduce" });
  const rest = calm(page);
  await signIn(page, pupil);
  const moving: string[] = [];
  for (const look of pupil.pages) {
    await page.goto(`${centre.url}/app/${look.path}`);
    await page.locator("main h1").waitFor();
    await rest();
    moving.push(...(await movingThings(page)));
  }
  assert.deepEqual(moving, []);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.goto(`${centre.url}/app/${pathOf(pupil, "words")}`);
  await page.locator(".word").first().waitFor();
  assert.notDeepEqual(await movingThings(page), [], "the measure sees motion where there is some");
});

/** What takes time to change its look. */
function movingThings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        const slow = transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0);
        return slow || animationName !== "none" || scrollBehavior === "smooth";
      })
      .map((element) => `${location.pathname} ${element.tagName}.${element.getAttribute("class") ?? ""}`),
  );
}
