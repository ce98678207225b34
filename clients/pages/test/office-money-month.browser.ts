/** The office and a month: how a group pays, the payments of the month, discounts, own prices, and who owes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";
import { asked, card, pick, sayYes } from "./money-stage.ts";

test("a group's price is set with its effect shown, the month is billed, the price changed and ended", async () => {
  await on(
    "billing",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Set how a group pays" }).press("Enter");
      await pick(card(page), "Group", "A2 morning");
      await card(page).getByLabel("Price of a month").fill("450000");
      await page.keyboard.press("Enter");
      await card(page)
        .getByText(/450.000.soʻm/)
        .first()
        .waitFor();
      await card(page).getByRole("button", { name: "Save" }).press("Enter");
      await card(page).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Show what will be billed" }).press("Enter");
      await page.getByText("2 payments").first().waitFor();
      await sayYes(page, page, "Make 2 payments");
      await page.getByText("2 payments are there.").waitFor();
      await page.getByRole("button", { name: "A2 morning" }).click();
      await card(page).getByLabel("Pay by day").fill("10");
      await card(page).getByRole("button", { name: "Go on" }).click();
      await card(page).getByRole("button", { name: "Save" }).click();
      await card(page).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "A2 morning" }).click();
      await sayYes(card(page), page, "End");
      await page.getByText("It has ended.").waitFor();
      assert.equal(await page.getByText("UZS").count(), 0);
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("a discount and an own price are added on a phone, changed and ended", async () => {
  await on("discounts", async ({ page, complaints }) => {
    await page.getByRole("button", { name: "New discount" }).click();
    await card(page).getByLabel("English").fill("Second child");
    await card(page).getByLabel("Percent", { exact: true }).last().fill("10");
    await card(page).getByLabel("For whom").selectOption("student");
    await pick(card(page), "Pupil", "Jasur");
    await card(page).getByRole("button", { name: "Go on" }).click();
    await card(page)
      .getByText(/^10.%$/)
      .waitFor();
    await card(page).getByRole("button", { name: "Save" }).click();
    await card(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Second child" }).click();
    await card(page).getByLabel("Percent", { exact: true }).fill("12.5");
    await card(page).getByRole("button", { name: "Go on" }).click();
    await card(page).getByRole("button", { name: "Save" }).click();
    await card(page).waitFor({ state: "detached" });
    await page.getByText(/12\.5.%/).waitFor();
    await page.getByRole("button", { name: "Second child" }).click();
    await sayYes(card(page), page, "End");
    await page.getByText("No discount yet.").waitFor();
    await page.getByRole("button", { name: "New own price" }).click();
    await pick(card(page), "Group", "A2 morning");
    await card(page).getByLabel("Pupil", { exact: true }).selectOption({ label: "Laylo Saidova" });
    await card(page).getByLabel("Price of this pupil").fill("300000");
    await card(page).getByLabel("Why").fill("Agreed with her mother");
    await card(page).getByRole("button", { name: "Go on" }).click();
    await card(page).getByRole("button", { name: "Save" }).click();
    await card(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Laylo Saidova" }).click();
    await sayYes(card(page), page, "End");
    await page.getByText("It has ended.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a debtor is called, what was promised noted and taken back; a message goes to many after its preview", async () => {
  await on(
    "debtors",
    async ({ page, complaints }) => {
      await page.getByText(/2 debtors/).waitFor();
      await page.getByRole("link", { name: "No phone number: add one" }).first().waitFor();
      await page.getByRole("button", { name: "Jasur Oripov" }).click();
      assert.match(
        (await card(page).getByRole("link", { name: "The pupil’s card" }).getAttribute("href")) ?? "",
        /pupils\//,
      );
      await card(page).getByLabel("What was said").fill("Pays on payday.");
      await card(page)
        .getByLabel("Promised to pay on")
        .fill(new Date(Date.now() + 86_400_000 * 3).toISOString().slice(0, 10));
      await card(page).getByRole("button", { name: "Note it" }).press("Enter");
      await card(page).getByText("Pays on payday.").waitFor();
      await card(page).getByRole("button", { name: "Delete" }).click();
      await card(page).getByText("Nobody has spoken with the family yet.").waitFor();
      await page.keyboard.press("Escape");
      for (const name of ["Jasur", "Laylo"])
        await page
          .getByRole("row", { name: new RegExp(name) })
          .getByRole("checkbox")
          .check();
      await page.getByRole("button", { name: "Write to them" }).click();
      await card(page).getByLabel("SMS").check();
      await card(page).getByRole("button", { name: "Show what is sent" }).click();
      await card(page)
        .getByText(/SMS cost [24]00.soʻm/)
        .waitFor();
      await sayYes(card(page), page, /^Send to/);
      await page.getByText(/^Sent to/).waitFor();
      assert.equal(await asked(page).count(), 0);
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});
