/** A parent whose child the office has not added yet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

test("each page says what is missing and who can help; nothing is written by looking and saving", async () => {
  await on("", async ({ page, complaints }) => {
    for (const name of ["Today", "Absence", "Payments"]) {
      await page.getByRole("navigation").getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await page.getByText("No child is linked to your account yet.").waitFor();
    }
    await page.getByRole("navigation").getByRole("link", { name: "Messages" }).click();
    await page.getByText("Nothing yet.").waitFor();
    await page.getByRole("link", { name: "Which messages you get" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    assert.deepEqual(complaints, []);
  });
});
