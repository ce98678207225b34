/** The register on a phone: on one screen, without a network, in two tabs, beside somebody else's marks. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { lying, until } from "./stage.ts";
import { caller, endSessions, PHONE, signInAs, sit, stage } from "./teacher-stage.ts";

const PUPILS = 20;
/** The smallest target (px) of WCAG 2.2 AA. */
const SMALLEST = 24;

/** How much later (ms) than it should a slow device draws. */
const PICTURE_MS = 1_000;

interface Mark {
  status: string;
  minutes_late: number | null;
}

test("twenty pupils stand on one screen of a phone, each with buttons that a thumb can hit", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "", PHONE);
  try {
    await page.getByRole("link", { name: /Take the register/ }).click();
    await rowOf(page, 1).waitFor();
    assert.equal(await page.locator(".register > li").count(), PUPILS);
    await page.getByRole("button", { name: `The other ${PUPILS}: Present` }).waitFor();
    const [last, rest, menu] = await page.evaluate(() =>
      [".register > li:last-child", ".rest", ".frame nav"].map((item) => {
        const { y = NaN, height = NaN } = document.querySelector(item)?.getBoundingClientRect() ?? {};
        return { y, height };
      }),
    );
    assert.ok(last && rest && menu);
    assert.ok(last.y + last.height <= rest.y + 1, `the last pupil ends at ${last.y + last.height}, under ${rest.y}`);
    assert.ok(rest.y + rest.height <= menu.y + 1, "the button for all others is above the menu");
    const buttons = await page.locator(".register button").evaluateAll((all) =>
      all.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        return { width, height };
      }),
    );
    assert.ok(buttons.length >= 4 * PUPILS);
    for (const box of buttons) assert.ok(box.width >= 44 && box.height >= SMALLEST, JSON.stringify(box));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("marks made without a network outlive the page, are all there once, and differences are decided by a tap", async () => {
  const { close, context, page, complaints } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    await mark(page, 1, "Present");
    await page.getByText("All saved").waitFor();
    await page.locator(".register > li.saved").waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await context.setOffline(true);
    await mark(page, 2, "Absent");
    await mark(page, 3, "Late");
    await mark(page, 4, "Excused");
    await page.getByText("3 marks not sent yet").waitFor();
    assert.equal(await page.locator(".register > li.waiting").count(), 3);
    await page.getByText("What you do here is kept and sent later.").waitFor();
    assert.equal(await page.locator(".notice.bad").count(), 0, "what goes by itself is no failure");

    const office = await caller(stage.office);
    await office("POST", "/attendance/", { lesson: stage.lesson, student: await idOf(2), status: "present" });
    await page.reload();
    await page.getByText("3 marks not sent yet").waitFor();
    assert.equal(await pressedIn(page, 1), "Present", "what was saved is shown as saved");
    await page.getByRole("button", { name: `The other ${PUPILS - 4}: Present` }).click();
    await page.getByText(`${PUPILS - 1} marks not sent yet`).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByRole("link", { name: new RegExp(`Register .*today.* ${PUPILS - 1} marks not sent yet`) }).waitFor();
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await page
      .getByRole("dialog")
      .getByText(`${PUPILS - 1} marks not sent yet`)
      .waitFor();
    await page.keyboard.press("Escape");
    await context.setOffline(false);

    await page.getByRole("link", { name: /Somebody marked a pupil differently/ }).click();
    await page.getByRole("heading", { name: "Somebody marked a pupil differently" }).waitFor();
    await page.getByText("All saved").waitFor();
    assert.equal(await pressedIn(page, 2), "Present", "the newest mark stands");
    const there = await marks();
    assert.equal(there.size, PUPILS);
    assert.deepEqual(
      [3, 4, 5].map((n) => there.get(n)?.status),
      ["late", "excused", "present"],
    );
    await page.getByRole("button", { name: /^You: Absent/ }).click();
    await page.getByRole("heading", { name: "Somebody marked a pupil differently" }).waitFor({ state: "detached" });
    await page.getByText("All saved").waitFor();
    await page.waitForFunction(() => !document.querySelector(".register .waiting"));
    assert.equal((await marks()).get(2)?.status, "absent");
    const { count } = await office("GET", `/attendance/registers/${stage.lesson}/history/`);
    assert.equal(count, 1, "of all marks one was ever changed");

    await page.reload();
    await page.getByText("All saved").waitFor();
    await lying(page, "differences", "talim-register");
    assert.equal(await page.locator(".differences").count(), 0, "what was decided is not asked again");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("what another tab or somebody else marks is seen, and a mark over it is no difference", async () => {
  const { close, context, page } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    await page.getByText("All saved").waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByText("All saved").waitFor();
    await mark(page, 6, "Absent");
    await until(async () => (await marks()).get(6)?.status === "absent");
    await pressed(other, 6, "Absent").waitFor();
    await page.getByText("All saved").waitFor();
    await context.setOffline(true);
    await mark(page, 7, "Absent");
    await mark(other, 8, "Absent");
    for (const tab of [page, other]) await tab.getByText("2 marks not sent yet").waitFor();
    await context.setOffline(false);
    for (const tab of [page, other]) {
      await tab.getByText("All saved").waitFor();
      for (const n of [6, 7, 8]) await pressed(tab, n, "Absent").waitFor();
    }
    const there = await marks();
    assert.deepEqual(
      [6, 7, 8].map((n) => there.get(n)?.status),
      ["absent", "absent", "absent"],
    );
    await other.close();

    const office = await caller(stage.office);
    await office("POST", "/attendance/", { lesson: stage.lesson, student: await idOf(9), status: "absent" });
    await pressed(page, 9, "Absent").waitFor();
    await mark(page, 9, "Excused");
    await until(async () => (await marks()).get(9)?.status === "excused");
    await page.getByText("All saved").waitFor();
    assert.equal(await page.locator(".differences").count(), 0, "she saw the mark that she put hers over");
  } finally {
    await close();
  }
});

test("late has no minutes until somebody types them, and no more than the lesson has", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    const field = lateField(page, 10);
    await rowOf(page, 10).waitFor();
    assert.equal(await field.count(), 0, "who is not late has no field");
    await mark(page, 10, "Late");
    await field.waitFor();
    await rowOf(page, 10).getByRole("button", { name: /^Late/ }).click();
    await until(async () => (await marks()).get(10)?.status === "late");
    await page.getByText("All saved").waitFor();
    assert.deepEqual(
      [await field.inputValue(), (await marks()).get(10)?.minutes_late],
      ["", null],
      "a second tap counts nothing",
    );
    const box = await field.boundingBox();
    assert.ok(box && box.width >= 44 && box.height >= SMALLEST, JSON.stringify(box));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);

    await field.fill("12");
    await field.press("Enter");
    await until(async () => (await marks()).get(10)?.minutes_late === 12);
    await field.fill("275");
    await field.press("Enter");
    const longest = Number(await field.getAttribute("max"));
    await rowOf(page, 10).getByRole("alert").getByText(`Enter 1 to ${longest}, or leave it empty.`).waitFor();
    assert.equal(await field.inputValue(), "275", "what is wrong stays to be seen");
    assert.equal((await marks()).get(10)?.minutes_late, 12);
    await field.fill("");
    await field.press("Enter");
    await until(async () => (await marks()).get(10)?.minutes_late === null);
    assert.equal(await rowOf(page, 10).getByRole("alert").count(), 0);

    await mark(page, 10, "Present");
    await until(async () => (await marks()).get(10)?.status === "present");
    await field.waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("minutes that are typed while somebody else marks are neither lost nor doubled", async () => {
  const { close, page } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    await mark(page, 12, "Late");
    const field = lateField(page, 12);
    await until(async () => (await marks()).get(12)?.status === "late");
    await page.getByText("All saved").waitFor();
    await field.fill("1");
    const office = await caller(stage.office);
    const elsewhere = async (n: number, said: object) =>
      office("POST", "/attendance/", { lesson: stage.lesson, student: await idOf(n), ...said });
    const goesOn = async () => {
      assert.equal(await field.inputValue(), "1");
      assert.ok(await field.evaluate((element) => element === document.activeElement), "she is still in the field");
    };
    await elsewhere(13, { status: "absent" });
    await pressed(page, 13, "Absent").waitFor();
    await goesOn();
    await elsewhere(12, { status: "late", minutes_late: 9 });
    await elsewhere(13, { status: "excused" });
    await pressed(page, 13, "Excused").waitFor();
    await goesOn();
    await elsewhere(12, { status: "present" });
    await pressed(page, 12, "Present").waitFor();
    await goesOn();
    await page.keyboard.type("7");
    await page.keyboard.press("Enter");
    await until(async () => (await marks()).get(12)?.minutes_late === 17);
    await pressed(page, 12, "Late").waitFor();
    assert.equal(await field.inputValue(), "17");
    await page.getByText("All saved").waitFor();
    assert.equal(await page.locator(".differences").count(), 0, "she saw the mark that she put hers over");
    const student = await idOf(12);
    const { results } = await office("GET", `/attendance/registers/${stage.lesson}/history/?page_size=100`);
    const changes = results.filter((item: { student: { id: string } }) => item.student.id === student);
    assert.ok(
      changes.every((item: Mark) => item.minutes_late !== 17),
      "what was typed became a mark once",
    );
  } finally {
    await close();
  }
});

test("a session that ends in the middle of a register loses no mark", async () => {
  const { close, page } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE, { socket: false });
  try {
    await page.getByText("All saved").waitFor();
    await endSessions(stage.teacher);
    await rowOf(page, 11)
      .getByRole("button", { name: /^Excused/ })
      .dispatchEvent("click");
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signInAs(page, stage.teacher);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await until(async () => (await marks()).get(11)?.status === "excused");
    await page.getByText("All saved").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
  } finally {
    await close();
  }
});

test("a mark of a lesson that is gone by then can be dropped, and no sign-out asks for it", async () => {
  const office = await caller(stage.office);
  const [starts_at, ends_at] = [-5, 60].map((minutes) => new Date(Date.now() + minutes * 60_000).toISOString());
  const lesson = { group: stage.group, starts_at, ends_at, force: true, reason: "Once more today" };
  const { id } = await office("POST", "/lessons/", lesson);
  const { close, context, page, complaints } = await sit(stage.teacher, `register/${id}`, PHONE);
  try {
    await rowOf(page, 1).waitFor();
    await context.setOffline(true);
    await mark(page, 1, "Absent");
    await page.getByText("1 mark not sent yet").waitFor();
    await office("DELETE", `/lessons/${id}/`);
    await context.setOffline(false);
    await page.getByRole("alert").getByText("There is no such lesson.").waitFor();
    await page.locator(".title").getByText("1 mark was not taken").waitFor();
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await signInAs(page, stage.teacher);
    const card = page.getByRole("link", { name: /1 mark was not taken/ });
    await card.click();
    const refused = page.getByRole("region", { name: "1 mark was not taken" });
    await refused.getByText(/Pupil A.* There is no such lesson\./).waitFor();
    await refused.getByRole("button", { name: "Close" }).click();
    await refused.waitFor({ state: "detached" });
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByRole("heading", { name: "Lessons today" }).waitFor();
    assert.equal(await card.count(), 0);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("before a device is opened for a child, marks that are not sent are asked about", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    await page.getByText("All saved").waitFor();
    await page.route("**/attendance/sync/", (route) => route.abort());
    await mark(page, 14, "Excused");
    await page.getByText("1 mark not sent yet").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByRole("link", { name: "Open a device for a child" }).click();
    await page.getByRole("button", { name: "Pupil A" }).click();
    const opened: string[] = [];
    page.on("request", (request) => request.url().endsWith("/device/") && opened.push(request.url()));
    await page.getByRole("button", { name: "Open this device" }).click();
    await page.getByRole("dialog").getByText("1 mark not sent yet").last().waitFor();
    await page.unroute("**/attendance/sync/");
    await page.getByRole("button", { name: "Send first" }).click();
    await page.getByText("All saved").waitFor();
    assert.equal((await marks()).get(14)?.status, "excused");
    assert.deepEqual([opened, complaints], [[], []]);
  } finally {
    await close();
  }
});

test("a page whose script comes between two pictures of the screen is shown", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `register/${stage.lesson}`, PHONE);
  try {
    await rowOf(page, 1).waitFor();
    await page.evaluate(async () => {
      for (const item of await navigator.serviceWorker.getRegistrations()) await item.unregister();
    });
    await page.addInitScript(pictureLate, PICTURE_MS);
    await page.route("**/static/pages/part-*.js", async (route) => {
      const response = await route.fetch({ maxRetries: 2 }); // the server may close a kept connection just then
      if ((await response.text()).includes("how-late")) await page.locator("main p.waiting").waitFor();
      await route.fulfill({ response });
    });
    await page.reload();
    await rowOf(page, 1).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    // Other parts may still be on their way.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await close();
  }
});

/** What waits for the next picture of the screen, or for a moment, waits for so long (ms) more. */
function pictureLate(by: number): void {
  const later = globalThis.setTimeout;
  const slow = (work: TimerHandler, ms = 0, ...given: unknown[]) => later(work, ms + by, ...given);
  const drawn = (work: FrameRequestCallback) => slow(() => work(performance.now()));
  Object.assign(globalThis, { setTimeout: slow, requestAnimationFrame: drawn, cancelAnimationFrame: clearTimeout });
}

function rowOf(page: Page, n: number) {
  return page.locator(".register > li").nth(n - 1);
}

function lateField(page: Page, n: number) {
  return rowOf(page, n).getByRole("spinbutton", { name: "how late, in minutes" });
}

async function mark(page: Page, n: number, status: string): Promise<void> {
  await rowOf(page, n)
    .getByRole("button", { name: new RegExp(`^${status}`) })
    .click();
  await pressed(page, n, status).waitFor();
}

function pressed(page: Page, n: number, status: string) {
  return rowOf(page, n).getByRole("button", { name: new RegExp(`^${status}`), pressed: true });
}

function pressedIn(page: Page, n: number): Promise<string> {
  return rowOf(page, n).locator("[aria-pressed=true] .word-of").innerText();
}

/** What the server has, by the pupils' places in the list. */
async function marks(): Promise<Map<number, Mark>> {
  const rows = await registerRows();
  return new Map(rows.flatMap(({ mark: result }, place) => (result ? [[place + 1, result] as const] : [])));
}

async function idOf(n: number): Promise<string> {
  return (await registerRows())[n - 1]?.student.id ?? "";
}

interface ServerRow {
  student: { id: string; full_name: string };
  mark: Mark | null;
}

let asked: ReturnType<typeof caller> | undefined;

async function registerRows(): Promise<ServerRow[]> {
  const office = await (asked ??= caller(stage.office));
  const { rows } = (await office("GET", `/attendance/registers/${stage.lesson}/`)) as { rows: ServerRow[] };
  return rows.sort((a, b) => a.student.full_name.localeCompare(b.student.full_name));
}
