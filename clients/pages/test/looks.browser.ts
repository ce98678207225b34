/** Every main page as it is seen: pictures of them, in each width, dark and light, and what holds of each. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, cutWords, overflowing, smallTargets } from "./looks-rules.ts";
import {
  browser,
  calm,
  centre,
  pageOf,
  signIn,
  speak,
  type Language,
  type Look,
  type Person,
} from "./looks-stage.ts";

const PHONE = { width: 360, height: 740 };
const TABLET = { width: 768, height: 1024 };
const DESK = { width: 1280, height: 800 };

interface Light {
  size: typeof PHONE;
  dark: boolean;
  /** Whether axe looks too. */
  axe: boolean;
}

const EVERY: Light[] = [
  { size: DESK, dark: false, axe: false },
  { size: TABLET, dark: false, axe: false },
  { size: PHONE, dark: false, axe: true },
  { size: PHONE, dark: true, axe: true },
];

/** Uzbek, whose words are the longest, is seen in every width, light, and dark on a phone; Russian on a phone. */
const LIGHTS: Partial<Record<Language, Light[]>> = process.env["EVERY_LANGUAGE"]
  ? { en: EVERY, uz: EVERY, ru: EVERY }
  : { uz: EVERY, ru: [{ size: PHONE, dark: false, axe: false }] };

for (const who of centre.people) {
  test(`the pages of ${who.name} fit, can be hit and can be read`, async () => {
    const found = await browser();
    const wrong: string[] = [];
    try {
      const page = await pageOf(found, PHONE);
      const rest = calm(page);
      if (who.login) await signIn(page, who);
      for (const look of who.pages) {
        await page.goto(`${centre.url}/app/${look.path}`);
        await page.locator("main h1").waitFor();
        await rest();
        if (look.press) await page.locator(look.press).first().click();
        for (const [language, lights] of Object.entries(LIGHTS) as [Language, Light[]][]) {
          await speak(page, language);
          await rest();
          for (const light of lights) wrong.push(...(await seen(page, who, look, language, light)));
          await page.emulateMedia({ colorScheme: "light" });
        }
      }
    } finally {
      await found.close();
    }
    assert.deepEqual(wrong, []);
  });
}

/** Take its picture; what is wrong with it. */
async function seen(page: Page, who: Person, look: Look, language: Language, light: Light): Promise<string[]> {
  await page.setViewportSize(light.size);
  await page.emulateMedia({ colorScheme: light.dark ? "dark" : "light" });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const name = [who.name, look.name, light.size.width, language, ...(light.dark ? ["dark"] : [])].join("-");
  await page.screenshot({ path: `${centre.screens}/${name}.png`, fullPage: true });
  const found = [
    ...(await overflowing(page)),
    ...(await cutWords(page)),
    ...(await smallTargets(page)),
    ...(light.axe ? await barriers(page) : []),
  ];
  return found.map((what) => `${name}: ${what}`);
}
