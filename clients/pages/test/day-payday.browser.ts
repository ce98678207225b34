/** Payday: the manager mends what is wrong, two people close the month, and pay is handed over; one payout was wrong. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, fits, goTo, meeting, openDesk, play, tapTwice, type Desk } from "./day-stage.ts";
import { asked, card, pick, showWhoOneIs } from "./money-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & { staff: string; day: string; first: string };

const sum = (amount: string) => `${amount.replaceAll(" ", "\u00a0")}\u00a0soʻm`;
const notice = ({ page }: Desk, text: string | RegExp) => page.getByText(text).first().waitFor();

/** The pay of last month. */
async function turnBack({ page, press }: Desk): Promise<void> {
  await press(page.getByRole("button", { name: "The month before" }));
  await page
    .getByRole("region", { name: "Pay", exact: true })
    .getByRole("button", { name: /Dilnoza/ })
    .waitFor();
}

async function openSheet({ page, press }: Desk, name: string): Promise<void> {
  await press(page.getByRole("region", { name: "Pay", exact: true }).getByRole("button", { name }));
  await card(page).getByText("Still to pay").waitFor();
}

/** From the desk, or without one from the bank. Without an amount all that is owed. */
async function payOut(
  desk: Desk,
  { amount, from, owed }: { amount?: string; from?: string; owed: string },
): Promise<void> {
  const { page, press } = desk;
  await press(card(page).getByRole("button", { name: "Pay out" }));
  const field = card(page).getByLabel("Amount");
  if (amount) await field.fill(amount);
  else assert.equal(await field.inputValue(), owed.replaceAll(" ", "\u00a0"));
  if (from) await card(page).getByLabel("From where").selectOption({ label: from });
  await press(card(page).getByRole("button", { name: "Pay out" }));
  await card(page)
    .getByText(`${sum(amount ?? owed)} to`)
    .waitFor();
  const now = card(page).getByRole("button", { name: "Pay it now" });
  await press(now);
  await now.waitFor({ state: "detached" });
}

const leave = ({ page }: Desk) => page.keyboard.press("Escape");

test("a month of pay is mended, closed once, and handed over to the last soʻm", async () => {
  const began = Date.now();
  const desks = await Promise.all([openDesk(told.login, "wide", "pay"), openDesk(told.staff, "phone", "pay")]);
  const [wide, phone] = desks as [Desk, Desk];
  const closing = meeting(2);
  const closed: boolean[] = [];

  const mend = async () => {
    const { page, press } = wide;
    await turnBack(wide);
    await openSheet(wide, "Dilnoza Rahimova");
    await card(page).locator("dd").getByText(sum("200 000")).first().waitFor();
    assert.equal(
      await card(page)
        .getByRole("row", { name: /A2 morning/ })
        .count(),
      4,
    );
    await leave(wide);
    await openSheet(wide, "Sardor Aliyev");
    await card(page)
      .getByText(`60 minutes at ${sum("300 000")} an hour`)
      .first()
      .waitFor();
    await leave(wide);
    await openSheet(wide, "Sevara Olimova");
    await card(page).getByText("Nobody decides their own pay. Ask a colleague.").waitFor();
    for (const name of ["Pay out", "Bonus or fine", "Close for this teacher"]) {
      assert.equal(await card(page).getByRole("button", { name }).count(), 0);
    }
    await leave(wide);

    await goTo(wide, "Timetable", "Lessons");
    await page.getByLabel("When").selectOption({ label: "All" });
    await page
      .getByRole("row", { name: new RegExp(`A2 morning.*\\b${told.day}\\b.*Dilnoza`) })
      .getByRole("button")
      .first()
      .press("Enter");
    await press(card(page).getByRole("button", { name: "Substitute" }));
    await card(page).getByLabel("Teacher").selectOption({ label: "Nodira Tosheva (free)" });
    await card(page).getByRole("button", { name: "Save" }).press("Enter");
    await notice(wide, "Saved. Pay follows the one who gives it.");

    await goTo(wide, "People", "Rates");
    await press(page.getByRole("button", { name: "Sardor Aliyev" }));
    await press(card(page).getByRole("button", { name: "Delete the rate" }));
    await press(asked(page).getByRole("button", { name: "Delete the rate" }));
    await showWhoOneIs(page);
    await notice(wide, "The rate is deleted.");
    await press(page.getByRole("button", { name: "New rate" }));
    await pick(card(page), "Teacher", "Sardor");
    await card(page).getByRole("radio", { name: "an hour" }).check();
    await card(page).getByLabel("Amount").fill("30 000");
    await card(page).getByLabel("From", { exact: true }).fill(told.first);
    await card(page).getByRole("button", { name: "Add" }).press("Enter");
    await notice(wide, "Saved.");

    await goTo(wide, "People", "Pay");
    await turnBack(wide);
    await openSheet(wide, "Dilnoza Rahimova");
    await card(page).locator("dd").getByText(sum("150 000")).first().waitFor();
    await press(card(page).getByRole("button", { name: "Bonus or fine" }));
    await card(page).getByLabel("Amount").fill("25 000");
    await card(page).getByRole("button", { name: "Add", exact: true }).press("Enter");
    await card(page).locator(".field", { hasText: "Why" }).locator(".wrong").waitFor();
    await card(page).getByLabel("Why").fill("Open day");
    await card(page).getByRole("button", { name: "Add", exact: true }).press("Enter");
    await card(page).locator("dd").getByText(sum("175 000")).first().waitFor();
    await leave(wide);
    await openSheet(wide, "Sardor Aliyev");
    await card(page).locator("dd").getByText(sum("60 000")).first().waitFor();
    await leave(wide);
    await page.getByRole("region", { name: "Pay", exact: true }).getByText(sum("1 285 000")).waitFor();
  };

  /** Both have the question open; who comes second is told that it is done. */
  const close = async (desk: Desk) => {
    const { page, press } = desk;
    await press(page.getByRole("button", { name: "Close the month" }));
    await closing();
    await press(asked(page).getByRole("button", { name: "Close the month" }));
    const done = page.getByText("Closed for 4 teachers.");
    const late = page.getByText("This month is closed already.");
    await done.or(late).first().waitFor();
    closed.push(await done.isVisible());
    await page
      .getByRole("region", { name: "Pay", exact: true })
      .getByText(/^closed/)
      .nth(3)
      .waitFor();
  };

  const payAtDesk = async () => {
    const { page, press } = wide;
    await close(wide);
    await goTo(wide, "Cash desk", "Shifts");
    await press(page.getByRole("button", { name: "Open a shift" }));
    await page.getByLabel("Cash in the drawer").fill("3 000 000");
    await page.getByLabel("Cash in the drawer").press("Enter");
    await notice(wide, "Your shift is open.");
    await goTo(wide, "People", "Pay");
    await turnBack(wide);

    await openSheet(wide, "Dilnoza Rahimova");
    await payOut(wide, { owed: "175 000", from: "Front desk" });
    await card(page)
      .locator("dd")
      .getByText(/^0\ssoʻm$/)
      .waitFor();
    await leave(wide);

    await openSheet(wide, "Sardor Aliyev");
    await press(card(page).getByRole("button", { name: "Pay out" }));
    await card(page).getByLabel("Amount").fill("600 000");
    await press(card(page).getByRole("button", { name: "Pay out" }));
    await press(card(page).getByRole("button", { name: "Pay it now" }));
    await card(page).getByText("That is more than what is still to pay of closed months.").waitFor();
    await press(card(page).getByRole("button", { name: "Cancel" }));
    await press(card(page).getByRole("button", { name: "Cancel" }));
    await payOut(wide, { owed: "60 000", amount: "60 000" });
    await card(page)
      .locator("dd")
      .getByText(/^0\ssoʻm$/)
      .waitFor();
    await leave(wide);

    await openSheet(wide, "Nodira Tosheva");
    await payOut(wide, { owed: "150 000", amount: "105 000", from: "Front desk" });
    await card(page).locator("dd").getByText(sum("45 000")).waitFor();
    await press(card(page).getByRole("button", { name: `Reverse: ${sum("105 000")}` }));
    await card(page).getByLabel("Why it is reversed").fill("A wrong sum");
    await press(card(page).getByRole("button", { name: "Reverse", exact: true }));
    await press(asked(page).getByRole("button", { name: "Reverse" }));
    await notice(wide, "Reversed. It is still to pay.");
    await card(page).getByRole("listitem").filter({ hasText: "A wrong sum" }).waitFor();
    await payOut(wide, { owed: "150 000", from: "Front desk" });
    await card(page)
      .locator("dd")
      .getByText(/^0\ssoʻm$/)
      .waitFor();
    await leave(wide);

    await goTo(wide, "Cash desk", "Shifts");
    await press(page.getByRole("button", { name: "Close the shift" }));
    await page.getByLabel("Cash in the drawer").fill("2 675 000");
    await page.getByLabel("Cash in the drawer").press("Enter");
    await notice(wide, "The shift is closed.");
    await page
      .getByRole("row", { name: /Sevara/ })
      .getByText("agrees")
      .waitFor();
  };

  /** The administrator pays the manager, whose own pay the manager cannot touch: a double tap pays once. */
  const payTheManager = async () => {
    const { page } = phone;
    await close(phone);
    await openSheet(phone, "Sevara Olimova");
    await phone.press(card(page).getByRole("button", { name: "Pay out" }));
    await phone.press(card(page).getByRole("button", { name: "Pay out" }));
    await card(page)
      .getByText(`${sum("900 000")} to Sevara Olimova`)
      .waitFor();
    const now = card(page).getByRole("button", { name: "Pay it now" });
    await tapTwice(phone, now);
    await showWhoOneIs(page);
    await notice(phone, "It is paid out.");
    await card(page)
      .locator("dd")
      .getByText(/^0\ssoʻm$/)
      .waitFor();
    assert.equal(await card(page).getByRole("list", { name: "Paid out" }).getByRole("listitem").count(), 1);
    await fits(phone);
  };

  await play(desks, async () => {
    await mend();
    await turnBack(phone);
    await Promise.all([payAtDesk(), payTheManager()]);
  });
  assert.deepEqual(closed.sort(), [false, true]);
  await closeDesks(desks, [
    "403 DELETE /payments/salaries/rates/…/",
    "403 POST /payments/salaries/pay-outs/",
    "409 POST /payments/salaries/close/",
    "409 POST /payments/salaries/pay-outs/",
  ]);
  console.log(`the day took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
