/** The first day of a centre: from the one-time code to a group with a timetable, a payment, a register, a closed shift. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { closeDesks, openBrowser, play } from "./day-stage.ts";
import { door, stage } from "./stage.ts";

const { code, zone, starts, weekday } = stage as unknown as {
  code: string;
  zone: string;
  starts: string;
  weekday: string;
};
const LOGIN = "dilshod@ilm.example.uz";
const MOST_MS = 300_000;
/** What the server refuses once the session has ended: the step, or the renewal that the socket asks for. */
const ENDED_SESSION = ["401 POST /auth/families/", "401 POST /auth/refresh/"];
const REFUSED_TIMETABLE = "422 PUT /courses/groups/…/schedule/";
const PUPILS = [
  "1. Aziza Karimova, 90 123 45 67, Nodira",
  "2. Bek Karimov, +998 (90) 123-45-67",
  "3. Charos Aliyeva; 93 555 44 33",
  "4. Diyor Umarov 94 111 22 33",
  "5. Elyor Saidov, 95 222 33 44, Umida Saidova",
  "6. Farhod",
].join("\n");

const step = (page: Page, name: string) => page.getByRole("form", { name, exact: true });

test("the administrator of an empty server ends the first day with a taught and paid lesson", async () => {
  const desk = await openBrowser("wide");
  const { page, press } = desk;
  /** By the menu: open the area where it is closed, then the page. */
  const go = async (area: string, name: string) => {
    const menu = page.getByRole("navigation").filter({ has: page.getByRole("button", { name: area, exact: true }) });
    const section = menu.getByRole("button", { name: area, exact: true });
    if ((await section.getAttribute("aria-expanded")) === "false") await press(section);
    await press(menu.getByRole("link", { name, exact: true }));
  };
  await play([desk], async () => {
    const began = Date.now();
    await page.goto(`${stage.url}/app/first-run#code=${code}`);
    await press(page.getByRole("button", { name: "English", exact: true }));
    await page.getByLabel("Name of the centre").fill("Ilm ziyo");
    await page.getByLabel("Name of the first branch").fill("Chilonzor");
    await page.getByLabel("Time zone").fill(zone);
    await page.getByLabel("First name").fill("Dilshod");
    await page.getByLabel("E-mail or phone number").fill(LOGIN);
    await page.getByLabel("Password", { exact: true }).fill(stage.password);
    await press(page.getByRole("button", { name: "Open the centre" }));

    await page.getByRole("heading", { level: 1, name: "Your first group" }).waitFor();
    await step(page, "Room").getByLabel("Name or number of the room").fill("204");
    await step(page, "Room").getByLabel("Seats").fill("16");
    await page.keyboard.press("Enter");

    // The way back in the middle of a form: what was typed waits there.
    await step(page, "Course").getByLabel("Name of the course").fill("Ingliz tili A1");
    await go("Today", "Today");
    await page.getByRole("heading", { name: "Set up your first group" }).waitFor();
    await page.goBack();
    await step(page, "Course").getByText("What you typed before is here again.").waitFor();
    assert.equal(await step(page, "Course").getByLabel("Name of the course").inputValue(), "Ingliz tili A1");
    await step(page, "Course").getByLabel("Level").selectOption("A1");
    await step(page, "Course").getByLabel("Price per month").fill("600 000");
    await step(page, "Course").getByRole("button", { name: "Save the course" }).dblclick();

    await step(page, "Teacher").getByRole("radio", { name: "A teacher, added now" }).check();
    await step(page, "Teacher").getByLabel("First name").fill("Nodira");
    await step(page, "Teacher").getByLabel("Last name").fill("Tosheva");
    await step(page, "Teacher").getByLabel("Phone").fill("97 777 11 22");
    await press(step(page, "Teacher").getByRole("button", { name: "Add the teacher" }));

    const group = step(page, "Group and lessons");
    await group.getByLabel("Name of the group").fill("A1 morning");
    assert.equal(await group.getByRole("checkbox", { checked: true }).count(), 3);
    await group.getByLabel(weekday, { exact: true }).check();
    await group.getByLabel("Begins at").fill(starts);
    // A slip that the server refuses: the group is there, and its timetable is asked for once more.
    await group.getByLabel("Minutes").fill("6000");
    await press(group.getByRole("button", { name: "Create the group" }));
    await group.getByText("A1 morning is there. Its timetable could not be saved").waitFor();
    await press(group.getByRole("button", { name: "Save the timetable" }));
    await group.locator('input[name="minutes"][aria-invalid="true"]').waitFor();
    await group.getByLabel("Minutes").fill("60");
    await press(group.getByRole("button", { name: "Save the timetable" }));

    // The session ends elsewhere; the step goes on by itself after the sign-in.
    await step(page, "Pupils").getByLabel("Pupils, one per line").fill(PUPILS);
    await page
      .getByRole("group", { name: "This is how they are saved" })
      .getByText("Umida Saidova · 95 222 33 44")
      .waitFor();
    await door("end_sessions");
    await step(page, "Pupils").getByRole("button", { name: "Add 6 pupils" }).dispatchEvent("click");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail or phone number").fill(LOGIN);
    await dialog.getByLabel("Password", { exact: true }).fill(stage.password);
    await press(dialog.getByRole("button", { name: "Sign in" }));

    await page.getByRole("heading", { level: 1, name: "A1 morning can begin" }).waitFor();
    const lessons = page.getByRole("button", { name: new RegExp(`${starts}.*204`) });
    await lessons.first().waitFor();
    const took = Date.now() - began;
    console.log(
      `from the first page to the timetable: ${(took / 1000).toFixed(1)} s, ${await lessons.count()} lessons`,
    );
    assert.ok(took < MOST_MS, `${took} ms`);

    await press(page.getByRole("link", { name: /^Open a cash desk/ }));
    await press(page.getByRole("button", { name: "New cash desk" }));
    await page.getByRole("dialog").getByLabel("Name of the cash desk").fill("Front desk");
    await page.keyboard.press("Enter");
    await press(page.getByRole("button", { name: "Open a shift" }));
    await page.getByRole("dialog").getByLabel("Cash in the drawer").fill("0");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await go("Cash desk", "Take a payment");
    await page.getByRole("combobox", { name: "Pupil" }).fill("Aziza");
    await press(page.getByRole("option", { name: /Aziza Karimova/ }));
    await page.getByLabel("Amount").fill("600 000");
    await press(page.getByRole("button", { name: /^Take 600/ }));
    await press(page.getByRole("dialog").getByRole("button", { name: /^Take 600/ }));
    await page.getByText("taken for Aziza Karimova").waitFor();

    await page.goto(`${stage.url}/app/start`);
    await press(lessons.first());
    await press(page.getByRole("group", { name: "Farhod" }).getByRole("button", { name: /Absent/ }));
    await press(page.getByRole("button", { name: "The other 5: Present" }));
    await page.getByText("All saved").waitFor();

    await page.goto(`${stage.url}/app/shifts`);
    await press(page.getByRole("button", { name: "Close the shift" }));
    await page.getByRole("dialog").getByLabel("Cash in the drawer").fill("600 000");
    await press(page.getByRole("dialog").getByRole("button", { name: "Close the shift" }));
    await page.getByText("no shift").waitFor();

    await page.goto(`${stage.url}/app/`);
    await page.getByRole("heading", { name: "What waits" }).waitFor();
    assert.equal(await page.getByText("Set up your first group").count(), 0);
  });
  const signedOut = desk.refused.filter((line) => ENDED_SESSION.includes(line));
  assert.ok(signedOut.length);
  await closeDesks([desk], [...signedOut, REFUSED_TIMETABLE, REFUSED_TIMETABLE]);
});
