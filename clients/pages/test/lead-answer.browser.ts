/** Somebody without an account asked the Telegram bot; the office answers from the page of the lead. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { overflowing } from "./looks-rules.ts";
import { phone, PHONE, signIn, stage } from "./stage.ts";

const own = stage as typeof stage & { login: string; lead: string };

test("a question of the bot is answered on a phone", async () => {
  const { page, complaints, close } = await phone(null, PHONE);
  try {
    await page.goto(`${stage.url}/app/`);
    await page.getByRole("button", { name: "English", exact: true }).click();
    await signIn(page, own.login);
    await page.getByRole("navigation").first().waitFor();
    await page.goto(`${stage.url}/app/leads/${own.lead}`);
    const open = page.getByRole("button", { name: "Answer in Telegram" });
    await open.click();
    await page.getByLabel("Your answer").fill("Yes, on Mondays at nine.");
    assert.deepEqual(await overflowing(page), []);
    await open.last().click();
    await page.locator(".notices p").filter({ hasText: "It goes into the chat with the bot." }).waitFor();
    await page.getByText("Sent in Telegram").waitFor();
    await page.locator(".timeline").getByText("Yes, on Mondays at nine.").waitFor();
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});
