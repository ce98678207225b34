/** Every address of each menu opens by itself, in every language: as the first page, with nothing that another page has fetched. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import * as words from "./all-words.ts";
import { calm, signIn, speak, type Language, type Person } from "./looks-stage.ts";
import { hearing, stage, type Stage } from "./stage.ts";

interface Told extends Stage {
  people: Person[];
  /** Each address in each language; else in one of them, in turn. */
  every: boolean;
}

const { people, every, url } = stage as Told;
const LANGUAGES: Language[] = ["uz", "ru", "en"];
const DESK = { width: 1280, height: 800 };
const PATIENCE_MS = 60_000;
/** Pages that load at once. */
const TABS = 3;
/** Least addresses of each menu. */
const LEAST: Record<string, number> = {
  pupil: 15,
  child: 15,
  parent: 12,
  teacher: 25,
  manager: 70,
  admin: 90,
  cashier: 8,
};

for (const who of people) {
  test(`every address of the menu of ${who.name} opens by itself`, async () => {
    const browser = await hearing(null);
    const context = await browser.newContext({ viewport: DESK, locale: "en-GB", serviceWorkers: "block" });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await signIn(page, who);
    const addresses = await readMenu(page);
    assert.ok(
      addresses.length >= (LEAST[who.name] ?? Infinity),
      `${addresses.length} addresses: ${addresses.join(" ")}`,
    );
    const wrong: string[] = [];
    for (const [turn, language] of LANGUAGES.entries()) {
      await page.goto(`${url}/app/`);
      await speak(page, language);
      const own = every ? addresses : addresses.filter((_, place) => place % LANGUAGES.length === turn);
      wrong.push(...(await walk(context, own, language)).map((fault) => `${language} ${fault}`));
    }
    await context.close();
    assert.deepEqual(wrong, []);
  });
}

/** What stands in the bars, in the foot, and on the page that is a menu itself; else on the first page. */
async function readMenu(page: Page): Promise<string[]> {
  const rest = calm(page);
  const links = async (where: string) => {
    await rest();
    const closed = page.locator(".side-bar [aria-expanded=false]");
    while (await closed.count()) await closed.first().click();
    return page.locator(where).evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
  };
  const found = await links("nav a[href^='/app/'], footer a[href^='/app/']");
  if (found.includes("/app/menu")) await page.goto(`${url}/app/menu`);
  found.push(...(await links("main a[href^='/app/']")));
  return [...new Set(found)].sort();
}

/** Open each of them; what is wrong there. */
async function walk(context: BrowserContext, addresses: string[], language: Language): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = [...addresses];
  const tab = async () => {
    const page = await context.newPage();
    const thrown: string[] = [];
    page.on("pageerror", (error) => thrown.push(String(error)));
    const rest = calm(page);
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      await page.goto(url + address);
      await page.locator("main :is(h1, [role=alert])").first().waitFor();
      await rest();
      const faults = [...thrown.splice(0), ...(await findFaults(page, words[language].notFound))];
      wrong.push(...faults.map((fault) => `${address}: ${fault}`));
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: TABS }, tab));
  return wrong;
}

/** A box with an error, an unknown address, the name of a word in its place, and what has no word at all. */
function findFaults(page: Page, notFound: string): Promise<string[]> {
  return page.evaluate((unknown) => {
    const found: string[] = [];
    const isSeen = (element: Element) => (element as HTMLElement).checkVisibility({ visibilityProperty: true });
    for (const box of document.querySelectorAll<HTMLElement>(".notice.bad, main [role=alert]"))
      if (isSeen(box)) found.push(`error: ${box.innerText}`);
    if ([...document.querySelectorAll("h1")].some(({ textContent }) => textContent === unknown))
      found.push("unknown address");
    const named = "h1, h2, h3, button, a[href], summary, legend, option, dt";
    for (const element of document.querySelectorAll<HTMLElement>(named)) {
      const name = element.getAttribute("aria-label") ?? element.title;
      if (isSeen(element) && !name && !element.innerText.trim() && !element.querySelector("img[alt]:not([alt=''])"))
        found.push(`no word: ${element.outerHTML.slice(0, 120)}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { textContent: text, parentElement: parent } = texts.currentNode;
      if (!text?.trim() || !parent || parent.closest("code, script, textarea") || !isSeen(parent)) continue;
      if (/\b(undefined|NaN)\b|\[object |=>/.test(text)) found.push(`no word: ${text.slice(0, 80)}`);
      if (/(^|\s)[a-z_]+(\.(?!csv|xlsx|zip|pdf)[a-z_]+)+([\s,;:]|$)|(^|\s)[a-z]+_[a-z_]+([\s,;:]|$)/.test(text))
        found.push(`raw key: ${text.slice(0, 80)}`);
    }
    return found;
  }, notFound);
}
