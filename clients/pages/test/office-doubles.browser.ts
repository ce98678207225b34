/** The office finds a pupil who was entered twice, and merges the two accounts: by keyboard at a desk, and on a phone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { on } from "./family-stage.ts";
import { stage } from "./stage.ts";

const { pupil, duplicate, other } = stage as unknown as { pupil: string; duplicate: string; other: string };

async function fits(page: Page): Promise<void> {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
}

async function press(control: Locator, key = "Enter"): Promise<void> {
  await control.focus();
  await control.press(key);
}

test("a likely pair is compared, the facts are chosen, and the two are merged", async () => {
  await on(
    "doubles",
    async ({ page, complaints }) => {
      await page.getByText("date of birth").first().waitFor();
      await fits(page);
      await press(page.getByRole("link", { name: "Compare: Jasur Oripov" }));
      await page.getByRole("heading", { level: 1, name: "One pupil or two?" }).waitFor();
      await page
        .getByRole("radio", { name: /No\. \d+, stays/ })
        .first()
        .waitFor();
      assert.equal(await page.getByRole("radio", { name: /stays/ }).first().isChecked(), true);
      await page.getByText("What moves").waitFor();
      await fits(page);

      await press(page.getByRole("radio", { name: /stays/ }).nth(1), "Space");
      await page.getByRole("radio", { name: "+998901112233" }).waitFor();
      await press(page.getByRole("radio", { name: /stays/ }).first(), "Space");
      await press(page.getByRole("radio", { name: "+998901112233" }), "Space");

      const balances = page.getByRole("region", { name: "Balances" });
      await balances
        .getByText(/200\s000/)
        .first()
        .waitFor();
      await press(page.getByRole("button", { name: "Merge" }));
      const sure = page.getByRole("dialog", { name: "Merge" });
      await sure.getByText(/is closed/).waitFor();
      await sure.getByText("There is no way back.").waitFor();
      await fits(page);
      await press(sure.getByRole("button", { name: "Merge" }));
      await page.locator(".notices p").filter({ hasText: "are one" }).waitFor();
      await page.getByRole("heading", { level: 1, name: "Jasur Oripov" }).waitFor();
      await page.getByRole("link", { name: "+998 90 111 22 33" }).waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("the old card leads to the one that stayed", async () => {
  await on(
    `pupils/${duplicate}`,
    async ({ page }) => {
      await press(page.getByRole("link", { name: "Open the account that stayed" }));
      await page.waitForURL(new RegExp(`/app/pupils/${pupil}$`));
      await fits(page);
    },
    360,
  );
});

test("from a card another pupil is picked; what has to be settled first is said", async () => {
  await on(
    `pupils/${pupil}`,
    async ({ page, complaints }) => {
      const acts = page
        .locator("details.card-part")
        .filter({ has: page.locator("> summary").filter({ hasText: "What to do" }) })
        .last();
      if ((await acts.getAttribute("open")) === null) await press(acts.locator("> summary"));
      await press(acts.getByRole("button", { name: "Same person as…" }));
      const field = acts.getByRole("combobox", { name: "The other account" });
      await field.fill("Laylo");
      await page.getByRole("option", { name: /Laylo/ }).and(page.locator("[data-highlighted]")).waitFor();
      await field.press("Enter");
      await press(acts.getByRole("button", { name: "Compare" }));
      await page.waitForURL(new RegExp(`/app/doubles/${pupil}/${other}$`));
      await page.getByText("Both are in the group A2 morning").waitFor();
      assert.equal(await page.getByRole("button", { name: "Merge" }).count(), 0);
      await fits(page);
      assert.deepEqual(complaints, []);
    },
    360,
  );
});
