/** The office's day in a real browser: money, places, rooms, tables, what is stuck, figures. */

import assert from "node:assert/strict";
import { utimes } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, endSessions, on, told } from "./family-stage.ts";
import { signIn, takenIn } from "./stage.ts";

const WIDE = 1280;
const HTML = "<img src=x onerror=alert(1)>";
const part = (page: Page, name: string | RegExp) => page.getByRole("region", { name });
const more = (page: Page, name: string) => page.getByRole("link", { name });

test("money and debtors are there, and change while the page is open; branches are asked for once", async () => {
  await on(
    "",
    async ({ page, complaints }) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      const day = part(page, "Money, today");
      await day.getByRole("row", { name: /Total/ }).getByText("300 000 soʻm").waitFor();
      await day.getByRole("row", { name: /^Cash/ }).waitFor();
      await day.getByText("Each payment").click();
      await day.getByRole("listitem").filter({ hasText: "Bekzod Umarov" }).getByText("300 000 soʻm").waitFor();
      assert.equal(await day.getByRole("listitem").count(), 1, "the cash that was carried to the bank did not come in");

      const debtors = part(page, "Who owes").first();
      await debtors.getByText("23 debtors").waitFor();
      const first = debtors.getByRole("row").nth(1);
      assert.match(await first.innerText(), /onerror=alert\(1\)> Saidova\s+460.000.soʻm/);
      assert.equal(await page.locator("main img").count(), 0);
      await debtors.getByRole("searchbox").fill("Oripov");
      await debtors.getByText("1 debtor,").waitFor();
      assert.equal(await debtors.getByRole("row").count(), 2);
      const found = debtors.getByRole("row").nth(1);
      const phone = found.getByRole("link", { name: "+998 93 555 44 33" });
      assert.equal(await phone.getAttribute("href"), "tel:+998935554433");
      assert.match(await found.innerText(), /today, call\s+Pays on payday\.\s+\d+ \w+/);

      await endSessions();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("Please sign in again.").waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await signIn(page);
      await dialog.waitFor({ state: "detached" });

      await as(told.staff, "POST", `/payments/${told.owed}/confirm/`, { method: "transfer" });
      await debtors.getByText("No debtor of this name.").waitFor();
      await day.getByRole("row", { name: /Total/ }).getByText("750 000 soʻm").waitFor();
      await day.getByRole("listitem").filter({ hasText: "Jasur Oripov" }).waitFor();

      asked.length = 0;
      await page.reload();
      await day.getByRole("row", { name: /Total/ }).waitFor();
      await debtors.getByText("22 debtors").waitFor();
      assert.equal(asked.filter((path) => path === "/api/v1/settings/branches/").length, 1);
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("without a network the next page of a list is a sentence, and comes by itself afterwards", async () => {
  await on("", async ({ context, page }) => {
    const debtors = part(page, "Who owes").first();
    await debtors.getByText("1 of 2").waitFor();
    await context.setOffline(true);
    await page.getByText("What is shown may be old").waitFor();
    await debtors.getByRole("button", { name: /On/ }).click();
    await debtors.getByText("This needs the internet.").waitFor();
    assert.equal(await debtors.getByRole("row").count(), 0);
    await context.setOffline(false);
    await debtors.getByText("2 of 2").waitFor();
    assert.equal(await debtors.getByRole("row").count(), 3);
  });
});

test("free places, and which lesson is in which room", async () => {
  await on(
    "groups",
    async ({ page, complaints }) => {
      await page.getByRole("row").filter({ hasText: "A2 evening" }).getByText("free places").waitFor();
      await page.getByRole("row").filter({ hasText: "A2 morning" }).getByText("full").waitFor();
      await page.getByRole("button", { name: "With free places" }).click();
      await page.getByText("A2 morning").waitFor({ state: "detached" });
      await page.getByRole("searchbox").fill("nowhere");
      await page.getByText("Nothing found.").waitFor();

      await page.getByRole("link", { name: "Rooms" }).click();
      await part(page, "204, Main branch").getByText("A2 morning").waitFor();
      await part(page, "204, Yunusobod").getByText("Free all day.").waitFor();
      await part(page, "The old hall").getByText("A2 evening").waitFor();
      await part(page, "205, Main branch").getByText("Free all day.").waitFor();
      assert.equal(await part(page, "Without a room").count(), 0);
      await page.getByRole("button", { name: "The day after" }).click();
      await page.getByRole("heading", { level: 1, name: "Rooms: tomorrow" }).waitFor();
      await part(page, "204, Main branch").getByText("Free all day.").waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("a table is checked, shown line by line, taken in and taken back", async () => {
  await on("imports", async ({ page, complaints }) => {
    await page.getByText("None yet. Choose a table above.").waitFor();
    const table = page.getByLabel("Table", { exact: true });
    let check = (): void => undefined;
    const asked = new Promise<void>((resolve) => (check = resolve));
    await page.route("**/imports/students/", (route) => asked.then(() => route.continue()));
    await table.setInputFiles(told.pupils);
    await page.getByRole("button", { name: "Check it" }).click();
    await page.getByRole("button", { name: "One moment" }).waitFor();
    assert.ok(await table.isDisabled(), "no other table can be chosen while this one is checked");
    check();
    await page.getByText("checked, nothing is written yet").waitFor();
    await page.unroute("**/imports/students/");
    await page.getByText("Line 4:").waitFor();
    assert.equal(
      await page
        .getByRole("listitem")
        .filter({ hasText: /^Line / })
        .count(),
      2,
    );
    assert.match(await page.getByRole("listitem").filter({ hasText: "Line 4:" }).innerText(), /12345[^]*No operator/);
    await page.getByRole("listitem").filter({ hasText: "Line 5:" }).getByText(HTML).waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "The refused lines as a file" }).click(),
    ]);
    assert.equal(saved.suggestedFilename(), "errors.csv");
    await page.getByRole("button", { name: "new", exact: true }).click();
    await page.getByText("Line 2:").waitFor();

    await page.getByRole("button", { name: "Take in 2 lines" }).click();
    await page.getByText("taken in", { exact: true }).first().waitFor();
    await page.getByRole("link", { name: /pupils\.csv taken in/ }).click();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("2 lines taken back.").waitFor();

    await page.goto(`${told.url}/app/imports`);
    await page.getByLabel("Table", { exact: true }).setInputFiles(told.workbook);
    await endSessions();
    await page.getByRole("button", { name: "Check it" }).dispatchEvent("click");
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signIn(page);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Check it" }).click();
    await page.getByText("Line 4:").waitFor();
    await utimes(told.workbook, 0, 0);
    await page.getByRole("button", { name: "Take in 2 lines" }).click();
    await page.getByText("The file has changed since you chose it. Choose it again.").waitFor();
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByLabel("Table", { exact: true }).click(),
    ]);
    await chooser.setFiles(told.workbook);
    await page.getByText("The file has changed").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Check it" }).click();
    await page.getByRole("button", { name: "Take in 2 lines" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("marks of a register come from a table too", async () => {
  await on("", async ({ page, complaints }) => {
    await more(page, "Import a table of marks").click();
    await page.getByLabel("Table", { exact: true }).setInputFiles(told.marks);
    await page.getByRole("button", { name: "Check it" }).click();
    await page.getByText("Line 3:").waitFor();
    await page.getByRole("button", { name: "Take in 1 line" }).click();
    await page.getByText("taken in", { exact: true }).first().waitFor();
    await page.getByText("whose register is closed to you").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a table that was checked earlier is taken in from its own page; marks are taken back there", async () => {
  await on("imports", async ({ page, complaints }) => {
    await page
      .getByRole("link", { name: /pupils\.csv only checked/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Take in 2 lines" }).click();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("2 lines taken back.").waitFor();
    await page.goto(`${told.url}/app/marks`);
    await page.getByRole("link", { name: /marks\.csv taken in/ }).click();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("1 line taken back.").waitFor();
    await page.goto(`${told.url}/app/marks`);
    await page
      .getByRole("link", { name: /marks\.csv only checked/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Take in 1 line" }).click();
    await page.getByText("taken in", { exact: true }).first().waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("photos of transfers are looked at: the money is taken, or the photo refused with a reason", async () => {
  await on("proofs", async ({ page, complaints }) => {
    const card = (text: string) => page.getByRole("listitem").filter({ hasText: text });
    await card("Books").getByRole("button", { name: "Look at it" }).click();
    const photo = card("Books").getByRole("img", { name: "The photo of the transfer" });
    await photo.waitFor();
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>("img.photo")?.naturalWidth ?? 0) > 0);
    await card("Books").getByText("From my card").waitFor();
    await card("Books")
      .getByRole("button", { name: /^Take 200.000.soʻm$/ })
      .click();
    await page.getByRole("dialog").getByText("Look first whether the money has arrived.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: /^Take/ }).click();
    await page.getByRole("dialog").getByText("If the rest is paid in advance, say so").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Take it, the rest in advance" }).click();
    await page.getByText("The money is taken.").waitFor();
    await card("Books").waitFor({ state: "detached" });

    await card("Exam").getByRole("button", { name: "Look at it" }).click();
    await card("Exam").getByText("Refuse", { exact: true }).first().click();
    await card("Exam").getByLabel("Reason (the sender sees it)").fill("Nothing arrived");
    await card("Exam").getByRole("button", { name: "Refuse" }).click();
    await page.getByText("Refused. The sender is notified.").waitFor();
    await card("Exam").waitFor({ state: "detached" });

    await card("Year").getByRole("button", { name: "Look at it" }).click();
    await card("Year").getByRole("button", { name: /^Take/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^Take/ }).click();
    await card("Year").getByText("it waits until a second person approves it").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("an excuse that waits stands on the first page, and is answered from there", async () => {
  await on("", async ({ page, complaints }) => {
    await more(page, "1 excuse waits for you").click();
    await page.getByRole("heading", { level: 1, name: "Who cannot come" }).waitFor();
    const excuse = page.getByRole("listitem", { name: "Bekzod Umarov" });
    await excuse.getByLabel("A word to the family").fill("Enjoy it.");
    await excuse.getByRole("button", { name: "Accept", exact: true }).click();
    await page.getByText("No excuse waits.").waitFor();
    const counted = page.waitForResponse(/\/api\/v1\/today\/$/);
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await part(page, "Money, today").waitFor();
    await (await counted).finished();
    await takenIn(page);
    assert.equal(await more(page, "excuse waits").count(), 0);
    await more(page, "Who cannot come").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("the last page of a list that has become empty gives way to the one before it", async () => {
  await on("", async ({ page, complaints }) => {
    const debtors = part(page, "Who owes").first();
    await debtors.getByText("1 of 2").waitFor();
    await page.route("**/payments/debtors/?page=2*", async (route) => {
      const { totals } = (await (await route.fetch()).json()) as { totals: unknown };
      await route.fulfill({ json: { results: [], totals, count: 20, next: null, previous: 1 } });
    });
    const before = page.waitForResponse(/debtors\/\?page=1\b/);
    await debtors.getByRole("button", { name: /On/ }).click();
    await before;
    await debtors.getByText("1 of 2").waitFor();
    assert.equal(await debtors.getByText("There are no overdue debts").count(), 0);
    assert.ok((await debtors.getByRole("row").count()) > 20);
    assert.deepEqual(complaints, []);
  });
});

test("what is stuck is tried again", async () => {
  await on("stuck", async ({ page, complaints }) => {
    const jobs = part(page, "Background work");
    await jobs.getByText("Other work").waitFor();
    await jobs.getByText("sample.note · ValueError: no").waitFor();
    await jobs.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Trying again.").waitFor();
    await jobs.getByText("All background work went through.").waitFor();

    const deliveries = part(page, "Messages that did not arrive");
    const waiting = deliveries.getByRole("listitem").filter({ hasText: "Browser: should have gone out:" });
    await waiting.waitFor();
    assert.equal(await waiting.getByRole("button").count(), 0);
    assert.equal(await deliveries.getByRole("listitem").count(), 1);
    await deliveries.getByRole("link", { name: "Some failed: look at them and send them again" }).click();
    await page.getByText("The provider could not be reached").waitFor();
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText("The provider could not be reached").waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("figures are charts with a table behind each", async () => {
  await on(
    "figures",
    async ({ page, complaints }) => {
      for (const name of ["Money", "Attendance", "Homework", "Who comes and who leaves"]) {
        const chart = part(page, name).first();
        await chart.locator("canvas").waitFor();
        assert.ok(await chart.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.height > 100));
        await chart.getByText("As a table").click();
        assert.equal(await chart.getByRole("row").count(), 13);
      }
      await page.getByRole("button", { name: "by day" }).click();
      await page.getByText(", by day").first().waitFor();
      await part(page, "Money").first().getByText("As a table").click();
      assert.equal(await part(page, "Money").first().getByRole("row").count(), 31);
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("a message leads to a page that is there, or nowhere", async () => {
  await on("messages", async ({ page }) => {
    await page.getByText("A review of a score is requested").waitFor();
    assert.equal(await page.getByRole("link", { name: /A review of a score/ }).count(), 0);
    await page
      .getByRole("link", { name: /A transfer proof to check/ })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: "Photos of transfers" }).waitFor();
  });
});
