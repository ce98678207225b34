/** Homework with all that it can have: for some pupils, for several groups, changed, found and taken back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { caller, DESK, PHONE, sit, stage, tabTo } from "./teacher-stage.ts";

test("homework goes to two groups by keys alone, with its model audio and every setting", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "assignments", DESK);
  try {
    const press = async (name: string) => {
      await tabTo(page, page.getByRole("button", { name, exact: true }));
      await page.keyboard.press("Enter");
    };
    const type = async (label: string, text: string) => {
      await tabTo(page, page.getByLabel(label).first());
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    };
    const unfold = async (summary: string) => {
      await tabTo(page, page.locator("summary").filter({ hasText: summary }));
      await page.keyboard.press("Enter");
    };
    await press("Give homework");
    const other = page.getByRole("checkbox", { name: "B1 evening" });
    await tabTo(page, other);
    await page.keyboard.press("Space");
    assert.equal(await page.getByLabel("For whom").count(), 0, "pupils are chosen of one group only");
    await type("Title", "Unit 8");
    await type("The text", "Mary has 21 sheep.");
    await unfold("More settings");
    await type("What to do, in words", "Read slowly.");
    await type("Tries", "2");
    await type("Coins for 100", "-5");
    await page.getByLabel("Late work").selectOption("reduce");
    await type("Coins for late work, %", "30");
    await page.getByLabel("Which try counts").selectOption("last");
    await tabTo(page, page.getByLabel("Pupils see scores after your review"));
    await page.keyboard.press("Space");
    await page.getByLabel("Level").selectOption("B1");
    await type("Words per minute for full flow", "90");
    await tabTo(page, page.getByRole("group", { name: "What counts for the score" }).getByLabel(/^Words/));
    await page.keyboard.type("3");
    await unfold("Model audio");
    await page.getByLabel("Or a sound file").setInputFiles(stage.voice ?? "");
    await press("Give it");
    const coins = page.getByLabel("Coins for 100");
    await page.waitForFunction((field) => field === document.activeElement, await coins.elementHandle());
    assert.equal(await coins.inputValue(), "-5", "what was typed stays");
    await type("Coins for 100", "15");
    await press("Give it");
    await page.getByText("Given. Everybody in the group has it now.").waitFor();

    const teacher = await caller(stage.teacher);
    const { results } = await teacher("GET", "/homework/assignments/?search=unit%208");
    assert.deepEqual(
      new Set(results.map(({ group }: { group: string }) => group)),
      new Set([stage.group, stage.other]),
    );
    for (const given of results) {
      const { title, instructions, attempts_allowed, coins: paid, late_policy, late_coins_percent } = given;
      assert.deepEqual(
        [title, instructions, attempts_allowed, paid, late_policy, late_coins_percent],
        ["Unit 8", "Read slowly.", 2, 15, "reduce", 30],
      );
      const { counting, teacher_first, level, target_wpm, weights, model_audio } = given;
      assert.deepEqual(
        [counting, teacher_first, level, target_wpm, weights, model_audio],
        ["last", true, "B1", 90, { accuracy: 3 }, true],
      );
    }
    assert.deepEqual(
      complaints.filter((text) => !text.includes("422")),
      [],
    );
  } finally {
    await close();
  }
});

test("homework goes to one pupil, is found by its title, changed and taken back on a phone", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "assignments", PHONE);
  try {
    await page.getByRole("button", { name: "Give homework" }).click();
    await page.getByLabel("For whom").selectOption({ label: "Only some pupils" });
    await page.getByLabel("What to do", { exact: true }).selectOption({ label: "Answer aloud" });
    await page.getByLabel("Title").fill("Your summer");
    await page.getByRole("textbox", { name: "The question" }).fill("What did you do in summer?");
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText("Fill this in.").waitFor();
    await page.getByRole("checkbox", { name: "Laylo Saidova" }).check();
    await page.locator("summary").filter({ hasText: "More settings" }).click();
    await page.getByLabel("Words that should be said").fill("sea\n\nsun");
    await page.getByRole("button", { name: "See it as pupils do" }).click();
    await page.getByRole("region", { name: "Answer aloud" }).getByText("What did you do in summer?").waitFor();
    await fitsPhone(page);
    await page.getByRole("button", { name: "Give it" }).dblclick();
    await page.getByText("Given to 1 pupil.").waitFor();
    await page.getByLabel("Find homework").fill("SUMMER");
    const row = page.getByRole("listitem").filter({ hasText: "Your summer" });
    await row.getByText("0 of 1").waitFor();
    await page.getByRole("link", { name: "Unit 8" }).first().waitFor({ state: "detached" });
    await page.getByLabel("Find homework").fill("winter");
    await page.getByText("Nothing found.").waitFor();
    await page.getByLabel("Find homework").fill("your");

    await row.getByRole("link", { name: "Your summer", exact: true }).click();
    await page.getByText("Only some pupils of the group have it").waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Your winter");
    await dialog.locator("summary").click();
    assert.equal(await dialog.getByLabel("Words that should be said").inputValue(), "sea\nsun");
    await dialog.getByLabel("Tries").fill("");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Fill this in.").waitFor();
    await dialog.getByLabel("Tries").fill("4");
    await dialog.getByLabel("Good answers").fill("I swam in the sea.");
    await fitsPhone(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Your winter" }).waitFor();
    await page.getByText("Tries: 4").waitFor();

    await page.getByRole("button", { name: "Change" }).click();
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await dialog.getByRole("button", { name: "Yes, take it back" }).click();
    await page.getByText("Taken back. Nobody has it any more.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Homework" }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

/** Nothing stands beyond the side of the page or of the dialog over it. */
async function fitsPhone(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    Math.max(
      document.documentElement.scrollWidth,
      ...[...document.querySelectorAll("dialog")].map((dialog) => dialog.scrollWidth),
    ),
  );
  assert.ok(wide <= PHONE.width, `${wide} px`);
}
