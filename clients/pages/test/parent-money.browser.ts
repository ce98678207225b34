/** The money of a parent of two children: what is owed for each, a transfer with its photo, months with receipts, limits. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";

const PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const photo = { name: "transfer.png", mimeType: "image/png", buffer: Buffer.from(PHOTO, "base64") };

/** Nothing on the page is wider than the phone, and nothing is cut or has to be moved sideways. */
async function isWhole(page: Page): Promise<void> {
  const wide = await page
    .locator("main")
    .evaluate((main) =>
      [main, ...main.querySelectorAll("*")]
        .filter(
          (one) =>
            one.checkVisibility() &&
            !one.classList.contains("unseen") &&
            (one.getBoundingClientRect().right > innerWidth ||
              (one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX !== "visible")),
        )
        .map((one) => one.outerHTML.slice(0, 200)),
    );
  assert.deepEqual(wide, []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
}

test("what is owed stands by child, a transfer is shown by its photo, and receipts name month and group", async () => {
  await on("payments", async ({ page, complaints }) => {
    const owed = page.getByRole("region", { name: "What is to be paid for each child" });
    await owed
      .getByRole("listitem")
      .filter({ hasText: "Together" })
      .getByText(/900.000.soʻm/)
      .waitFor();
    assert.equal(await owed.getByRole("listitem").count(), 3);
    await owed.getByRole("link", { name: /Jasur/ }).click();
    await page.getByRole("button", { name: "Jasur", pressed: true }).waitFor();
    const due = page.getByRole("listitem").filter({ hasText: "Tuition" });
    await due.getByText("A2 morning · November 2026").waitFor();
    await due.getByRole("button", { name: "Send a photo of the transfer" }).click();
    await due.getByLabel("Choose a photo or a PDF").setInputFiles(photo);
    await due.getByRole("button", { name: "Send to the office" }).click();
    await due.getByText("The office checks your photo").waitFor();
    await due.getByRole("button", { name: "See what was sent" }).click();
    await page.getByRole("dialog").getByRole("img", { name: "Photo of the transfer" }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await due.getByRole("button", { name: "Withdraw the photo" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw the photo" }).dblclick();
    await due.getByRole("button", { name: "Send a photo of the transfer" }).click();
    await due.getByLabel("Choose a photo or a PDF").setInputFiles(photo);
    await due.getByRole("button", { name: "Send to the office" }).click();
    await due.getByText("The office checks your photo").waitFor();
    await page.getByText("Statement and receipts").click();
    const row = page.getByRole("row").filter({ has: page.getByRole("button", { name: "Save the receipt" }) });
    await row.getByText(/Lessons · A2 morning · October 2026/).waitFor();
    await isWhole(page);
    const [file] = await Promise.all([page.waitForEvent("download"), row.getByRole("button").click()]);
    assert.match(file.suggestedFilename(), /\.pdf$/);
    await page.getByLabel("Month").selectOption({ index: 1 });
    await page.getByText("Nothing in this month.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("an amount beyond the limits is refused beside the field", async () => {
  await on("payments", async ({ page, complaints }) => {
    await page.getByText("Pay in advance").click();
    const field = page.getByLabel(/How much/);
    const pay = page.getByRole("button", { name: /Pay with Payme: / });
    await page.getByText(/^From 1.000.soʻm to 10.000.000.soʻm at once/).waitFor();
    for (const [typed, refusal] of [
      ["500", /^At least 1.000.soʻm/],
      ["10 000 001", /^At most 10.000.000.soʻm/],
    ] as const) {
      await field.fill(typed);
      await field.press("Enter");
      await page.getByText(refusal).waitFor();
      assert.match((await field.getAttribute("aria-describedby")) ?? "", /error/);
      assert.equal(await pay.count(), 0);
    }
    await isWhole(page);
    await field.fill("10 000 000");
    await pay.waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "false");
    assert.deepEqual(complaints, []);
  });
});

test("the wishes about messages are whole on a phone, unfolded too, in each language", async () => {
  await on("wishes", async ({ page }) => {
    for (const language of ["Oʻzbekcha", "Русский", "English"]) {
      await page.getByRole("button", { name: language, exact: true }).click();
      await page.locator(".wish-group summary").first().waitFor();
      await page
        .locator(".wish-group details")
        .evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
      await isWhole(page);
    }
  });
});
