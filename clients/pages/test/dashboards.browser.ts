/** Dashboards of revenue, marketing and a course: chart, table, file and the way on; the teacher has that of a course. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { play, stage as told, type Stage } from "./stage.ts";
import { sit } from "./teacher-stage.ts";

const stage = told as Stage & { teacher: string; course: string };

for (const [to, title, name] of [
  ["income-board", "Income and forecast", "Expected and received"],
  ["marketing", "From leads to pupils", "From leads to pupils"],
] as const) {
  test(`the director reads ${to} as chart, table and file, also on a phone`, async () => {
    await play([await sit(stage.login, to)], async (page) => {
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      const figure = page.getByRole("region", { name, exact: true });
      await figure.getByRole("img", { name }).first().waitFor();
      await figure.getByText("Table", { exact: true }).click();
      await figure.getByRole("table").waitFor();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        figure.getByRole("button", { name: "CSV" }).click(),
      ]);
      assert.match(file.suggestedFilename(), /\.csv$/);
      await page.setViewportSize({ width: 360, height: 740 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    });
  });
}

test("the teacher sees how far people come in the course", async () => {
  await play([await sit(stage.teacher, `course-figures/${stage.course}`)], async (page) => {
    await page.getByRole("heading", { level: 1, name: "The course in figures" }).waitFor();
    const lessons = page.getByRole("region", { name: "Lesson by lesson" });
    await lessons.getByText("Of 3 learners 1 have done the last lesson.").waitFor();
    await lessons.getByRole("img").first().waitFor();
  });
});
