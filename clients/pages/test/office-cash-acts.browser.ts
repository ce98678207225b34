/** What else happens at the desk: desks and shifts, expenses, the bank, reversals, approvals, refunds, old balances. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, on, told } from "./family-stage.ts";

const WIDE = 1280;

/** The cell that names the row opens its card. */
async function openCard(page: Page, name: string | RegExp): Promise<ReturnType<Page["getByRole"]>> {
  await page.locator("tbody").getByRole("button", { name }).first().click();
  return page.getByRole("dialog");
}

/** Write why, press, and say yes. */
async function actWithReason(page: Page, label: string, reason: string, word: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(reason);
  await page.getByRole("button", { name: word, exact: true }).press("Enter");
  await page
    .getByRole("dialog", { name: word, exact: true })
    .getByRole("button", { name: word, exact: true })
    .press("Enter");
}

async function pick(page: Page, field: string, typed: string, option: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: field }).fill(typed);
  await page.getByRole("option", { name: option }).click();
}

test("a desk is made, its shift opened; money is spent, carried and counted, by keys", async () => {
  await on(
    "shifts",
    async ({ page, complaints }) => {
      for (const name of ["Front", "Upstairs"]) {
        await page.getByRole("button", { name: "New cash desk" }).press("Enter");
        await page.getByLabel("Name of the cash desk").fill(name);
        await page.getByLabel("Name of the cash desk").press("Enter");
        await page.getByRole("listitem").filter({ hasText: name }).getByText("no shift").waitFor();
      }
      await page.getByRole("button", { name: "Edit: Front" }).press("Enter");
      await page.getByLabel("Name of the cash desk").fill("Front desk");
      await page.getByRole("button", { name: "Save" }).press("Enter");
      const front = page.getByRole("listitem").filter({ hasText: "Front desk" });
      await front.getByRole("button", { name: "Open a shift" }).press("Enter");
      await page.getByRole("dialog").getByRole("button", { name: "Open a shift" }).press("Enter");
      await page.getByText("Fill this in.").waitFor();
      await page.getByLabel("Cash in the drawer").fill("0");
      await page.getByLabel("Cash in the drawer").press("Enter");
      await front.getByRole("button", { name: "Close the shift" }).waitFor();

      for (const amount of [30_000_000, 20_000_000]) {
        const sum = { method: "cash", amount: { amount, currency: "UZS" } };
        await as(told.login, "POST", `/payments/balance/${told.child}/receive/`, sum);
      }

      await page.goto(new URL("/app/expenses", told.url).href);
      await page.getByRole("button", { name: "New expense" }).press("Enter");
      const form = page.getByRole("dialog");
      await form.getByLabel("What for").fill("Paper");
      await form.getByLabel("Amount").fill("20 000");
      await form.getByLabel("Category").selectOption({ label: "Supplies" });
      await form.getByRole("button", { name: "Note the expense" }).press("Enter");
      await page.getByText("The expense is noted.").waitFor();
      await openCard(page, "Paper");
      await actWithReason(page, "Why", "Noted twice", "Reverse the expense");
      await page.getByText("The expense is reversed.").waitFor();
      await page.getByRole("table").getByText("reversed", { exact: true }).waitFor();

      await page.goto(new URL("/app/bank", told.url).href);
      for (const [to, amount] of [
        ["Bank", "100 000"],
        ["Upstairs", "50 000"],
      ] as const) {
        await page.getByRole("button", { name: "Carry cash" }).first().press("Enter");
        const carry = page.getByRole("dialog");
        const value = await carry
          .getByLabel("Where to")
          .locator("option")
          .filter({ hasText: to })
          .getAttribute("value");
        await carry.getByLabel("Where to").selectOption(value);
        await carry.getByLabel("Amount").fill(amount);
        await carry.getByLabel("Amount").press("Enter");
        await page.getByRole("table").getByText(amount.replace(" ", "\u00a0")).waitFor();
      }
      await openCard(page, /./);
      await actWithReason(page, "Why", "It stayed here", "It did not go there");
      await page.getByText("The cash is back in its desk.").waitFor();

      const card = { method: "terminal", amount: { amount: 40_000_000, currency: "UZS" } };
      await as(told.login, "POST", `/payments/balance/${told.child}/receive/`, card);
      await page.getByRole("button", { name: "Card terminal" }).press("Enter");
      const onTheWay = page.locator("main .facts").first();
      await onTheWay.getByText("400\u00a0000\u00a0soʻm").waitFor();
      await page.getByRole("button", { name: "Terminal money arrived at the bank" }).first().press("Enter");
      const arrival = page.getByRole("dialog");
      await arrival.getByLabel("The sum that arrived").fill("395 000");
      await arrival.getByLabel("Commission").fill("6 000");
      await arrival.getByLabel("Category").selectOption({ label: "Services" });
      await arrival.getByLabel("Note").press("Enter");
      await arrival.getByText("Not so much is on its way from the terminal.").waitFor();
      await arrival.getByLabel("Commission").fill("5 000");
      await arrival.getByLabel("Note").press("Enter");
      await page.getByText("All money of the card terminal has arrived at the bank.").waitFor();
      await openCard(page, /./);
      await actWithReason(page, "Why", "Another sum", "It did not arrive");
      await page.getByText("The money is on its way again.").waitFor();
      await onTheWay.getByText("400\u00a0000\u00a0soʻm").waitFor();

      await page.goto(new URL("/app/bank?list=terminal-deposits&when=today", told.url).href);
      await page.getByRole("row").filter({ hasText: "395\u00a0000" }).first().waitFor();

      await page.goto(new URL("/app/receipts", told.url).href);
      await page.getByPlaceholder("Number, name or phone").fill("Oripov");
      await page
        .getByRole("row")
        .filter({ hasText: /200\s000/ })
        .getByRole("button")
        .press("Enter");
      await page.getByText("The money never came, or the sum is wrong").click();
      await actWithReason(page, "Why (the family reads it)", "It was 300 000", "Reverse");
      await page.getByText(/^Reversed\. The reversal is receipt/).waitFor();

      await page.goto(new URL("/app/journal", told.url).href);
      await page.getByRole("region", { name: "Totals" }).getByText("Cash").waitFor();
      await page.goto(new URL("/app/day-report", told.url).href);
      await page.getByRole("heading", { name: "By cash desk" }).waitFor();
      await page.getByRole("region", { name: "Shifts" }).getByText("Front desk").waitFor();

      await page.goto(new URL("/app/shifts", told.url).href);
      await front.getByRole("button", { name: "Close the shift" }).press("Enter");
      const left = await front.locator(".amount").innerText();
      await page.getByLabel("Cash in the drawer").fill(left.replace(/\D/g, ""));
      await page.getByLabel("Cash in the drawer").press("Enter");
      await page.getByText("The shift is closed.").waitFor();
      await page.getByRole("table").getByText("agrees").first().waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("what waits is decided by somebody else, withdrawn, handed back and handed out, by touch", async () => {
  await on("approvals", async ({ page, complaints }) => {
    for (const [decision, done] of [
      ["Approve", "Approved."],
      ["Refuse", "Refused."],
    ] as const) {
      await page.getByLabel("State").selectOption("waiting");
      await (await openCard(page, "A payment")).getByText(decision, { exact: true }).first().click();
      if (decision === "Refuse") {
        await page.getByLabel("Why (who asked reads it)").fill("Too much");
        await page.getByRole("dialog").getByRole("button", { name: "Refuse" }).click();
      } else {
        await page.getByRole("dialog", { name: "Approve" }).getByRole("button", { name: "Approve" }).click();
      }
      await page.getByText(done, { exact: true }).waitFor();
      await page.keyboard.press("Escape");
    }

    await page.goto(new URL(`/app/cash/${told.child}`, told.url).href);
    await page.getByRole("button", { name: "Open a shift" }).click();
    await page.getByLabel("Cash desk").selectOption({ index: 1 });
    await page.getByLabel("Cash in the drawer").fill("200 000");
    await page.getByRole("button", { name: "Open a shift" }).click();
    await page.getByText("your shift since").waitFor();
    await page.getByLabel("What for").selectOption("all");
    await page.getByRole("radio", { name: "Cash", exact: true }).check();
    await page.getByLabel("Amount").fill("90 000 000");
    await page.getByRole("button", { name: "Take 90" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take 90" }).click();
    await page.getByText("The sum is above a limit.").waitFor();

    await page.goto(new URL("/app/approvals", told.url).href);
    await openCard(page, "Money in advance");
    await page.getByText("You asked for this yourself, so another person has to decide.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("lies in an envelope and has to be given back").waitFor();
    await page.getByRole("button", { name: "The cash is given back" }).click();
    await page
      .getByRole("dialog", { name: "The cash is given back" })
      .getByRole("button", { name: "The cash is given back" })
      .click();
    await page.getByText("Noted: the cash was given back.").waitFor();

    await page.goto(new URL("/app/proofs", told.url).href);
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByRole("button", { name: /^Take 21/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Take 21/ })
      .click();
    await page.getByRole("link", { name: "Approvals" }).last().waitFor();
    assert.equal(await page.getByRole("button", { name: /^Take 21/ }).count(), 0);

    await page.goto(new URL("/app/cash-refunds", told.url).href);
    await openCard(page, "Laylo Saidova");
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("Withdrawn.").waitFor();
    assert.deepEqual(complaints, []);
  });
  await on(
    "cash-refunds",
    async ({ page }) => {
      await page.getByLabel("State").selectOption("waiting");
      await page.getByText("1 row", { exact: true }).waitFor();
      await openCard(page, "Laylo Saidova");
      await page.getByRole("button", { name: "Hand out the cash" }).click();
      const question = page.getByRole("dialog", { name: "Hand out the cash" });
      await question.getByText("Hand out 450\u00a0000\u00a0soʻm for Laylo Saidova.").waitFor();
      await question.getByRole("button", { name: "Hand out the cash" }).click();
      await page.getByText("The cash is handed out.").waitFor();
      await page.getByRole("button", { name: "Print the receipt" }).waitFor();
    },
    360,
    told.staff,
  );
});

test("old balances are noted and taken back; a late reversal asks who one is", async () => {
  await on(
    "openings",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Opening balance of a pupil" }).click();
      await pick(page, "Pupil", "Saidova", /Laylo/);
      await page.getByRole("radio", { name: "The pupil owed" }).check();
      await page.getByLabel("Amount").fill("100 000");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Noted for Laylo Saidova.").waitFor();
      await page.getByRole("button", { name: "Opening balance of a pupil" }).click();
      await pick(page, "Pupil", "Saidova", /Laylo/);
      await page.getByText("Take back one that was entered by mistake").click();
      await actWithReason(page, "Why", "It was her brother", "Take it back");
      await page.getByText("The opening balance is taken back.").waitFor();

      await page.getByRole("button", { name: "Note what was paid before" }).first().click();
      await page.getByRole("combobox", { name: "Group" }).click();
      await page.getByRole("option", { name: /A2 morning/ }).click();
      await page.getByRole("dialog").getByLabel("Pupil").selectOption({ label: "Laylo Saidova" });
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Write a day, or the number of lessons.").waitFor();
      await page.getByLabel("Paid until").fill("2030-01-31");
      await page.getByRole("button", { name: "Save" }).click();
      await openCard(page, "Laylo Saidova");
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("dialog", { name: "Remove" }).getByRole("button", { name: "Remove" }).click();
      await page.getByText("Removed.").waitFor();

      await page.goto(new URL("/app/expense-categories", told.url).href);
      await page.getByRole("button", { name: "New category" }).click();
      await page.getByRole("dialog").getByLabel("English").fill("Prizes");
      await page.getByRole("button", { name: "Save" }).click();
      await openCard(page, "Prizes");
      await page.getByRole("dialog").getByLabel("English").fill("Prizes and gifts");
      await page.getByRole("button", { name: "Save" }).click();
      await openCard(page, "Prizes and gifts");
      await page.getByRole("button", { name: "Archive" }).click();
      await page.getByRole("table").getByText("in the archive").waitFor();

      await page.goto(new URL("/app/receipts", told.url).href);
      await page.getByLabel("How").selectOption("transfer");
      await page
        .getByRole("row")
        .filter({ hasText: "Laylo Saidova" })
        .filter({ hasText: "Bank transfer" })
        .getByRole("button")
        .first()
        .click();
      await page.getByText("The money never came, or the sum is wrong").click();
      await actWithReason(page, "Why (the family reads it)", "It never came", "Reverse");
      const identity = page.getByRole("dialog", { name: "Is it you?" });
      await identity.getByLabel("Your password").fill("wrong");
      await identity.getByRole("button", { name: "Go on" }).click();
      await identity.locator(".wrong").first().waitFor();
      await identity.getByLabel("Your password").fill(told.password);
      await identity.getByRole("button", { name: "Go on" }).click();
      await page.getByText(/^Reversed\. The reversal is receipt/).waitFor();
      await page.goto(new URL("/app/flagged-acts", told.url).href);
      await page.getByText("No such acts.").waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});
