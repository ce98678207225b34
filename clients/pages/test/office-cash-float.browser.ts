/** Change from the safe: in with the shift, back at its end, and the shift that waits is shown to who waits for it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, on, told } from "./family-stage.ts";

const WIDE = 1280;

/** The note, and whether its label says that it can be left out. */
async function readNote(page: Page): Promise<{ required: string | null; label: string }> {
  const note = page.getByRole("dialog").getByLabel(/^Note/);
  const label = await page.getByRole("dialog").locator("label", { hasText: "Note" }).innerText();
  return { required: await note.getAttribute("aria-required"), label: label.trim() };
}

test("change goes from the safe into the drawer and back, and nobody has to confirm it", async () => {
  await on(
    "shifts",
    async ({ page, complaints }) => {
      const front = page.getByRole("listitem").filter({ hasText: "Front desk" });
      await front.getByRole("button", { name: "Open a shift" }).press("Enter");
      assert.deepEqual(await readNote(page), { required: "false", label: "Note optional" });
      await page.getByLabel("Cash in the drawer").fill("200 000");
      await page.getByText("It should be 0").waitFor();
      assert.deepEqual(await readNote(page), { required: "true", label: "Note" });
      await page.getByLabel("Of it change from the safe").fill("200 000");
      await page.getByText("It should be 0").waitFor({ state: "detached" });
      assert.equal((await readNote(page)).required, "false");
      await page.getByLabel("Of it change from the safe").press("Enter");
      await front.getByText("200\u00a0000\u00a0soʻm of change owed to the safe").waitFor();

      await front.getByRole("button", { name: "Close the shift" }).press("Enter");
      await page.getByLabel("Cash in the drawer").fill("200 000");
      await page.getByLabel("Of it change back into the safe").fill("200 000");
      await page.getByLabel("Of it change back into the safe").press("Enter");
      await page.getByText("The shift is closed.").waitFor();
      await page.getByRole("table").getByText("agrees").first().waitFor();
      await page.getByRole("table").getByText("Front desk").first().click();
      await page.getByRole("dialog").getByText("of it back into the safe").waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});

test("a shift that waits for a second person is shown to the cashier until it is open", async () => {
  await on(
    "shifts",
    async ({ page, complaints }) => {
      const front = page.getByRole("listitem").filter({ hasText: "Front desk" });
      await front.getByRole("button", { name: "Open a shift" }).press("Enter");
      await page.getByLabel("Cash in the drawer").fill("2 000 000");
      await page.getByLabel("Of it change from the safe").fill("2 000 000");
      await page.getByLabel("Of it change from the safe").press("Enter");
      await front
        .getByText("The shift is not open yet: a second person looks at the count of 2\u00a0000\u00a0000\u00a0soʻm")
        .waitFor();
      await front.getByRole("button", { name: "Count again" }).waitFor();
      await page.goto(new URL("/app/", told.url).href);
      await page.getByRole("link", { name: "1 cash desk waits for a second person" }).waitFor();
      await page.goto(new URL("/app/cash", told.url).href);
      await page.getByText("The shift is not open yet").waitFor();
      await page.getByRole("link", { name: "Decide or withdraw" }).press("Enter");
      await page.locator("tbody").getByRole("button", { name: "The count of a cash desk" }).click();
      await page.getByRole("dialog").getByText("Change from the safe or back").waitFor();

      const waiting = await as<{ results: { id: string }[] }>(told.staff, "GET", "/payments/approvals/?state=waiting");
      await as(told.staff, "POST", `/payments/approvals/${waiting.results[0]?.id}/decide/`, { decision: "approve" });
      await page.goto(new URL("/app/shifts", told.url).href);
      await front.getByRole("button", { name: "Close the shift" }).waitFor();
      assert.deepEqual(complaints, []);
    },
    WIDE,
  );
});
