/** A manager of a centre in which there is nothing yet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

test("each page says what belongs here and how it begins; what a manager may not is not there", async () => {
  await on("", async ({ page, complaints }) => {
    await page.getByText("No money has come in on this day.").waitFor();
    await page.getByText("There are no overdue debts.").waitFor();
    assert.equal(await page.getByText("Each payment").count(), 0);
    const open = async (name: string) => {
      await page.getByRole("navigation").getByRole("link", { name: "Menu" }).click();
      await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    };
    await open("Groups");
    await page.getByText("No group here.").waitFor();
    await open("Rooms");
    await page.getByText("There are no rooms yet.").waitFor();
    await open("My messages");
    await page.getByText("Nothing yet.").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    for (const [name, text] of [
      ["Photos of transfers", "No photo waits."],
      ["Import a table of pupils", "None yet."],
      ["What is stuck", "All messages went out."],
      ["Who cannot come", "No excuse waits."],
    ] as const) {
      await page.getByRole("link", { name }).click();
      await page.getByText(text).waitFor();
      await page.goBack();
    }
    await open("Figures");
    await page.locator("canvas").first().waitFor();
    assert.deepEqual(complaints, []);
  });
});
