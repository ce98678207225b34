/** What the tests of the pages about money share. */

import type { Locator, Page } from "playwright-core";
import { stage } from "./stage.ts";

export interface MoneyStage {
  photo: string;
  /** The export of Payme's cabinet. */
  list: string;
}

export const money = stage as typeof stage & MoneyStage;

export const card = (page: Page) => page.locator("dialog.drawer");
export const asked = (page: Page) => page.locator("dialog:not(.drawer)").first();

/** Type a part of the name and take what is found. */
export async function pick(within: Locator, label: string, typed: string): Promise<void> {
  await within.getByRole("combobox", { name: label, exact: true }).fill(typed);
  await within.getByRole("option", { name: new RegExp(typed) }).click();
}

/** Open the form of this name in the card, fill it in, and say yes to what is read back. */
export async function act(page: Page, name: string, fields: Record<string, string>, sum?: string): Promise<void> {
  await card(page).getByRole("button", { name, exact: true }).click();
  for (const [label, value] of Object.entries(fields))
    await asked(page).getByLabel(label, { exact: false }).first().fill(value);
  await asked(page).getByRole("button", { name: "Go on" }).click();
  if (sum) await asked(page).getByText(sum).waitFor();
  await asked(page).getByRole("button", { name, exact: true }).click();
  await asked(page).waitFor({ state: "detached" });
}

/** Press the button, and again in the question that it asks. */
export async function sayYes(within: Page | Locator, page: Page, name: string | RegExp): Promise<void> {
  await within.getByRole("button", { name }).click();
  await asked(page).getByRole("button", { name }).click();
  await asked(page).waitFor({ state: "detached" });
}

/** Show who one is, as risky acts ask. */
export async function showWhoOneIs(page: Page): Promise<void> {
  await page.getByLabel("Your password").fill(stage.password);
  await page.keyboard.press("Enter");
}
