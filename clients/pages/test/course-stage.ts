/** What the tests of the course editor share: who writes, and the acts of one at a desk. */

import type { Locator, Page } from "playwright-core";
import { stage as told, type TeacherStage } from "./teacher-stage.ts";

export interface CourseStage extends TeacherStage {
  course: string;
  /** The address of the course in the list. */
  title: string;
  /** Somebody else who teaches the course. */
  other: string;
  learner: string;
  learnerName: string;
  /** A picture and a document, in base64. */
  picture: string;
  document: string;
}

export const stage = told as CourseStage;

/** The section of the block at this place. */
export function block(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

/** Add a block behind the last one. */
export async function addBlock(page: Page, kind: string, menu = /^Add a block/): Promise<void> {
  await page.locator(".insert-menu").last().getByRole("button").first().click();
  await page.getByRole("group", { name: menu }).getByRole("button", { name: kind, exact: true }).click();
}

/** Wait until the server has what was written. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.save-sign[data-state="saved"]').waitFor();
}
