/** Today in the office: each thing that waits leads to the page that decides it; what is decided waits no more. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { as, on, told } from "./family-stage.ts";
import { stage, type Stage } from "./stage.ts";

const { payment, proof } = stage as Stage & { payment: string; proof: string };

test("what waits leads to where it is decided, and goes when a colleague has decided it", async () => {
  await on(
    "",
    async ({ page, complaints }) => {
      const waits = page.getByRole("region", { name: "What waits" });
      await waits.getByRole("link", { name: "1 transfer to check" }).waitFor();
      await waits.getByText("1 sign-up to decide").waitFor();
      await waits.getByText("1 lesson is over and not marked").waitFor();
      await page.getByRole("region", { name: "Lessons now" }).getByText("A2 morning").waitFor();
      await page.getByRole("region", { name: "On trial today" }).getByText("Laylo Saidova").waitFor();
      await page.getByRole("region", { name: "Birthdays today" }).getByText("turns 11").waitFor();
      const unread = page.getByRole("navigation").first().getByText("1 new message");
      await unread.waitFor();
      assert.equal(await page.locator('a[href^="/admin"]').count(), 0);

      await waits.getByRole("link", { name: "1 excuse waits for you" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Accept", exact: true }).click();
      await page.getByText("No excuse waits.").waitFor();
      await page.getByRole("region", { name: "Coming absences, accepted" }).getByText("A wedding").waitFor();
      await page.getByRole("button", { name: "Note an absence" }).click();
      const form = page.getByRole("dialog", { name: "Note an absence" });
      await form.getByRole("combobox", { name: "Pupil" }).fill("Laylo");
      await page.getByRole("option", { name: /Laylo/ }).click();
      await form.getByLabel("Reason").fill("Ill");
      await form.getByRole("button", { name: "Save" }).click();
      await page.locator(".notices p").filter({ hasText: "noted. Absences of these days are excused." }).waitFor();
      await page.getByRole("button", { name: "Withdraw" }).click();
      await page.locator(".notices p").filter({ hasText: "withdrawn" }).waitFor();
      await page.goBack();
      await waits.getByRole("link", { name: "1 transfer to check" }).waitFor();
      assert.equal(await waits.getByText("excuse").count(), 0);

      const body = { proof, decision: "refuse", answer: "Nothing has arrived." };
      await as(told.staff, "POST", `/payments/${payment}/proof/decide/`, body);
      await waits.getByText("transfer to check").waitFor({ state: "detached" });
      await unread.waitFor({ state: "detached" });
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});
