/** The director opens the figures of the centre: they are drawn, and the page of figures says the same. */

import { test } from "node:test";
import { play, stage as told, type Stage } from "./stage.ts";
import { sit } from "./teacher-stage.ts";

const stage = told as Stage & { active: number };

test("the director sees the centre in figures, and the same number on the page of figures", async () => {
  await play([await sit(stage.login, "")], async (page) => {
    const glance = page.getByRole("region", { name: "The centre in figures" });
    await glance
      .getByRole("listitem")
      .filter({ hasText: "Active pupils" })
      .getByText(String(stage.active), { exact: true })
      .waitFor();
    await glance.getByRole("link", { name: "All figures" }).click();
    const people = page.getByRole("region", { name: "People", exact: true });
    await people.getByRole("img", { name: /^Active pupils/ }).waitFor();
    await people
      .getByRole("listitem")
      .filter({ hasText: "Active pupils" })
      .getByText(String(stage.active), { exact: true })
      .waitFor();
    await page.getByRole("link", { name: "Figures", exact: true }).first().click();
    await page
      .getByRole("listitem")
      .filter({ hasText: "Active pupils" })
      .getByText(String(stage.active), { exact: true })
      .waitFor();
  });
});
