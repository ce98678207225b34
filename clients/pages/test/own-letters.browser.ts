/** A pupil without guardians reads and answers what a teacher wrote. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

test("a letter to a pupil is opened from its message and answered once by a double press", async () => {
  await on("messages", async ({ page, complaints }) => {
    await page.locator("main a.card").filter({ hasText: "Please read aloud" }).click();
    await page.getByRole("heading", { level: 1, name: "From the teachers" }).waitFor();
    const letter = page.getByRole("listitem").filter({ hasText: "Please read aloud each evening." });
    await letter.getByLabel("Your answer to the office").fill("I will.");
    await letter.getByRole("button", { name: "Send the answer" }).dblclick();
    await letter.getByText("What you answered").waitFor();
    assert.equal(await letter.locator("blockquote").count(), 1);
    assert.equal(await letter.getByText(/^About /).count(), 0, "it is about nobody else");
    await page.getByRole("button", { name: "Help", exact: true }).click();
    const help = page.getByRole("dialog", { name: "Help" });
    await help.getByText("Here is what the teachers and the office wrote to you.").waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "← Messages" }).click();
    await page.getByRole("link", { name: "From the teachers" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});
