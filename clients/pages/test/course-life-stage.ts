/** What the tests of the life of a course share: the course, its files, and what holds of every page on the way. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { barriers, overflowing, smallTargets } from "./looks-rules.ts";
import { stage as told, type Stage } from "./stage.ts";

export interface LifeStage extends Stage {
  /** The address of the server where no browser resolves names. */
  server: string;
  teacher: string;
  manager: string;
  admin: string;
  /** Files: a picture, a document, a SCORM package. */
  picture: string;
  document: string;
  package: string;
  /** What the learner reads aloud; the microphone hears it for so many seconds. */
  text: string;
  seconds: number;
  learner: string;
  /** The key that Payme signs its calls with. */
  paymeKey: string;
}

export const life = told as LifeStage;
export const TITLE = { uz: "Soʻzlashuv ingliz tili", ru: "Разговорный английский" };
export const LESSONS = ["Salom!", "Narxlar", "Xayrlashuv"] as const;

const PICTURES = process.env["COURSE_PICTURES"];

export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/life-${name}.png`, fullPage: true });
}

/** Nothing hangs out at the side, targets can be hit, axe finds nothing. */
export async function isTidy(page: Page): Promise<void> {
  assert.deepEqual([...(await overflowing(page)), ...(await smallTargets(page)), ...(await barriers(page))], []);
}
