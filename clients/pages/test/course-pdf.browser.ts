/** A PDF of thousands of pages in a lesson on a phone: one page is drawn at a time, and any page is reached at once. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, overflowing } from "./looks-rules.ts";
import { phone, signIn, stage as told, until, type Stage } from "./stage.ts";

const stage = told as Stage & { lesson: string; pages: number };
const MEBIBYTE = 1024 * 1024;
const MOST_HEAP = 96 * MEBIBYTE;
/** How long (ms) a page may take until it is drawn, on a machine that does other work too. */
const PATIENCE_MS = 10_000;

/** Wait until the page of this number is drawn; how long (ms) it took. */
async function drawn(page: Page, number: number): Promise<number> {
  const begun = performance.now();
  const sheet = page.getByRole("img", { name: `Long, page ${number} of ${stage.pages}` });
  await sheet.waitFor();
  await until(async () =>
    sheet.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, place) => place % 4 === 0 && value < 100 && data[place + 3]! > 200);
    }),
  );
  return Math.round(performance.now() - begun);
}

test("a PDF of three thousand pages is read on a phone", async () => {
  const { page, context, complaints, close } = await phone(null, undefined, true);
  try {
    await page.goto(`${stage.url}/app/`);
    await signIn(page);
    await page.getByRole("navigation").first().waitFor();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable");
    await page.goto(`${stage.url}/app/learn/${stage.lesson}`);
    const first = await drawn(page, 1);
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    const number = page.getByLabel("Go to page");
    await number.fill("2990");
    await number.press("Enter");
    const far = await drawn(page, 2990);
    await page.getByRole("button", { name: "Next" }).click();
    await drawn(page, 2991);
    await number.fill("99999");
    await number.press("Enter");
    await drawn(page, stage.pages);
    await number.fill("1500");
    await number.press("Enter");
    await drawn(page, 1500);
    assert.equal(await page.locator("canvas").count(), 1);
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Infinity;
    console.log(`First page in ${first} ms, page 2,990 in ${far} ms, ${Math.round(heap / MEBIBYTE)} MiB of heap.`);
    assert.ok(first < PATIENCE_MS && far < PATIENCE_MS);
    assert.ok(heap < MOST_HEAP, `${heap} bytes`);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
