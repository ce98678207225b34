/** The looks of pages that a test comes by: at a desk, on a phone and in the dark, with pictures where they are wanted. */

import assert from "node:assert/strict";
import { basename } from "node:path";
import type { Page } from "playwright-core";
import { barriers, COLOURS, cutWords, overflowing, smallTargets } from "./looks-rules.ts";
import { DESK, PHONE, until } from "./stage.ts";

/** The folder of the pictures. */
const PICTURES = process.env["TALIM_PICTURES"];
const TEST = basename(process.argv[1] ?? "", ".browser.js");

/** What is wrong with pages of this file, gathered on the way, so that one run names it all. */
export const findings: string[] = [];

export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${TEST}-${name}.png`, fullPage });
}

/** What hangs out at the side, targets that are too small to hit, what axe finds. */
async function find(page: Page): Promise<string[]> {
  return [...(await overflowing(page)), ...(await smallTargets(page)), ...(await barriers(page))];
}

export async function isTidy(page: Page): Promise<void> {
  assert.deepEqual(await find(page), []);
}

/** Gather what is wrong with this page, and take a picture where it has a name. */
export async function lookAt(page: Page, name = ""): Promise<void> {
  const { pathname } = new URL(page.url());
  findings.push(...(await find(page)).map((one) => `${name} ${pathname}: ${one}`));
  if (name) await picture(page, name);
}

/** Wait until what was asked for is there, and charts have drawn themselves in their new size. */
async function settle(page: Page): Promise<void> {
  await until(async () => (await page.locator('[aria-busy="true"], p.waiting').count()) === 0);
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  });
}

/** Gather what is wrong with this page at a desk, on a phone and in the dark; then it is as it was. */
export async function lookAround(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESK;
  for (const [kind, size] of [
    ["desk", DESK],
    ["phone", PHONE],
  ] as const) {
    await page.setViewportSize(size);
    await settle(page);
    await lookAt(page, `${name}-${kind}`);
    findings.push(...(await cutWords(page)).map((one) => `${name}-${kind}: ${one}`));
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await settle(page);
  findings.push(...(await barriers(page, COLOURS)).map((one) => `${name}, dark: ${one}`));
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}
