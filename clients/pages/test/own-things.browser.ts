/** A pupil buys and gives back, opens materials and courses, looks at the coming lessons, and takes the own data. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { on } from "./family-stage.ts";

async function more(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "More" }).click();
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

test("what was bought is listed, and given back once by a double press", async () => {
  await on("coins", async ({ page }) => {
    const orders = page.getByRole("region", { name: "What you bought" });
    await orders.getByText("Nothing yet.").waitFor();
    await page.getByRole("button", { name: "Buy" }).dblclick();
    await page.getByRole("dialog").getByRole("button", { name: "Buy" }).dblclick();
    const order = orders.getByRole("listitem").filter({ hasText: "Exercise book" });
    await order.getByText("waits for you at the office").waitFor();
    await page.getByRole("heading", { level: 1, name: "90 coins" }).waitFor();
    await order.getByRole("button", { name: "I do not want it any more" }).dblclick();
    await order.getByText("given back").waitFor();
    await page.getByRole("heading", { level: 1, name: "100 coins" }).waitFor();
    assert.equal(await orders.getByRole("listitem").count(), 1);
  });
});

test("materials, courses, coming lessons with a link for a calendar, messages by day, and the own data", async () => {
  await on("", async ({ page }) => {
    await more(page, "Materials");
    await page.getByRole("region", { name: "English A2" }).getByRole("link", { name: "Words of the course" }).waitFor();
    const file = page.getByRole("region", { name: "From your lessons" }).getByRole("button", { name: "The board" });
    const [saved] = await Promise.all([page.waitForEvent("download"), file.click()]);
    assert.match(saved.suggestedFilename(), /\.png$/);

    await page.getByRole("button", { name: "Help", exact: true }).click();
    const help = page.getByRole("dialog", { name: "Help" });
    await help.getByText("Here are the files and links of your courses and lessons.").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });

    await more(page, "Courses");
    await page.getByRole("listitem").filter({ hasText: "English A2" }).getByText("You learn this now").waitFor();

    await more(page, "My lessons");
    await page
      .getByRole("listitem")
      .filter({ hasText: "A2 morning" })
      .getByText(/^instead of /)
      .waitFor();
    await page.getByText("In the calendar of your phone").click();
    await page.getByRole("button", { name: "Make a link" }).click();
    await page.locator("input[readonly]").waitFor();
    assert.match(await page.locator("input[readonly]").inputValue(), /\/lessons\/calendar\/.+\.ics$/);

    await more(page, "Messages");
    await page
      .getByRole("region", { name: "today" })
      .getByRole("link", { name: /A lesson was moved/ })
      .click();
    await page.getByRole("heading", { level: 1, name: "My lessons" }).waitFor();

    await page.getByRole("navigation").getByRole("link", { name: "More" }).click();
    await page.getByRole("link", { name: "My data as a file" }).click();
    await page.getByRole("button", { name: "Prepare the file" }).waitFor();
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      "nothing is cut at 360 px",
    );
  });
});
