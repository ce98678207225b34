/** What a teacher wrote to the family is answered; the file of a child is asked for, and everything to be erased. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

test("a letter of a teacher is opened from its message and answered to the office", async () => {
  await on("messages", async ({ page, complaints }) => {
    await page.getByRole("link", { name: "From the teachers 1 new message" }).click();
    await page.getByRole("listitem").filter({ hasText: "About" }).waitFor();
    await page.getByRole("region", { name: "How to reach the teacher" }).getByText("through the office").waitFor();
    await page.getByRole("button", { name: "Help", exact: true }).click();
    await page.getByRole("dialog").getByText("Write an answer below a letter. The office reads it.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await page.getByRole("link", { name: "← Messages" }).click();
    await page.getByRole("link", { name: "From the teachers", exact: true }).waitFor();
    await page.locator("main a.card").first().click();
    await page.getByRole("heading", { level: 1, name: "From the teachers" }).waitFor();
    const letter = page.getByRole("listitem").filter({ hasText: "About" });
    await letter.getByRole("heading", { name: "Please read aloud each evening." }).waitFor();
    await letter.getByRole("paragraph").filter({ hasText: "Please read aloud each evening." }).waitFor();
    await letter.getByLabel("Your answer to the office").fill("Thank you, we read every evening.");
    await letter.getByRole("button", { name: "Send the answer" }).dblclick();
    await letter.getByText("What you answered").waitFor();
    assert.equal(await letter.locator("blockquote").count(), 1);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    assert.deepEqual(complaints, []);
  });
});

test("the file of the child is made and saved, and the centre is asked to erase everything", async () => {
  await on("", async ({ page, complaints }) => {
    await page.getByRole("article").getByRole("heading").getByRole("link").click();
    await page.getByRole("link", { name: "The data of the child" }).click();
    await page.getByRole("button", { name: "Ask for the file" }).click();
    await page.getByRole("link", { name: "Save the file" }).waitFor();
    await page.getByRole("button", { name: "Ask to erase everything" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Ask to erase everything" }).click();
    await page.getByText(/asked for it today .*The director has not decided yet/).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Take the request back" }).dblclick();
    await page.getByText(/^Taken back · today/).waitFor();
    await page.getByRole("button", { name: "Ask to erase everything" }).click();
    await dialog.getByRole("button", { name: "Ask to erase everything" }).click();
    await page.getByText("The director has not decided yet").waitFor();
    assert.deepEqual(complaints, []);
  });
});
