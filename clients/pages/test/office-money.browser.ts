/** The office and its payments: from a new one to the receipt, mistakes mended, orders, and what may not be. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";
import { act, asked, card, money, pick, showWhoOneIs } from "./money-stage.ts";

test("a payment is added by keyboard, taken at the desk, and paid back after asking who one is", async () => {
  await on(
    "payments",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New payment" }).press("Enter");
      await pick(card(page), "Pupil", "Jasur");
      await card(page).getByLabel("What for").fill("Book A2");
      await card(page).getByRole("button", { name: "Go on" }).press("Enter");
      await card(page).getByText("Fill this in.").waitFor();
      await card(page).getByLabel("Amount").fill("120000");
      await page.keyboard.press("Enter");
      await card(page)
        .getByText(/120.000.soʻm/)
        .waitFor();
      await card(page).getByRole("button", { name: "New payment" }).press("Enter");
      await card(page)
        .getByText(/^created/)
        .waitFor();
      await act(page, "Take the money", {}, "120 000");
      await card(page).getByText("paid", { exact: true }).first().waitFor();
      const [receipt] = await Promise.all([
        page.waitForEvent("download"),
        card(page)
          .getByRole("button", { name: /^Receipt/ })
          .click(),
      ]);
      assert.match(receipt.suggestedFilename(), /\.pdf$/);
      await card(page).getByRole("button", { name: "Pay back" }).click();
      await asked(page).getByLabel("Amount").fill("20000");
      await asked(page).getByLabel("Why").fill("The book was torn.");
      await asked(page).getByRole("button", { name: "Go on" }).click();
      await asked(page).getByRole("button", { name: "Pay back" }).click();
      await showWhoOneIs(page);
      await asked(page).waitFor({ state: "detached" });
      await card(page)
        .getByText(/20.000.soʻm/)
        .first()
        .waitFor();
      assert.equal(await page.getByText("UZS").count(), 0);
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("mistakes are mended on a phone: prepared, sent, changed, forgiven in part, cancelled, due again", async () => {
  await on("payments", async ({ page, complaints }) => {
    await page.getByRole("button", { name: "New payment" }).click();
    await pick(card(page), "Pupil", "Laylo");
    await card(page).getByLabel("What for").fill("Exam");
    await card(page).getByLabel("Amount").fill("100 000");
    await card(page).getByLabel("Only prepare it").check();
    await card(page).getByRole("button", { name: "Go on" }).click();
    await card(page).getByRole("button", { name: "New payment" }).click();
    await card(page).getByRole("button", { name: "Send to the family" }).click();
    await card(page).getByText("to pay").first().waitFor();
    await act(page, "Change", { Amount: "90 000", "Why the amount": "A mistake" }, "90 000");
    await card(page)
      .getByText(/100.000.soʻm → 90.000.soʻm/)
      .waitFor();
    await act(page, "Forgive", { Amount: "10 000", Why: "A large family" }, "10 000");
    await card(page)
      .getByText(/^forgiven/)
      .waitFor();
    await card(page).getByRole("button", { name: "Link to pay online" }).click();
    await card(page)
      .getByRole("link", { name: /paycom/ })
      .waitFor();
    await card(page).getByRole("button", { name: "Add a photo of the transfer" }).click();
    await asked(page).getByLabel("Photo or PDF").setInputFiles(money.photo);
    await asked(page).getByRole("button", { name: "Add a photo of the transfer" }).click();
    await card(page).getByRole("link", { name: "waits" }).waitFor();
    await act(page, "Cancel the payment", { Why: "Twice" });
    await card(page).getByText("cancelled", { exact: true }).first().waitFor();
    await act(page, "Make it due again", { Why: "It was right" });
    await card(page)
      .getByText(/^due again/)
      .waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("older addresses and kept views of the payments mean what they meant", async () => {
  await on(
    "payments",
    async ({ page, complaints }) => {
      await page.goto(new URL("payments?list=payments&state=open", page.url()).href);
      const row = (title: string) => page.getByRole("row").filter({ hasText: title });
      const view = page.getByRole("button", { name: "By sum", exact: true });
      await row("Exam").waitFor();
      await page.getByRole("button", { name: "To pay", exact: true }).click();
      await page.getByRole("columnheader", { name: "Amount" }).getByRole("button").click();
      await page.getByRole("button", { name: "Keep this view" }).click();
      await page.getByLabel("Name of the view").fill("By sum");
      await page.getByLabel("Name of the view").press("Enter");
      await page.locator("button[aria-pressed=true]", { hasText: "By sum" }).waitFor();
      await row("Exam").waitFor();
      assert.equal(await row("Book A2").count(), 0);
      const named = await page.evaluate(() => {
        const key = Object.keys(localStorage).find((name) => name.endsWith(".payments")) ?? "";
        const saved = JSON.parse(localStorage.getItem(key) ?? "") as { views: { filters: Record<string, string> }[] };
        const { filters } = saved.views[0] ?? { filters: {} };
        localStorage.setItem(key, JSON.stringify({ views: [{ ...saved.views[0], filters: {} }] }));
        return filters;
      });
      assert.deepEqual(named, { state: "open" });
      await page.reload();
      await view.click();
      await row("Book A2").waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("a course is ordered for a pupil, with a link to pay it", async () => {
  await on(
    "course-orders",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New order" }).click();
      await pick(card(page), "Who learns", "Laylo");
      await pick(card(page), "Who pays", "Nargiza");
      await pick(card(page), "Courses", "grammar");
      await card(page).getByRole("button", { name: "Place the order" }).click();
      await card(page).getByText("opens after paying").waitFor();
      await card(page).getByRole("button", { name: "Link to pay online" }).click();
      await card(page)
        .getByRole("link", { name: /paycom/ })
        .waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});
