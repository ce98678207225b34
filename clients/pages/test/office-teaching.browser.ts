/** Nobody who teaches is switched off before the office has seen what they teach. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";
import { stage, type Stage } from "./stage.ts";

const told = stage as Stage & { group: string };
const KEEP = "Go on all the same: they stay without a teacher";

test("what a teacher teaches is listed with links, and the office may go on knowingly", async () => {
  await on("staff", async ({ page, complaints }) => {
    const card = page.locator("dialog.drawer");
    await page.getByRole("button", { name: /Rahimova/ }).click();
    await card.getByRole("button", { name: "Switch off" }).click();
    const send = card.getByRole("form", { name: "Switch off" }).getByRole("button", { name: "Switch off" });
    assert.equal(
      await card.getByRole("checkbox", { name: KEEP }).count(),
      0,
      "nobody goes on before they have seen the list",
    );
    await send.click();
    await card.getByText(/Dilnoza teaches\. Hand this over/).waitFor();
    await card.getByText("leads it").waitFor();
    const [group, lesson] = [
      card.getByRole("link", { name: "A2 morning" }).first(),
      card.getByRole("link", { name: "A2 morning" }).last(),
    ];
    assert.match((await group.getAttribute("href")) ?? "", new RegExp(`groups/${told.group}$`));
    assert.match((await lesson.getAttribute("href")) ?? "", new RegExp(`timetable\\?group=${told.group}$`));
    await card
      .getByRole("alert")
      .getByText(/This person teaches/)
      .waitFor();
    await card.getByRole("checkbox", { name: KEEP }).check();
    await send.click();
    await page.locator(".notices").getByText("Dilnoza cannot sign in any more.").waitFor();
    await page.locator(".notices").getByRole("button", { name: "Undo" }).click();
    await page.locator(".notices").getByText("Dilnoza can sign in again.").waitFor();
    assert.deepEqual(complaints, []);
  });
});
