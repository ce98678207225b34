/** A pupil reads how it goes: scores over time, achievements, lessons of the month. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

test("scores over time in words, as a line and as a table; achievements by name; the lessons of the month", async () => {
  await on("", async ({ page }) => {
    await page.getByRole("navigation").getByRole("link", { name: "More" }).click();
    await page.getByRole("link", { name: "My progress" }).click();
    const scores = page.getByRole("region", { name: "How your homework goes" });
    await scores.getByText("It gets better").waitFor();
    await scores
      .getByRole("img", { name: /It gets better/ })
      .getByText("88, better")
      .waitFor();
    await scores.getByText(/how well you read.*only a change over many homeworks/).waitFor();
    await scores.getByText("It does not compare you with anybody else.").waitFor();
    await scores.getByText("As a table").click();
    assert.equal(await scores.getByRole("row").count(), 7);
    await scores.getByRole("row", { name: /Unit 5 · today 88/ }).waitFor();

    const achievements = page.getByRole("region", { name: "Achievements" }).getByRole("listitem");
    await achievements.filter({ hasText: "Bookworm" }).getByText("Yours, since today").waitFor();
    await achievements.filter({ hasText: "Always there" }).getByText("1 of 10").waitFor();
    await page.getByText("You were in class: 1 of 1 lesson").waitFor();
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      "nothing is cut at 360 px",
    );

    await page.getByRole("link", { name: "Coins and the leaderboard" }).click();
    await page.getByRole("heading", { name: "Leaderboard", exact: true }).waitFor();
  });
});
