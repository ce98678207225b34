/** The director, a manager, a teacher, a pupil and a parent read their figures, at a desk, on a phone and in the dark, in Uzbek and Russian. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { findings, lookAround, picture } from "./looks-around.ts";
import { play, stage as told, until, type Stage } from "./stage.ts";
import { sit, tabTo } from "./teacher-stage.ts";

const stage = told as Stage & {
  director: string;
  manager: string;
  teacher: string;
  pupil: string;
  parent: string;
  /** Two that can be compared, and one with too few pupils. */
  groups: [string, string, string];
  /** The ids of the pupil and of the pupil's group. */
  child: string;
  first: string;
};
const [FIRST, SECOND, SMALL] = stage.groups ?? ["", "", ""];

async function read(login: string, address: string, acts: (page: Page) => Promise<void>): Promise<void> {
  await play([await sit(login, address)], acts);
  assert.deepEqual(findings, []);
}

/** What a button saves, as text. */
async function save(page: Page, button: Locator): Promise<string> {
  const saving = page.waitForEvent("download");
  await button.click();
  return readFile(await (await saving).path(), "utf-8");
}

test("the director: every subject, a link that keeps the view, a file, and from a bar to the people of a group", async () => {
  await read(stage.director, "analytics", async (page) => {
    for (const name of ["Odamlar", "Oʻqish", "Pul", "Lidlar"])
      await page.getByRole("heading", { level: 2, name, exact: true }).waitFor();
    await page.getByRole("region", { name: "Pul" }).getByRole("listitem").filter({ hasText: "450 000" }).waitFor();
    await lookAround(page, "platform-uz");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".analytics .figure-acts:visible, .analytics .table-tools:visible").count(), 0);
    assert.ok((await page.locator(".analytics .sentence:visible").count()) > 5);
    await picture(page, "platform-print");
    await page.emulateMedia({ media: "screen" });

    await page.getByRole("button", { name: "Haftalar" }).click();
    await until(async () => page.url().includes("step=week"));
    const attendance = page.getByRole("region", { name: "Davomat", exact: true });
    await attendance.getByRole("button", { name: "Jadval" }).click();
    await attendance.getByRole("table").waitFor();
    const table = await save(page, attendance.getByRole("button", { name: "CSV" }));
    assert.ok(table.split("\n").length > 10, table);
    await attendance.getByRole("heading").getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: "Davomat" }).waitFor();
    assert.ok(page.url().includes("step=week"), page.url());
    await page.getByLabel("Boʻlib koʻrsatish").selectOption({ label: "Guruhlar boʻyicha" });
    const rows = page.getByRole("row");
    await rows.filter({ hasText: FIRST }).waitFor();
    assert.equal(await rows.filter({ hasText: SMALL }).count(), 0);
    await lookAround(page, "measure-uz");
    const address = page.url();
    await page.reload();
    await rows.filter({ hasText: SECOND }).waitFor();
    assert.equal(page.url(), address);
    await tabTo(page, page.getByRole("link", { name: FIRST }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: FIRST }).waitFor();
    assert.ok(page.url().endsWith(`/app/groups/${stage.first}`), page.url());
    await page.getByText("Jasur").first().waitFor();
    await page.goBack();
    await rows.filter({ hasText: FIRST }).waitFor();
    await page.getByLabel("Nima hisoblanadi").selectOption({ label: "Tushgan pul" });
    await page.getByRole("heading", { level: 1, name: "Tushgan pul" }).waitFor();
    assert.ok(!page.url().includes("by="), page.url());
  });
});

test("a manager reads them in Russian, and a spreadsheet has them", async () => {
  await read(stage.manager, "analytics", async (page) => {
    const active = page.getByRole("region", { name: "Активные ученики", exact: true });
    await active.getByRole("img").waitFor();
    assert.ok((await save(page, active.getByRole("button", { name: "XLSX" }))).startsWith("PK"));
    await lookAround(page, "platform-ru");
    await page.getByRole("link", { name: "Цифры", exact: true }).last().click();
    await page.getByRole("link", { name: "Аналитика" }).last().click();
    await page.getByRole("heading", { level: 1, name: "Аналитика" }).waitFor();
  });
});

test("a teacher compares two groups", async () => {
  await read(stage.teacher, "", async (page) => {
    await page
      .getByRole("region", { name: "Мои группы в цифрах" })
      .getByRole("link", { name: "Все показатели" })
      .click();
    const compared = page.getByRole("region", { name: "Сравнить две группы" }).first();
    await compared.getByText(`${FIRST} впереди`).waitFor();
    assert.equal(await compared.getByRole("option", { name: SMALL }).count(), 0);
    await compared.getByLabel("Первая группа").selectOption({ label: SECOND });
    await compared.getByRole("columnheader").nth(1).getByText(SECOND).waitFor();
    assert.ok(page.url().includes("pair="), page.url());
    const row = compared.getByRole("row").filter({ hasText: "Посещаемость" });
    assert.match(await row.innerText(), /83,3\s%[^]*100\s%[^]*−16,7\s%/u);
    await lookAround(page, "teacher-ru");
    await page.getByRole("region", { name: "Каждая группа" }).getByRole("link", { name: FIRST }).first().click();
    await page.getByText("Jasur").first().waitFor();
  });
});

test("a pupil and a parent read what has changed, and why the mark rose", async () => {
  await read(stage.pupil, "progress", async (page) => {
    const story = page.getByRole("region", { name: "Nima oʻzgardi" });
    await story.getByText(/Oʻrtacha ball oshdi: .* – 90, .* 75\./).waitFor();
    await story.getByRole("heading", { name: "Nega oshgan boʻlishi mumkin" }).waitFor();
    await story.getByText(/Darslarga koʻproq kelindi: 100\s%/).waitFor();
    await story.getByRole("img").first().waitFor();
    await lookAround(page, "pupil-uz");
  });
  await read(stage.parent, `children/${stage.child}`, async (page) => {
    await page.getByRole("link", { name: "Что изменилось" }).click();
    await page.getByText(/Средний балл вырос: .* – 90, месяцем раньше – 75/).waitFor();
    await page.getByText("По месяцам").click();
    await page.getByRole("table").waitFor();
    await lookAround(page, "parent-ru");
  });
});
