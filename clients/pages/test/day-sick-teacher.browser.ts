/** A teacher is ill: the office settles her lessons of the day, and everybody concerned sees what became of them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, fits, goTo, openDesk, play, tapTwice, type Desk } from "./day-stage.ts";
import { card } from "./money-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & {
  substitute: string;
  parent: string;
  staff: string;
  begun: string;
  tomorrow: string;
  hours: string;
};

/** How long (ms) a message may take: it is sent a minute after the last change. */
const MESSAGE_MS = 120_000;

const sum = (amount: string) => `${amount.replaceAll(" ", "\u00a0")}\u00a0soʻm`;
const row = ({ page }: Desk, group: string) => card(page).getByRole("listitem").filter({ hasText: group });

/** Say who is ill and why, and see her lessons with who will be told. */
async function beginSickDay(desk: Desk): Promise<void> {
  const { page, press } = desk;
  await press(page.getByRole("button", { name: "Sick day" }));
  await card(page).getByLabel("Teacher", { exact: true }).selectOption({ label: "Dilnoza Rahimova" });
  await row(desk, "A2 morning").getByText(told.hours).waitFor();
  await row(desk, "A2 morning")
    .getByText("Told a minute after you save: 2 pupils, 1 parent, Dilnoza Rahimova.")
    .waitFor();
  await row(desk, "B1 noon").getByText("2 pupils, 1 parent, Dilnoza Rahimova.").waitFor();
  await row(desk, "A1 afternoon").getByText("1 pupil, Dilnoza Rahimova.").waitFor();
  assert.equal(await card(page).getByRole("button", { name: "Preview" }).isDisabled(), true);
  await card(page).getByLabel("Why").fill("Fever");
  await row(desk, "A1 afternoon")
    .getByLabel(/^What happens/)
    .selectOption("keep");
  await row(desk, "A2 morning")
    .getByLabel(/^What happens/)
    .selectOption("substitute");
}

test("the lessons of an ill teacher are given, cancelled and moved in one morning", async () => {
  const began = Date.now();
  const desks = await Promise.all([
    openDesk(told.login, "phone"),
    openDesk(told.login, "wide"),
    openDesk(told.substitute, "phone"),
    openDesk(told.parent, "phone"),
    openDesk(told.staff, "phone", "pay"),
  ]);
  const [phone, wide, substitute, parent, office] = desks as [Desk, Desk, Desk, Desk, Desk];

  /** On the way to work, by touch: who is busy is refused, "back" settles nothing, a double tap settles once. */
  const settle = async () => {
    const { page, press } = phone;
    await goTo(phone, "Timetable", "Timetable");
    await beginSickDay(phone);
    await row(phone, "A2 morning")
      .getByLabel(/^Substitute/)
      .selectOption({ label: "Sardor Aliyev (teaches B2 morning)" });
    await press(card(page).getByRole("button", { name: "Preview" }));
    await card(page).getByText("1 lesson will be changed, 1 cannot.").waitFor();
    await row(phone, "A2 morning").getByRole("alert").getByText("Taken by a lesson of B2 morning").waitFor();
    await fits(phone);
    await page.goBack();
    await page.getByRole("main").getByRole("link", { name: "Timetable", exact: true }).waitFor();
    await page.goForward();
    await page.getByRole("button", { name: /A2 morning.*Dilnoza/ }).waitFor();

    await beginSickDay(phone);
    await row(phone, "A2 morning")
      .getByLabel(/^Substitute/)
      .selectOption({ label: "Nodira Tosheva (free)" });
    await row(phone, "A2 morning").getByText("2 pupils, 1 parent, Dilnoza Rahimova, Nodira Tosheva.").waitFor();
    await press(card(page).getByRole("button", { name: "Preview" }));
    await card(page).getByText("2 lessons will be changed.").waitFor();
    await tapTwice(phone, card(page).getByRole("button", { name: "Carry out for 2 lessons" }));
    await card(page).getByText("2 lessons changed.").waitFor();
    await fits(phone);
    await press(card(page).getByRole("button", { name: "Close", exact: true }));
    await page.getByRole("button", { name: /B1 noon.*cancelled/ }).waitFor();
    await page.getByRole("button", { name: /A2 morning.*Nodira/ }).waitFor();
  };

  /** At the desk: the third lesson takes place tomorrow, where a room is free. */
  const move = async () => {
    const { page, press } = wide;
    await goTo(wide, "Timetable", "Timetable");
    await press(page.locator(".ec-event").filter({ hasText: "A1 afternoon" }));
    await press(card(page).getByRole("button", { name: "Move" }));
    await card(page).getByLabel("Day").fill(told.tomorrow);
    await card(page).getByLabel("From").fill("10:00");
    await card(page).getByLabel("Until").fill("11:00");
    await card(page).getByLabel("Why").fill("Her teacher is ill");
    await card(page).getByText("Room 204 is taken: A2 evening").waitFor();
    await press(card(page).getByRole("button", { name: "Move" }));
    await card(page).locator(".field", { hasText: "Room" }).locator(".wrong").waitFor();
    await card(page).getByLabel("Room").selectOption({ label: "205" });
    await card(page).getByText("Room, teacher and pupils are free.").waitFor();
    await card(page).getByLabel("Why").press("Enter");
    await page.locator(".notices").getByText("Moved.").waitFor();
    await press(page.getByRole("button", { name: "The day after" }));
    await page.locator(".ec-event").filter({ hasText: "A1 afternoon" }).waitFor();
  };

  /** The substitute finds the lesson on her first page and marks its register. */
  const give = async () => {
    const { page, press } = substitute;
    await page.reload();
    await press(
      page.getByRole("link", { name: /Take the register/ }).filter({ hasText: `${told.begun} · A2 morning · 204` }),
    );
    await press(page.getByRole("group", { name: "Laylo" }).getByRole("button", { name: /Absent/ }));
    await press(page.getByRole("button", { name: "The other 1: Present" }));
    await page.locator(".register > li.saved").nth(1).waitFor();
  };

  /** The mother sees what has changed, is told once, and gets the price of the cancelled lesson back. */
  const hear = async () => {
    const { page, press } = parent;
    await page.reload();
    await press(page.getByRole("article").getByRole("heading").getByRole("link"));
    const lesson = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await lesson("B1 noon").getByText("cancelled").waitFor();
    await lesson("A2 morning").getByText("Nodira Tosheva").waitFor();
    await press(page.getByRole("navigation").getByRole("link", { name: "Messages" }));
    const message = page.getByRole("listitem").filter({ hasText: "Lessons have changed" });
    await message.getByText("B1 noon: no lesson on").waitFor({ timeout: MESSAGE_MS });
    await message.getByText("teacher Nodira Tosheva").waitFor();
    await press(page.getByRole("navigation").getByRole("link", { name: "Payments" }));
    await page.locator(".balance").getByText(sum("10 000"), { exact: true }).waitFor();
    await fits(parent);
  };

  /** Pay follows the one who gave the lesson. */
  const pay = async () => {
    const { page, press } = office;
    await page.reload();
    const sheets = page.getByRole("region", { name: "Pay", exact: true });
    await press(sheets.getByRole("button", { name: "Nodira Tosheva" }));
    const line = card(page).getByRole("row", { name: /^Lesson/ });
    await line.getByText("today · A2 morning", { exact: true }).waitFor();
    await line.getByText(sum("45 000"), { exact: true }).waitFor();
    await press(card(page).getByRole("button", { name: "Close", exact: true }));
    await sheets
      .getByRole("row", { name: /Dilnoza/ })
      .getByText(/^0\ssoʻm$/)
      .first()
      .waitFor();
    await sheets.getByRole("row", { name: /Total/ }).getByText(sum("45 000")).waitFor();
  };

  await play(desks, async () => {
    await settle();
    await Promise.all([hear(), move(), give().then(pay)]);
  });
  await closeDesks(desks, ["409 POST /lessons/…/reschedule/"]);
  console.log(`the day took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
