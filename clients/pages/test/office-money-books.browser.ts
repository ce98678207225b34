/** The office and its books: credit paid back, a month closed and opened again, Payme's list compared, reports. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";
import { act, asked, card, money, pick, sayYes, showWhoOneIs } from "./money-stage.ts";

test("what is left over is paid back, not more than there is", async () => {
  await on("refunds", async ({ page, complaints }) => {
    await pick(page.locator("main"), "Pupil", "Laylo");
    await page.getByText(/70.000.soʻm/).waitFor();
    await page.getByRole("button", { name: "Pay back" }).click();
    await asked(page).getByLabel("Amount").fill("80000");
    await asked(page).getByLabel("Why").fill("She moves away");
    await asked(page).getByRole("button", { name: "Go on" }).click();
    await asked(page)
      .getByText(/At most 70.000.soʻm/)
      .waitFor();
    await asked(page).getByLabel("Amount").fill("70000");
    await asked(page).getByRole("button", { name: "Go on" }).click();
    await asked(page).getByRole("button", { name: "Pay back" }).click();
    await showWhoOneIs(page);
    await page.getByText("Laylo Saidova has no money left over.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a month is closed after what is still open was shown, and opened again with a reason", async () => {
  await on(
    "months",
    async ({ page, complaints }) => {
      await page.getByRole("row").nth(2).getByRole("button").press("Enter");
      await card(page).getByRole("button", { name: "Show what is still open" }).press("Enter");
      await showWhoOneIs(page);
      await sayYes(card(page), page, "Close the month");
      await page.getByRole("row").filter({ hasText: "closed" }).getByRole("button").press("Enter");
      await act(page, "Reopen the month", { Why: "An expense was forgotten" });
      await page.getByText("The month is open again.").waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("Payme's list is compared, and reports are drawn and saved", async () => {
  await on(
    "reconciliation",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Compare a list" }).click();
      await card(page).getByLabel("File").setInputFiles(money.list);
      await card(page).getByRole("button", { name: "Compare" }).click();
      await card(page).getByText("not with us").waitFor();
      await page.keyboard.press("Escape");
      await page.getByText("1 differs").waitFor();
      await page.getByRole("navigation").getByRole("link", { name: "Revenue and profit" }).click();
      await page.locator("canvas").first().waitFor();
      await page.getByText("All agree.").waitFor();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Excel file" }).first().click(),
      ]);
      assert.equal(file.suggestedFilename(), "Revenue.xlsx");
      await page.getByRole("button", { name: "Group", exact: true }).click();
      await page.getByRole("region", { name: "Revenue" }).getByText("A2 morning").waitFor();
      assert.equal(await page.getByText("UZS").count(), 0);
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});
