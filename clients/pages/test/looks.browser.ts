/** Every main page as it is seen, in each width, dark and light: what holds of each, and pictures where they are wanted. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import type { CDPSession, Page } from "playwright-core";
import { DEEDS } from "./looks-deeds.ts";
import { barriers, COLOURS, cutControls, cutWords, overflowing, smallTargets } from "./looks-rules.ts";
import { calm, centre, pageOf, signIn, speak, type Language, type Look, type Person } from "./looks-stage.ts";
import { PHONE } from "./stage.ts";

const TABLET = { width: 768, height: 1024 };
const DESK = { width: 1280, height: 800 };

interface Light {
  size: typeof PHONE;
  dark: boolean;
  /** Whether axe looks too. */
  axe: boolean;
}

const EVERY: Light[] = [
  { size: DESK, dark: false, axe: true },
  { size: TABLET, dark: false, axe: false },
  { size: PHONE, dark: false, axe: true },
  { size: PHONE, dark: true, axe: true },
];

const EVERY_IN_THE_DARK: Light[] = [
  ...EVERY,
  { size: TABLET, dark: true, axe: true },
  { size: DESK, dark: true, axe: true },
];

/** Uzbek, whose words are the longest, is seen in every width, light, and dark on a phone; Russian on a phone. */
const ALL: Partial<Record<Language, Light[]>> = process.env["EVERY_LANGUAGE"]
  ? { en: EVERY_IN_THE_DARK, uz: EVERY_IN_THE_DARK, ru: EVERY_IN_THE_DARK }
  : { uz: EVERY, ru: [{ size: PHONE, dark: false, axe: false }] };
const QUICK: Record<"longest" | "phone" | "both", typeof ALL> = {
  longest: { uz: EVERY.filter(({ dark }) => !dark) },
  phone: { uz: EVERY.filter(({ size, dark }) => size === PHONE && !dark) },
  both: { uz: EVERY.filter(({ axe, dark }) => axe && !dark), ru: EVERY.filter(({ axe, dark }) => axe && !dark) },
};
const LIGHTS = centre.languages === "all" ? ALL : QUICK[centre.languages];

const languages = Object.keys(LIGHTS) as Language[];

for (const who of centre.people) {
  test(`the pages of ${who.name} fit, can be hit and can be read`, async () => {
    const wrong: string[] = [];
    const page = await pageOf(PHONE);
    const session = await page.context().newCDPSession(page);
    const rest = calm(page);
    if (who.login) await signIn(page, who);
    for (const look of who.pages) {
      let back = await opened(page, who, look, rest);
      for (const [place, language] of languages.entries()) {
        if (look.modal && place) back = await opened(page, who, look, rest, language);
        else if (!look.modal) await speak(page, language);
        await rest();
        for (const light of LIGHTS[language] ?? []) {
          const name = [who.name, look.name, light.size.width, language, ...(light.dark ? ["dark"] : [])].join("-");
          await turn(page, light);
          if (centre.screens) await picture(session, `${centre.screens}/${name}.png`);
          wrong.push(...(await faults(page, light)).map((what) => `${name}: ${what}`));
        }
        await page.emulateMedia({ colorScheme: "light" });
        if (look.modal) await back();
      }
      if (!look.modal) await back();
    }
    await page.context().close();
    assert.deepEqual(wrong, []);
  });
}

/** Open it, in this language, with what is pressed and done there; the answer leads back. */
async function opened(
  page: Page,
  who: Person,
  look: Look,
  rest: () => Promise<void>,
  language = languages[0],
): Promise<() => Promise<void>> {
  await page.goto(`${centre.url}/app/${look.path}`);
  await page.locator("main h1").waitFor();
  await rest();
  if (language) await speak(page, language);
  await rest();
  for (const button of look.press) await page.locator(button).first().click();
  const deed = DEEDS[look.deed];
  return deed ? deed(page, who) : async () => undefined;
}

/** Looked at like this, once every colour has changed. */
async function turn(page: Page, light: Light): Promise<void> {
  await page.setViewportSize(light.size);
  await page.emulateMedia({ colorScheme: light.dark ? "dark" : "light" });
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const changes = document.getAnimations().filter((element) => element instanceof CSSTransition);
    await Promise.allSettled(changes.map((change) => change.finished));
  });
}

/** The whole page as a picture; there are hundreds, so they are packed quickly. */
async function picture(session: CDPSession, path: string): Promise<void> {
  const { cssContentSize } = await session.send("Page.getLayoutMetrics");
  const clip = { ...cssContentSize, scale: 1 };
  const how = { format: "png", captureBeyondViewport: true, optimizeForSpeed: true, clip } as const;
  const { data } = await session.send("Page.captureScreenshot", how);
  await writeFile(path, data, "base64");
}

/** What is wrong with it. */
async function faults(page: Page, light: Light): Promise<string[]> {
  return [
    ...(await overflowing(page)),
    ...(await cutWords(page)),
    ...(await smallTargets(page)),
    ...(centre.languages === "both" ? await cutControls(page) : []),
    ...(light.axe ? await barriers(page, light.dark ? COLOURS : undefined) : []),
  ];
}
