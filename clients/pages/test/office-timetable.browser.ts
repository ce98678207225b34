/** The timetable of the office: at a desk by mouse and keyboard, on a phone by touch. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { as, on, told } from "./family-stage.ts";
import { until } from "./stage.ts";

const WIDE = 1280;
const HOUR = 3_600_000;
/** How long (ms) is waited for anything. */
const PATIENCE_MS = 15_000;

const card = (page: Page) => page.getByRole("dialog");
const press = (at: Page | Locator, name: string | RegExp) =>
  at.getByRole("button", { name, exact: typeof name === "string" }).click();
const notice = (page: Page, text: string | RegExp) => page.locator(".notices").getByText(text).waitFor();
const event = (page: Page, ...texts: string[]) =>
  texts.reduce(
    (found, text) => found.filter({ hasText: text }),
    page.locator(".ec-event:not(.ec-preview):not(.ec-ghost)"),
  );
const closed = (page: Page) => card(page).waitFor({ state: "detached" });

/** Drag a lesson by so many pixels, from its middle or its lower edge. */
async function drag(page: Page, lesson: Locator, [dx, dy]: [number, number], edge = false): Promise<void> {
  await lesson.scrollIntoViewIfNeeded();
  await lesson.hover();
  const box = await lesson.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, edge ? box.y + box.height - 2 : box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
  await page.mouse.up();
}

/** Whether each lesson of the week is seen, beside or below the others. */
function lieApart(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".ec-event:not(.ec-preview):not(.ec-ghost)")].map((lesson) =>
      lesson.getBoundingClientRect(),
    );
    const meet = (one: DOMRect, other: DOMRect) =>
      one.left < other.right - 2 &&
      other.left < one.right - 2 &&
      one.top < other.bottom - 2 &&
      other.top < one.bottom - 2;
    return boxes.length > 1 && boxes.every((one, place) => boxes.slice(place + 1).every((other) => !meet(one, other)));
  });
}

test("at a desk: drop, see clashes and who is told, put back, save, undo; the other desk's change appears", async () => {
  await on(
    "groups",
    async ({ page, complaints }) => {
      page.setDefaultTimeout(PATIENCE_MS);
      // A grid that ends below the lessons: at its edge it would scroll while one drags.
      await page.setViewportSize({ width: WIDE, height: 1200 });
      const menu = page.getByRole("navigation", { name: "All pages" });
      await press(menu, "Timetable");
      await menu.getByRole("link", { name: "Timetable" }).click();
      await press(page.locator("main"), "The day after");
      const moving = event(page, "10:00–11:00", "A2 morning");
      await moving.waitFor();
      const [from, other, free] = await Promise.all(
        ["204", "205", "206"].map((name) => page.locator(".ec-col-head").filter({ hasText: name }).boundingBox()),
      );
      const hours = await moving.boundingBox();
      assert.ok(from && other && free && hours);
      await drag(page, moving, [other.x - from.x, hours.height * 2]);
      await card(page).getByText("Room 205 is taken: A2 evening").waitFor();
      await card(page).getByText("Told a minute after you save: 2 pupils, 1 parent, Dilnoza Rahimova.").waitFor();
      await page.keyboard.press("Escape");
      await closed(page);
      await moving.waitFor();

      await drag(page, moving, [free.x - from.x, hours.height]);
      await card(page).getByText("Room, teacher and pupils are free.").waitFor();
      await press(card(page), "Move");
      await card(page).getByText("Fill this in").waitFor();
      await card(page).getByLabel("Why").fill("A bigger room");
      await page.keyboard.press("Enter");
      await notice(page, "Moved.");
      await event(page, "11:00–12:00", "A2 morning").waitFor();
      await press(page.locator(".notices"), "Undo");
      await moving.waitFor();

      await drag(page, event(page, "15:00–16:00"), [0, hours.height / 2], true);
      await card(page).getByLabel("Why").fill("A test");
      assert.equal(await card(page).getByLabel("Until").inputValue(), "16:30");
      await page.keyboard.press("Enter");
      await event(page, "15:00–16:30").waitFor();

      const lesson = await as<{ starts_at: string }>(told.staff, "GET", `/lessons/${told.lesson}/`);
      const body = { starts_at: new Date(Date.parse(lesson.starts_at) + HOUR).toISOString(), reason: "Late bus" };
      await as(told.staff, "POST", `/lessons/${told.lesson}/reschedule/`, body);
      await event(page, "13:00–14:00", "A2 evening").waitFor();

      await press(page, "Week");
      await event(page, "10:00–11:00", "A2 morning").waitFor();
      await event(page, "15:00–16:30").waitFor();
      await until(() => lieApart(page));
      for (const language of ["Русский", "English"]) {
        await press(page, language);
        await page
          .getByRole("heading", { name: language === "English" ? "Timetable" : "Расписание" })
          .first()
          .waitFor();
        await until(() => lieApart(page));
      }
      await page.emulateMedia({ media: "print" });
      const paper = page.locator(".paper-timetable");
      await paper.locator(".paper-lesson").filter({ hasText: "15:00–16:30" }).waitFor();
      assert.equal(await paper.locator(".paper-lesson").count(), await event(page).count());
      await page.emulateMedia({ media: null });
      await press(page.getByRole("group", { name: "Show by" }), "Teachers");
      await event(page, "10:00–11:00", "204").waitFor();
      await press(page.getByRole("group", { name: "Show by" }), "Rooms");
      await press(page, "Day");
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("at a desk by keyboard: substitute, change, cancel, restore, add, sick day, make lessons", async () => {
  await on(
    "timetable",
    async ({ page, complaints }) => {
      page.setDefaultTimeout(PATIENCE_MS);
      await press(page.locator("main"), "The day after");
      const open = async () => {
        await event(page, "10:00–11:00", "A2 morning").focus();
        await page.keyboard.press("Enter");
      };
      await open();
      await press(card(page), "Substitute");
      await card(page).getByLabel("Teacher").selectOption({ label: "Nodira Tosheva (free)" });
      await press(card(page), "Save");
      await notice(page, "Pay follows");
      await event(page, "10:00–11:00", "Nodira Tosheva").waitFor();
      await open();
      await card(page).getByText("in place of Dilnoza Rahimova").waitFor();
      await press(card(page), "Give it back to Dilnoza Rahimova");
      await closed(page);
      await event(page, "10:00–11:00", "Dilnoza Rahimova").waitFor();
      await open();
      await press(card(page), "Change");
      await card(page).getByLabel("Topic").fill("Past simple");
      await page.keyboard.press("Enter");
      await closed(page);
      await open();
      await card(page).getByText("Past simple").waitFor();
      await press(card(page), "Cancel the lesson");
      await card(page).getByText("a monthly price stays").waitFor();
      await card(page).getByLabel("Why").fill("No light");
      await page.keyboard.press("Enter");
      await event(page, "10:00–11:00", "cancelled").waitFor();
      await open();
      await card(page).getByText("No light").waitFor();
      await press(card(page), "Plan it again");
      await press(card(page).getByRole("form"), "Plan it again");
      await closed(page);
      await event(page, "10:00–11:00").filter({ hasNotText: "cancelled" }).waitFor();
      await open();
      await card(page).getByText("History").click();
      await card(page).getByText("State: planned → cancelled").waitFor();
      await page.keyboard.press("Escape");

      await press(page, "New lesson");
      await card(page).getByLabel("Group", { exact: true }).selectOption({ label: "A2 evening" });
      await card(page).getByLabel("From").fill("18:00");
      await card(page).getByLabel("Until").fill("19:00");
      await card(page).getByText("Room, teacher and pupils are free.").waitFor();
      await press(card(page), "Save");
      await notice(page, "The lesson is there.");
      await event(page, "18:00–19:00").waitFor();
      await press(page.locator(".notices"), "Undo");
      await event(page, "18:00–19:00").waitFor({ state: "detached" });

      await press(page, "Sick day");
      await card(page).getByLabel("Teacher").selectOption({ label: "Dilnoza Rahimova" });
      await card(page).getByLabel("Why").fill("Ill");
      await card(page)
        .getByLabel(/^What happens: A2 morning .* 10:00/)
        .selectOption("substitute");
      await card(page)
        .getByLabel(/^Substitute: A2 morning/)
        .selectOption({ label: "Nodira Tosheva (free)" });
      await press(card(page), "Preview");
      await card(page).getByText("2 lessons will be changed.").waitFor();
      await press(card(page), "Carry out for 2 lessons");
      await card(page).getByText("2 lessons changed.").waitFor();
      await press(card(page), "Put all back");
      await notice(page, "2 lessons put back.");
      await page.keyboard.press("Escape");

      await press(page, "Make lessons");
      await card(page).getByLabel("Group", { exact: true }).selectOption({ label: "A2 evening" });
      await card(page)
        .getByLabel("Until")
        .fill(new Date(Date.now() + 300 * 24 * HOUR).toISOString().slice(0, 10));
      await press(card(page), "Preview");
      await press(card(page), "Make them");
      await card(page)
        .getByText(/lessons added/)
        .waitFor();
      await card(page).getByRole("link", { name: "The timetable of the group" }).click();
      await closed(page);
      assert.equal(
        await page.getByRole("combobox", { name: "Group" }).locator("option:checked").textContent(),
        "A2 evening",
      );
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("on a phone: a list of the day; move by a form, guests, what nobody marked, what could not be made, my calendar", async () => {
  await on("timetable", async ({ page, complaints }) => {
    page.setDefaultTimeout(PATIENCE_MS);
    const main = page.locator("main");
    await press(main, "The day after");
    await main.getByRole("button", { name: /10:00–11:00/ }).click();
    await press(card(page), "Move");
    await card(page).getByLabel("From").fill("11:00");
    await card(page).getByLabel("Until").fill("12:00");
    await card(page).getByLabel("Room").selectOption({ label: "206 (12)" });
    await card(page).getByLabel("Why").fill("A bigger room");
    await press(card(page), "Move");
    await notice(page, "Moved.");
    await main.getByRole("button", { name: /11:00–12:00/ }).click();
    await press(card(page), "Add a guest");
    await card(page).getByLabel("Pupil").fill("Umar");
    await page.locator(".pick").getByRole("option").first().click();
    await card(page).getByLabel("Missed lesson").selectOption({ index: 1 });
    await press(card(page).getByRole("form"), "Add a guest");
    await notice(page, "The guest is in the register.");
    await press(card(page), "Remove");
    await notice(page, "The guest is out of the register.");
    await page.keyboard.press("Escape");

    await page.goto(page.url().replace("timetable", "lessons"));
    await press(main, "My lessons in a calendar program");
    await press(card(page), "Make a link");
    await until(async () => (await card(page).getByRole("textbox").inputValue()).endsWith(".ics"));
    await press(card(page), "End the link");
    await notice(page, "The link works no more.");
    await page.keyboard.press("Escape");
    await press(main, "Could not be made");
    for (const [act, left] of [
      ["Plan it", "2 rows"],
      ["It does not take place", "1 row"],
    ] as const) {
      await main.getByText(left, { exact: true }).waitFor();
      await main.getByRole("button", { name: "A2 morning" }).first().click();
      if (act !== "Plan it") {
        await card(page).getByText(act).first().click();
        await card(page).getByLabel("Why").fill("No room");
      } else {
        await card(page).getByLabel("From").fill("07:00");
        await card(page).getByText("Room, teacher and pupils are free.").waitFor();
      }
      await press(card(page).getByRole("form", { name: act }), act);
      await closed(page);
    }
    await main.getByText("Every lesson of the timetables").waitFor();
    await press(main, "Nobody marked");
    await main.getByRole("button", { name: "A2 morning" }).first().click();
    await card(page).getByRole("radio", { name: "It did not" }).check();
    await card(page).getByLabel("Why").fill("No light");
    await press(card(page), "Save");
    await notice(page, "1 lesson recorded.");
    await main.getByRole("button", { name: "A2 morning" }).first().click();
    await press(card(page), "It took place");
    await main.getByText("Every lesson that is over is recorded.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a register of the office: marked, corrected, withdrawn with a reason; an excuse; the report", async () => {
  await on(
    `register/${told.child}`,
    async ({ page, complaints }) => {
      page.setDefaultTimeout(PATIENCE_MS);
      const main = page.locator("main");
      await main.getByRole("group", { name: "Jasur Oripov" }).getByRole("button").first().click();
      await main.getByText("All saved").or(main.getByText("Everything is saved")).first().waitFor();
      await main.getByText("Correct marks").click();
      const marking = card(page).getByRole("form", { name: "Correct" });
      await press(main, "Correct: Laylo Saidova");
      await card(page).getByLabel("Mark").selectOption({ index: 1 });
      await press(marking, "Save");
      await notice(page, "The old mark stays");
      await press(main, "Correct: Laylo Saidova");
      await card(page).getByLabel("Mark").selectOption({ index: 2 });
      await marking.getByLabel("Why").fill("A slip");
      await press(marking, "Save");
      await closed(page);
      await press(main, "Correct: Laylo Saidova");
      await press(card(page), "Withdraw the mark");
      await closed(page);
      await main.getByRole("button", { name: /^Mark the other 1/ }).click();
      await notice(page, "Marked.");
      await press(main, "Correct: Laylo Saidova");
      await press(card(page), "Withdraw the mark");
      await closed(page);
      await press(main, "Correct: Jasur Oripov");
      await card(page).getByText("Excuse for days").click();
      const form = card(page).getByRole("form", { name: "Excuse for days" });
      await form.getByLabel("Why").fill("A wedding");
      await press(form, "Save the excuse");
      await press(page.locator(".notices"), "Undo");
      await notice(page, "The excuse is withdrawn.");
      await page.locator(".notices p").click();
      await page.locator(".notices p").waitFor({ state: "detached" });

      await page.goto(page.url().replace(/register\/.*/, "attendance-report"));
      await main.getByRole("combobox", { name: "Group" }).click();
      await page.getByRole("option", { name: /A2 morning/ }).click();
      await main.getByRole("row", { name: /Jasur Oripov/ }).waitFor();
      const file = page.waitForEvent("download");
      await press(main, "Excel file");
      assert.match((await file).suggestedFilename(), /^A2 morning.*\.xlsx$/);
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});
