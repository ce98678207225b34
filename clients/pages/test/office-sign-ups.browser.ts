/** The office decides about who signed up, and reaches families that no message reaches. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

test("who signed up is approved, refused with a way back, and put into a group", async () => {
  await on(
    "sign-ups",
    async ({ page, complaints }) => {
      const card = (name: string) => page.getByRole("listitem").filter({ hasText: name });
      await card("Kamola Asker").getByText("wants to be: Teacher").waitFor();
      await card("Kamola Asker").getByRole("button", { name: "Approve" }).click();
      await page.getByText("Nobody waits.").waitFor();
      await page.getByRole("button", { name: "New accounts" }).click();
      await card("Timur Nazarov").getByRole("button", { name: "Refuse" }).click();
      await page.getByText("Nobody waits.").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await card("Timur Nazarov").getByRole("button", { name: "Put into a group" }).click();
      await page.getByRole("combobox", { name: "Group" }).fill("A2 morning");
      await page.getByRole("option", { name: /A2 morning/ }).click();
      await page.locator("form").getByRole("button", { name: "Put into a group" }).click();
      await page.getByText("Nobody waits.").waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      assert.deepEqual(complaints, []);
    },
    360,
  );
});

test("families that are not reached say why, and get an SMS after a preview", async () => {
  await on(
    "unreached",
    async ({ page, complaints }) => {
      await page.getByRole("row").filter({ hasText: "Gulnora Oripova" }).getByText("Not invited yet").waitFor();
      await page.getByRole("button", { name: "Invite by SMS" }).click();
      const dialog = page.getByRole("dialog", { name: "Invite by SMS" });
      await dialog.getByRole("combobox").fill("A2 morning");
      await dialog.getByRole("option", { name: /A2 morning/ }).click();
      await dialog.getByRole("button", { name: /preview/ }).click();
      await dialog.getByRole("button", { name: /^Send/ }).click();
      await dialog.getByText("1 SMS goes out now").waitFor();
      await dialog.getByRole("button", { name: "Close" }).click();
      await page
        .getByRole("row")
        .filter({ hasText: "Gulnora Oripova" })
        .getByText(/The SMS waits|Invited/)
        .waitFor();
      await page.getByRole("navigation").getByRole("link", { name: "Parents" }).click();
      await page
        .getByRole("row")
        .filter({ hasText: "Jasur Oripov" })
        .getByRole("link", { name: "Gulnora Oripova" })
        .click();
      await page.getByRole("heading", { level: 1, name: "Gulnora Oripova" }).waitFor();
      await page.getByRole("link", { name: "Jasur Oripov" }).waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});
