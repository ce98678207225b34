/** What the settings of the player say about a copy, in Uzbek and Russian, on a phone and on a desk: nothing is cut off. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, overflowing, smallTargets } from "./looks-rules.ts";
import { PHONE, phone, stage as told, type Stage } from "./stage.ts";

const stage = told as Stage & {
  lesson: string;
  language: "uz" | "ru";
  learners: Record<"none" | "waiting" | "running" | "ready" | "refused", string>;
  says: Record<string, string>;
};
const PICTURES = process.env["VIDEO_PICTURES"];
const LANGUAGES = { uz: "Oʻzbekcha", ru: "Русский" };
const DESK = { width: 1280, height: 800 };

/** What of the copy is not seen whole. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const box = document.querySelector(".video-copy")?.getBoundingClientRect() ?? new DOMRect();
    return [...document.querySelectorAll<HTMLElement>(".video-copy, .video-copy *, dialog button")]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const isIn = element.closest("dialog") !== null || (left >= box.left - 0.5 && right <= box.right + 0.5);
        return (
          (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline") || !isIn
        );
      })
      .map((element) => element.innerText);
  });

async function look(page: Page, name: string): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.locator(".video-copy").evaluate((box) => box.scrollIntoView({ block: "center" }));
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${stage.language}-${name}-${size.width}.png` });
    assert.deepEqual(
      [...(await cut(page)), ...(await overflowing(page)), ...(await smallTargets(page))],
      [],
      `${name} at ${size.width}`,
    );
  }
  assert.deepEqual(await barriers(page), []);
}

for (const [state, login] of Object.entries(stage.learners ?? {}))
  test(`the copy that is ${state} is seen whole`, async () => {
    const { page, complaints, close } = await phone(null);
    try {
      await page.goto(`${stage.url}/app/learn/${stage.lesson}`);
      await page.getByRole("button", { name: LANGUAGES[stage.language], exact: true }).click();
      await page.locator(`html[lang=${stage.language}]`).waitFor();
      await page.locator("input[name=login]").fill(login);
      await page.locator("input[name=password]").fill(stage.password);
      await page.keyboard.press("Enter");
      await page.locator(".video-start").click();
      await page.locator(".video-buttons [aria-expanded]").click();
      const copy = page.locator(".video-copy");
      await copy.getByText(stage.says[state] ?? "").waitFor();
      await look(page, state);
      if (state === "ready") {
        await copy.locator("button.plain").click();
        await page.locator("dialog").getByRole("button").first().waitFor();
        await look(page, "deletion");
        await page.keyboard.press("Escape");
      }
      if (state === "none") {
        await copy.getByRole("button").click();
        await copy.getByText(stage.says["most"] ?? "").waitFor();
        await look(page, "most");
      }
      assert.deepEqual(complaints, []);
      await page.goto(`${stage.url}/app/courses`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    } catch (error) {
      console.log(page.url(), await page.locator("body").innerText());
      throw error;
    } finally {
      await close();
    }
  });
