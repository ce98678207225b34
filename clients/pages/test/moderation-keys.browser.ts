/** A teacher decides about reported texts without a mouse: arrows, a digit, words, Ctrl+Enter. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { barriers, overflowing } from "./looks-rules.ts";
import { stage as told, type Stage } from "./stage.ts";
import { DESK, sit } from "./teacher-stage.ts";

const stage = told as Stage & { teacher: string; texts: string[] };

test("the queue is decided with the keyboard alone", async () => {
  const { page, complaints, close } = await sit(stage.teacher, "moderation", DESK);
  const { keyboard } = page;
  const opened = async (text = "") => {
    await page.getByRole("form", { name: "Decide" }).waitFor();
    await page.locator("blockquote.reported", { hasText: text }).first().waitFor();
  };
  const cards = page.getByTestId("case");
  try {
    await cards.nth(2).waitFor();
    const shown = await page.locator("blockquote.reported").allInnerTexts();
    assert.deepEqual([...shown].sort(), [...stage.texts].sort());
    const keys = page.getByRole("complementary", { name: "Keys" });
    await keys.getByText("To the next or previous text").waitFor();
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);

    // Down to the last one and no further, then up again.
    for (let times = 0; times < 4; times++) await keyboard.press("ArrowDown");
    await cards.nth(2).getByRole("link").and(page.locator(":focus")).waitFor();
    for (let times = 0; times < 4; times++) await keyboard.press("ArrowUp");
    await cards.nth(0).getByRole("link").and(page.locator(":focus")).waitFor();
    await keyboard.press("Enter");

    // The first one is left for later: the next one follows.
    await opened(shown[0]);
    await keys.getByText("Mute the author").waitFor();
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    await keyboard.press("n");
    await opened(shown[1]);

    // A digit chooses and leads to the words; without words nothing is sent.
    await keyboard.press("2");
    const reason = page.locator("textarea[name=reason]");
    await reason.and(page.locator(":focus")).waitFor();
    assert.equal(await page.getByLabel("What happens").inputValue(), "hide");
    await keyboard.press("Control+Enter");
    await page.locator("p.wrong").first().waitFor();
    await keyboard.type("2 of 5 words are rude.");
    await keyboard.press("Control+Enter");
    await page.getByText("Decided. The author is told.").waitFor();
    await cards.nth(1).waitFor();

    // A mute asks for its days first.
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await opened(shown[0]);
    await keyboard.press("4");
    await page.locator("[name=days]:focus").waitFor();
    await keyboard.press("Control+A");
    await keyboard.type("5");
    for (let stops = 0; stops < 4 && !(await reason.evaluate((field) => field === document.activeElement)); stops++)
      await keyboard.press("Tab");
    await keyboard.type("Nobody is insulted here.");
    await keyboard.press("Control+Enter");
    await cards.nth(1).waitFor({ state: "detached" });
    await cards.nth(0).waitFor();

    // Who wants no keys has none.
    await keys.getByRole("button", { name: "Keys: on" }).press("Enter");
    await keys.getByRole("button", { name: "Keys: off" }).waitFor();
    await keyboard.press("ArrowDown");
    assert.equal(
      await cards
        .nth(0)
        .getByRole("link")
        .evaluate((link) => link === document.activeElement),
      false,
    );
    await cards.nth(0).getByRole("link").press("Enter");
    await opened(shown[2]);
    await keyboard.press("1");
    assert.equal(await page.getByLabel("What happens").inputValue(), "");
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});
