/** A teacher says what counts and writes points with the keys; the pupil reads why in Russian on a phone, the parent in Uzbek. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findings, lookAround, lookAt, picture } from "./looks-around.ts";
import { play, stage as told, until, visit, type Stage } from "./stage.ts";
import { caller, DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  teacher: string;
  colleague: string;
  office: string;
  group: string;
  name: string;
  pupil: string;
  second: string;
  parent: string;
};

test("a teacher says what counts, writes points with the keys, and meets what a colleague wrote", async () => {
  await play([await sit(stage.teacher, `group/${stage.group}`, DESK)], async (page) => {
    await page.getByRole("button", { name: "Gradebook" }).click();
    await setUp(page);
    await page.getByRole("link", { name: "To the gradebook" }).click();
    await write(page);
    await meetColleague(page);
    await giveTime(page);
    await sendSpreadsheet(page);
    await lookAround(page, "gradebook");
    await page.goto(`${stage.url}/app/group/${stage.group}`);
    await page.getByRole("button", { name: "Gradebook" }).click();
    await page.getByRole("grid", { name: stage.name }).waitFor();
    assert.deepEqual(findings, []);
  });
});

async function setUp(page: Page): Promise<void> {
  const form = page.getByRole("form", { name: "What counts" });
  const category = (name: string) => form.getByRole("group", { name: `Category: ${name}` });
  const item = (name: string) => form.getByRole("group", { name: `Item: ${name}` });
  await form.getByLabel("Name", { exact: true }).fill("Tests");
  await category("Tests").getByLabel("Weight", { exact: true }).fill("60");
  await form.getByRole("button", { name: "Add a category" }).click();
  await category("without a name").getByLabel("Weight", { exact: true }).fill("40");
  await category("without a name").getByLabel("Name", { exact: true }).fill("Speaking");
  await category("Speaking").getByText("makes 40 % of the grade").waitFor();
  for (const name of ["Oral exam", "Dictation", ""]) {
    await form.getByRole("button", { name: "Add an item" }).click();
    const added = item("without a name");
    await added.getByLabel("Most points").fill("20");
    if (name) await added.getByLabel("Name", { exact: true }).fill(name);
    else await added.getByLabel("Where the points come from").selectOption("A quiz");
    if (!name) await added.getByLabel("Quiz", { exact: true }).selectOption("Unit 2");
    await item(name || "Unit 2")
      .getByLabel("Category", { exact: true })
      .selectOption(name === "Oral exam" ? "Speaking" : "Tests");
  }
  await form.getByRole("button", { name: "Move up: Unit 2" }).click();
  await form.getByRole("button", { name: "Move up: Unit 2" }).click();
  await form.getByRole("button", { name: "Move up: Dictation" }).click();
  await item("Dictation").getByLabel("Most points").fill("");
  await form.getByRole("button", { name: "Save" }).click();
  await item("Dictation").getByText("Fill this in.").waitFor();
  await item("Dictation").getByLabel("Most points").fill("20");
  await item("Dictation").getByText("Fill this in.").waitFor({ state: "detached" });
  await item("Dictation").getByText("makes 50 % of “Tests”").waitFor();
  await lookAround(page, "setup");
  await loseToColleague(page);
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. All grades are counted anew.").waitFor();
}

/** A colleague has saved the same meanwhile; what stands in the form is not lost before one says so. */
async function loseToColleague(page: Page): Promise<void> {
  const form = page.getByRole("form", { name: "What counts" });
  const [call, path] = [await caller(stage.colleague), `/grading/gradebooks/${page.url().split("/").at(-1)}/`];
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. All grades are counted anew.").waitFor();
  const { revision, usual_scale, categories, items } = await call("GET", path);
  await call("PUT", path, { revision, usual_scale, categories, items });
  await form.getByLabel("Grade scale").selectOption("1 to 12");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Another person changed what counts.").waitFor();
  await page.getByRole("button", { name: "Load again" }).click();
  await until(async () => (await form.getByLabel("Grade scale").locator("option:checked").innerText()) === "2 to 5");
}

/** The cell of a pupil in a column; 0 is the name. */
function cell(page: Page, pupil: string, column: number) {
  return page.getByRole("row").filter({ hasText: pupil }).locator(`[data-column="${column}"]`);
}

async function write(page: Page): Promise<void> {
  await page.getByRole("grid", { name: stage.name }).waitFor();
  await cell(page, stage.pupil, 1).getByText("20").waitFor();
  await cell(page, stage.pupil, 1).getByText("result of the work").waitFor();
  await cell(page, stage.pupil, 3).click();
  await page.keyboard.type("17,5");
  await page.keyboard.press("Enter");
  const notice = page.getByText(`${stage.pupil}, Oral exam: 17.5.`);
  await notice.waitFor();
  await cell(page, stage.pupil, 3).getByText("17.5").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Undone.").waitFor();
  await cell(page, stage.pupil, 3).getByText("nothing yet").waitFor();

  // The keys alone: up and to the left, a wrong word, then a number.
  await cell(page, stage.second, 3).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("x");
  await page.keyboard.press("Enter");
  await page.getByText("Write points as a number").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("14");
  await page.keyboard.press("Tab");
  await page.getByText(`${stage.pupil}, Dictation: 14.`).waitFor();
  await cell(page, stage.pupil, 0).getByText("85 %").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("e");
  await page.keyboard.press("Enter");
  await page.getByText(`${stage.second}, Oral exam: excused.`).waitFor();
  assert.equal(await page.locator('[role=grid] [tabindex="0"]').count(), 1, "one tab stop");
}

/** The colleague's points are there before hers: both are shown, and she writes hers all the same. */
async function meetColleague(page: Page): Promise<void> {
  const gradebook = `/grading/gradebooks/${page.url().split("/").at(-1)}`;
  const call = await caller(stage.colleague);
  const grid = await call("GET", `${gradebook}/grid/`);
  const student = grid.rows.find((row: { student: { full_name: string } }) => row.student.full_name === stage.second)
    .student.id;
  await cell(page, stage.second, 2).click();
  await page.keyboard.type("15");
  await call("POST", `${gradebook}/entries/`, { item: grid.items[1].id, student, points: 9 });
  await cell(page, stage.second, 0).getByText("45 %").waitFor();
  const field = cell(page, stage.second, 2).getByRole("textbox");
  assert.equal(await field.inputValue(), "15", "what is typed stays while the grid is loaded anew");
  await field.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Why do you change it?" });
  await dialog.getByLabel("Why do you change it?").fill("I heard it again.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Sardor Aliyev wrote 9 meanwhile.").waitFor();
  await lookAt(page);
  await picture(page, "conflict");
  await dialog.getByRole("button", { name: "Write 15 all the same" }).click();
  await dialog.waitFor({ state: "detached" });
  await cell(page, stage.second, 2).getByText("15").waitFor();
  await cell(page, stage.second, 0).getByText("75 %").waitFor();
}

async function giveTime(page: Page): Promise<void> {
  const drawer = page.getByRole("dialog", { name: stage.second });
  await cell(page, stage.second, 2).focus();
  await page.getByRole("toolbar", { name: "This cell" }).getByRole("button", { name: "More time" }).click();
  await drawer.getByLabel("New due time").fill("2027-01-30T18:00");
  await drawer.getByLabel("Why").fill("Was ill.");
  await drawer.getByRole("button", { name: "Give more time" }).click();
  await page.getByText(`${stage.second} has more time: Dictation.`).waitFor();
  await cell(page, stage.second, 0).focus();
  await page.keyboard.press("Enter");
  await drawer.getByRole("heading", { name: "How the grade is made" }).waitFor();
  const dictation = drawer.getByRole("listitem").filter({ hasText: "Dictation" }).first();
  await dictation.getByText("Was ill.").waitFor();
  await dictation.locator("summary").click();
  await dictation.getByText("I heard it again.").waitFor();
  await drawer.getByRole("img", { name: "Tests gives 75 of 100 % of the grade" }).waitFor();
  await lookAt(page);
  await picture(page, "reasons");
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
}

/** The spreadsheet as CSV, as another program would download it. */
async function downloadTable(gradebook: string): Promise<string> {
  const api = `${stage.url}/api/v1`;
  const body = JSON.stringify({ login: stage.teacher, password: stage.password });
  const signed = await fetch(`${api}/auth/login/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
  const { access } = (await signed.json()) as { access: string };
  const answer = await fetch(`${api}/grading/gradebooks/${gradebook}/table/?format=csv`, {
    headers: { Authorization: `Bearer ${access}` },
  });
  assert.ok(answer.ok, String(answer.status));
  return answer.text();
}

async function sendSpreadsheet(page: Page): Promise<void> {
  const table = await downloadTable(page.url().split("/").at(-1) ?? "");
  const drawer = page.getByRole("dialog", { name: "Spreadsheet" });
  await page.getByRole("button", { name: "Spreadsheet" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    drawer.getByRole("button", { name: "Download" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const file = { name: "grades.csv", mimeType: "text/csv", buffer: Buffer.from(table.replace("excused", "18")) };
  await drawer.getByLabel("The changed spreadsheet").setInputFiles(file);
  await drawer.getByLabel("Why do you change it?").fill("Marked on paper.");
  await drawer.getByRole("button", { name: "See what changes" }).click();
  await drawer.getByText("1 grade changes:").waitFor();
  await drawer.getByText(`${stage.second}, Oral exam: nothing → 18`).waitFor();
  await lookAt(page);
  await picture(page, "spreadsheet");
  await drawer.getByRole("button", { name: "Write 1 grade" }).click();
  await page.getByText("1 grade is written.").waitFor();
  await cell(page, stage.second, 3).getByText("18").waitFor();
}

test("a pupil reads on a phone in Russian where the grade comes from, and what a five takes", async () => {
  await visit(stage.login, "menu", PHONE, async (page) => {
    await page.getByRole("link", { name: "Оценки" }).click();
    await page.getByRole("heading", { name: "Оценки" }).waitFor();
    await lookAt(page);
    await page.getByRole("link", { name: stage.name }).click();
    await page.getByText("85 %", { exact: true }).waitFor();
    await page.getByRole("img", { name: "Tests: даёт 85 из 100 % оценки" }).waitFor();
    const dictation = page.getByRole("listitem").filter({ hasText: "Dictation" }).first();
    await dictation.getByText("14 из 20 баллов").waitFor();
    await dictation.locator("summary").filter({ hasText: "Почему так" }).click();
    await dictation.getByText("Dilnoza Rahimova").waitFor();
    await dictation.getByText("засчитано это").waitFor();
    await page.getByLabel("Что нужно для оценки …?").selectOption("5");
    await page.getByRole("status").filter({ hasText: "87,49 %" }).filter({ hasText: "Oral exam" }).waitFor();
    await lookAt(page);
    await picture(page, "grade-ru");
    const path = `/grading/gradebooks/${page.url().split("/").at(-1)}`;
    const call = await caller(stage.teacher);
    const grid = await call("GET", `${path}/grid/`);
    const row = grid.rows.find((one: { student: { full_name: string } }) => one.student.full_name === stage.pupil);
    await call("POST", `${path}/entries/`, {
      item: grid.items[2].id,
      student: row.student.id,
      points: 20,
      last: row.cells[2].last,
    });
    await page.getByText("91 %", { exact: true }).waitFor();
    assert.deepEqual(findings, []);
  });
});

test("a parent reads the child's grade in Uzbek", async () => {
  await visit(stage.parent, "grades", PHONE, async (page) => {
    await page.getByRole("heading", { name: "Baholar" }).waitFor();
    await page.getByRole("link", { name: stage.name }).click();
    await page.getByText("91 %", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Baho nimadan chiqadi" }).waitFor();
    await page.getByText("Dilnoza Rahimova").first().waitFor({ state: "attached" });
    await lookAt(page);
    await picture(page, "grade-uz");
    assert.deepEqual(findings, []);
  });
});

test("the office makes a grade scale of its own, changes and deletes it", async () => {
  await play([await sit(stage.office, "grade-scales", DESK)], async (page) => {
    const card = page.getByRole("dialog");
    await page.getByRole("button", { name: "New scale" }).click();
    await card.getByLabel("Name", { exact: true }).fill("Ours");
    const band = (n: number) => card.getByRole("group", { name: `Band ${n}` });
    await band(1).getByLabel("Word").fill("no");
    await band(2).getByLabel("Word").fill("yes");
    await band(2).getByLabel("From (percent)").fill("0");
    await card.getByRole("button", { name: "Save" }).click();
    await band(2).getByText("A band begins above the one before it.").waitFor();
    await band(2).getByLabel("From (percent)").fill("60,5");
    await lookAt(page);
    await card.getByRole("button", { name: "Save" }).click();
    await page.getByText("no (0), yes (60.5)").waitFor();
    await page.getByRole("button", { name: "Ours" }).click();
    await card.getByRole("button", { name: "Add a band" }).click();
    await band(3).getByLabel("Word").fill("great");
    await band(3).getByLabel("From (percent)").fill("90");
    await card.getByRole("button", { name: "Save" }).click();
    await page.getByText("great (90)").waitFor();
    await lookAt(page);
    await page.getByRole("button", { name: "Ours" }).click();
    await card.getByRole("button", { name: "Delete the scale" }).click();
    await page.getByText("“Ours” is deleted.").waitFor();
    assert.deepEqual(findings, []);
  });
});
