/** What the looks of the pages are tried on: a centre, who looks, and at which pages. It comes in the environment. */

import type { Page } from "playwright-core";
import { DESK, hearing, stage, type Stage } from "./stage.ts";

export interface Look {
  name: string;
  /** What follows `/app/` in its address. */
  path: string;
  /** Buttons that open more of it, pressed one after the other. */
  press: string[];
  /** What is done before it is looked at (looks-deeds.ts); empty for nothing. */
  deed: string;
  /** It stands before the page, which cannot be reached meanwhile. */
  modal: boolean;
}

export interface Person {
  name: string;
  /** Empty for who is not signed in. */
  login: string;
  pages: Look[];
}

export interface Centre extends Stage {
  people: Person[];
  /**
   * The languages it is looked at in: all that are to be seen, or the one whose words are the longest, maybe on a phone
   * alone; "both": Uzbek and Russian, on a phone and at a desk, each word on a control too.
   */
  languages: "all" | "longest" | "phone" | "both";
  /** The folder of the pictures; empty where none are wanted. */
  screens: string;
}

export const centre = stage as Centre;

export const LANGUAGES = { en: "English", uz: "Oʻzbekcha", ru: "Русский" } as const;
export type Language = keyof typeof LANGUAGES;

/** How long (ms) nothing may be asked for until a page counts as drawn. */
const CALM_MS = 250;
const PATIENCE_MS = 60_000;

export function personCalled(name: string): Person {
  const result = centre.people.find((person) => person.name === name);
  if (!result) throw new Error(`There is nobody called ${name}.`);
  return result;
}

export function pathOf(who: Person, name: string): string {
  const result = who.pages.find((page) => page.name === name);
  if (!result) throw new Error(`${who.name} has no page ${name}.`);
  return result.path;
}

/** A page of a new device, in English. */
export async function pageOf(
  size: { width: number; height: number },
  more: { deviceScaleFactor?: number; reducedMotion?: "reduce" } = {},
): Promise<Page> {
  const context = await (await hearing(centre.voice)).newContext({ viewport: size, locale: "en-GB", ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Sign in on the first page. */
export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto(`${centre.url}/app/`);
  await page.locator("[name=login]").fill(who.login);
  await page.locator("[name=password]").fill(centre.password);
  await page.locator("form button[type=submit]").click();
  await page.locator(".frame main h1").waitFor();
}

/** Have the page speak this language; where a phone has the choice in the menu alone, from a desk. */
export async function speak(page: Page, language: Language): Promise<void> {
  if (await page.locator(".frame.has-menu").count()) await page.setViewportSize(DESK);
  await calm(page)(); // what arrives meanwhile moves the button away from under the press
  const chosen = page.getByRole("button", { name: LANGUAGES[language], exact: true }).last();
  await chosen.waitFor();
  if ((await chosen.getAttribute("aria-pressed")) === "true") return;
  await chosen.click();
  await page.locator(`html[lang="${language}"]`).waitFor();
}

/** Waits until the page has what it asked for and shows it. */
export function calm(page: Page): () => Promise<void> {
  const open = new Set<unknown>();
  let last = Date.now();
  page.on("request", (request) => {
    open.add(request);
    last = Date.now();
  });
  const ended = (request: unknown) => {
    open.delete(request);
    last = Date.now();
  };
  page.on("requestfinished", ended);
  page.on("requestfailed", ended);
  page.on("framenavigated", (frame) => frame === page.mainFrame() && open.clear());
  return async () => {
    const ends = Date.now() + PATIENCE_MS;
    for (;;) {
      await page.locator("p.waiting").first().waitFor({ state: "detached" });
      if (!open.size && Date.now() - last > CALM_MS && !(await page.locator("p.waiting").count())) return;
      if (Date.now() > ends) throw new Error(`${page.url()} does not come to rest: ${open.size} answers are missing.`);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
    }
  };
}
