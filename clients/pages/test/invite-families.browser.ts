/** From a table of pupils to a parent who is signed in: import, preview, one press, the link of the SMS, the QR codes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on, told } from "./family-stage.ts";
import { at, door, stage } from "./stage.ts";

const PASSWORD = "uzum bog'i 2026";

test("an imported parent is invited by SMS, opens its link once and is signed in; others get a QR code", async () => {
  await on("imports", async ({ page, complaints }) => {
    await page.getByLabel("Table", { exact: true }).setInputFiles(told.pupils);
    await page.getByRole("button", { name: "Check it" }).click();
    await page.getByRole("button", { name: "Take in 2 lines" }).click();
    const invitations = page.getByRole("region", { name: "Who has no account yet" });
    await invitations.getByText("2 people have no account yet.").waitFor();
    await invitations.getByRole("button", { name: "Invite by SMS: preview" }).click();
    await invitations.getByText(/^1 SMS, \d parts?: /).waitFor();
    const send = invitations.getByRole("button", { name: "Send 1 SMS" });
    assert.ok(((await send.boundingBox())?.height ?? 0) >= 44);
    await send.click();
    await invitations.getByText("1 SMS goes out now").waitFor();
    await invitations.getByText("Who, and why").click();
    await invitations.getByText("No phone number").waitFor();

    await invitations.getByRole("link", { name: "A2 evening" }).click();
    await page.getByRole("heading", { name: "QR codes for a group" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Print" }).count(), 0);
    assert.deepEqual(complaints, []);
  });
  const link = await door<string>("link", { phone: "+998901112233" });
  assert.ok(link.startsWith(`${stage.url}/activate#token=`));
  for (let preview = 0; preview < 2; preview++) assert.equal((await fetch(link)).status, 200);
  await at(link, async ({ page }) => {
    await page.getByText("Gulnora, your account at").waitFor();
    const button = page.getByRole("button", { name: "Set the password and sign in" });
    assert.ok(((await button.boundingBox())?.height ?? 0) >= 44);
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      "nothing is cut at 360 px",
    );
    await page.getByLabel("Your new password").fill(PASSWORD);
    await button.click();
    await page.getByRole("navigation").waitFor();
    assert.equal(new URL(page.url()).hash, "");
  });
  await at(link, async ({ page }) => {
    await page.getByText("Ask the centre for a new link.").waitFor();
  });
  await on(`qr-sheet/${await door<string>("group")}`, async ({ page, complaints }) => {
    await page.getByRole("button", { name: "Make the cards" }).click();
    await page.locator(".qr-cards li").filter({ hasText: "Bek Umarov" }).waitFor();
    assert.equal(await page.locator(".qr-cards li").filter({ hasText: "Gulnora" }).count(), 0, "she has an account");
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>(".qr-cards img")?.naturalWidth ?? 0) > 0,
    );
    assert.deepEqual(complaints, []);
  });
  await at(await door<string>("paper"), async ({ page }) => {
    await page.getByLabel("Your new password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set the password and sign in" }).click();
    await page.getByLabel("Your phone number").fill("90 222 33 44");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("The code of six digits").fill(await door<string>("code", { phone: "+998902223344" }));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByText("The number is yours").waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("navigation").waitFor();
  });
});

test("who may import and not invite sees no invitations", async () => {
  await door("narrow");
  await on("imports", async ({ page, complaints }) => {
    const imports = page.getByRole("link").filter({ hasText: "pupils.csv" });
    await imports.filter({ hasNotText: "only checked" }).click();
    await page.getByRole("button", { name: "Take it back" }).waitFor();
    assert.equal(await page.getByRole("region", { name: "Who has no account yet" }).count(), 0);
    assert.deepEqual(complaints, []);
  });
});
