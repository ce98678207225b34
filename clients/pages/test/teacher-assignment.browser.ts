/** One assignment on a page: results, the way to a review, more time, a new score, a copy for another group. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { caller, PHONE, sit, stage } from "./teacher-stage.ts";

test("an assignment shows each pupil's result, and gives more time, a new score and a copy", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "assignments", PHONE);
  try {
    await page.getByRole("combobox", { name: "Group" }).selectOption({ label: stage.name });
    await page.getByRole("link", { name: "Unit 1", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Unit 1" }).waitFor();
    const results = page.getByRole("region", { name: "Results" }).last();
    await results.getByText("Jasur Oripov").first().waitFor();
    await page.getByRole("heading", { name: "How it went" }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= PHONE.width, `nothing stands beyond the side: ${wide}`);

    const open = (name: string) => results.locator("summary").filter({ hasText: name }).click();
    await open("Jasur Oripov");
    await page
      .getByRole("button", { name: /^Score again/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Score again" }).click();
    await dialog.getByText(/^Now .* the new score |^The new score is the same\.$/).waitFor();
    const keep = dialog.getByRole("button", { name: "Keep the old one" });
    if (await keep.count()) await keep.click();
    else await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Have not handed in: 1" }).click();
    await results.getByText("Laylo Saidova").first().waitFor();
    assert.equal(await results.getByText("Jasur Oripov").count(), 0);
    await open("Laylo Saidova");
    await results.getByRole("button", { name: "More time Laylo Saidova" }).click();
    await dialog.getByLabel("More tries").selectOption("1");
    await dialog.getByRole("button", { name: "Give it" }).click();
    await page.getByText("Laylo Saidova: given. The pupil is told.").waitFor();

    await page.getByRole("button", { name: "Model audio" }).click();
    await dialog.getByRole("button", { name: "Save the model" }).click();
    await dialog.getByText("Record it or choose a file first.").waitFor();
    await dialog.getByRole("button", { name: "Say it" }).click();
    await dialog.getByRole("button", { name: /^Done · (?!0:0[01])/ }).click();
    await dialog.getByRole("button", { name: "Save the model" }).click();
    await page.getByText("Saved. Pupils can hear it now.").waitFor();
    await page.getByRole("button", { name: "Hear the model" }).waitFor();
    await page.getByRole("button", { name: "Model audio" }).click();
    await dialog.getByLabel("Or a sound file").setInputFiles(stage.voice ?? "");
    await dialog.getByRole("button", { name: "Save the model" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Model audio" }).click();
    await dialog.getByRole("button", { name: "Remove the model" }).click();
    const question = page.getByRole("dialog", { name: "Remove the model" });
    await question.getByRole("button", { name: "Remove the model" }).click();
    await page.getByText("Removed.").waitFor();
    await page.getByRole("button", { name: "Hear the model" }).waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Copy to groups" }).click();
    await dialog.getByRole("button", { name: "Copy to groups" }).click();
    await dialog.getByText("Fill this in.").waitFor();
    await dialog.getByLabel("B1 evening").check();
    await dialog.getByRole("button", { name: "Copy to groups" }).dblclick();
    await page.getByText("Given to one more group.").waitFor();
    const teacher = await caller(stage.teacher);
    assert.equal((await teacher("GET", `/homework/assignments/?group=${stage.other}`)).count, 1, "copied once");

    await page.getByRole("button", { name: /^All: / }).click();
    await open("Jasur Oripov");
    await results.getByRole("link", { name: "Review Jasur Oripov" }).click();
    await page.getByRole("heading", { level: 2, name: "Jasur Oripov" }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
