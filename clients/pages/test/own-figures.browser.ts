/** A director puts measures together and shares them, an open page follows what is counted, and a teacher sees what own rights give. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { isTidy } from "./course-life-stage.ts";
import { door, stage as told, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { director: string; teacher: string };

test("own figures are saved, follow what is counted, are read by a teacher, changed and deleted", async () => {
  const { page, complaints, close } = await sit(stage.director, "own-figures");
  await page.getByRole("heading", { level: 1, name: "Own figures" }).waitFor();
  await page.getByText("No figures yet.").waitFor();
  await page.getByRole("button", { name: "New figure" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Monday");
  await page.getByRole("checkbox", { name: "Active pupils" }).check();
  await page.getByRole("checkbox", { name: "Money received" }).check();
  assert.equal(await page.getByRole("option", { name: "By group" }).count(), 0);
  await page.getByLabel("Period", { exact: true }).selectOption({ label: "Last 12 months" });
  await page.getByLabel("Length of a step", { exact: true }).selectOption({ label: "Months" });
  await page.getByRole("radio", { name: "Table" }).check();
  await page.getByRole("checkbox", { name: "Teachers" }).check();
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await isTidy(page);
  }
  await page.getByRole("button", { name: "Save the figure" }).click();
  await page.getByRole("heading", { level: 1, name: "Monday" }).waitFor();
  const active = page.getByRole("region", { name: "Active pupils", exact: true });
  await active.getByRole("cell", { name: "14", exact: true }).first().waitFor();
  assert.equal(await active.getByRole("cell", { name: "15", exact: true }).count(), 0);
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await isTidy(page);
  }
  assert.equal(await door<boolean>("join"), true);
  await active.getByRole("cell", { name: "15", exact: true }).first().waitFor();
  const saving = page.waitForEvent("download");
  await page
    .getByRole("group", { name: "Save the whole figure as a file" })
    .getByRole("button", { name: "CSV" })
    .click();
  const table = await readFile(await (await saving).path(), "utf-8");
  assert.match(table, /Active pupils;Money received/u);

  const teacher = await sit(stage.teacher, "own-figures", PHONE);
  await teacher.page.getByRole("link", { name: "Monday" }).click();
  await teacher.page.getByText("1 показатель набора не показан").waitFor();
  await teacher.page.getByRole("region", { name: "Активные ученики", exact: true }).first().waitFor();
  assert.equal(await teacher.page.getByRole("button", { name: "Изменить" }).count(), 0);
  await isTidy(teacher.page);
  assert.deepEqual(teacher.complaints, []);
  await teacher.close();

  await page.getByRole("button", { name: "Change" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Every Monday");
  await page.getByRole("button", { name: "Save the figure" }).click();
  await page.getByRole("heading", { level: 1, name: "Every Monday" }).waitFor();
  await page.getByRole("button", { name: "In the background" }).first().click();
  await page.getByText("The file is being made: see “Reports”.").waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("No figures yet.").waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
