/** A pupil of eight who presses everything twice, and a phone that locks in mid-recording. */

import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { door, recordedFor } from "./stage.ts";
import { arrivedOnce, devTools, enter, evening, give, keptOnly, open, record, sendIt } from "./pupil-stage.ts";

/** So long (ms) the phone is locked. */
const LOCKED_MS = 3_000;

evening(
  "a child of eight sees a large path, presses everything twice, and hands in one recording",
  async ({ page }) => {
    const title = await give();
    await door("be_eight");
    await enter(page);
    const path = page.locator(".path.young");
    const next = path.getByRole("link", { name: title });
    await next.waitFor();
    const size = await next.locator("strong").evaluate((name) => Number.parseFloat(getComputedStyle(name).fontSize));
    assert.ok(size >= 24, `${size} px`);
    assert.equal(await path.getByText(/coins?$/).count(), 0, "fewer words");

    await next.dblclick();
    await page.getByRole("button", { name: "Record", exact: true }).dblclick();
    await recordedFor(page, 2);
    await page.getByRole("button", { name: "Done" }).dblclick();
    await page.getByText("Listen to it once, then send it.").waitFor();
    await page.getByRole("button", { name: "Send to your teacher" }).dblclick();
    await arrivedOnce(page, title);

    const bar = page.getByRole("navigation");
    await bar.getByRole("link", { name: "More" }).dblclick();
    await page.getByRole("link", { name: "My progress" }).dblclick();
    await page.getByRole("region", { name: "How your homework goes" }).getByText(title).waitFor();
    await bar.getByRole("link", { name: "Today" }).dblclick();
    await page.locator(".path.young, .cards").getByRole("link", { name: title }).first().waitFor();
    assert.equal((await door<object[]>("attempts", { title })).length, 1);
  },
);

evening("a phone that locks in mid-recording loses nothing, also when its tab is frozen", async ({ page }) => {
  const title = await give();
  await open(page, title);
  await record(page);
  const session = await devTools(page);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await setTimeout(LOCKED_MS);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await page.evaluate(() => {
    Reflect.deleteProperty(document, "visibilityState");
    document.dispatchEvent(new Event("visibilitychange"));
  });
  assert.ok(await keptOnly(page, title), "what was said so far is on the device");
  const done = page.getByRole("button", { name: "Done" });
  const kept = page.getByText("Listen to it once, then send it.");
  await done.or(kept).first().waitFor();
  if (await done.isVisible()) await done.click();
  await kept.waitFor();
  await sendIt(page);
  await arrivedOnce(page, title);
});
