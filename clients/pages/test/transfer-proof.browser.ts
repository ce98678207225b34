/** A grown-up pupil pays by transfer: the photo, its refusal, another one, and the receipt. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { as, on, told } from "./family-stage.ts";

const PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const photo = { name: "transfer.png", mimeType: "image/png", buffer: Buffer.from(PHOTO, "base64") };
const payment = `/payments/${told.owed}/`;

async function decide(decision: "approve" | "refuse", answer: string): Promise<void> {
  const { proofs } = await as<{ proofs: { id: string; state: string }[] }>(told.staff, "GET", payment);
  const proof = proofs.find(({ state }) => state === "sent")?.id;
  await as(told.staff, "POST", `${payment}proof/decide/`, { proof, decision, answer });
}

test("a photo of a transfer is sent, refused, sent again and becomes a receipt", async () => {
  await on("payments", async ({ page }) => {
    await page.getByRole("button", { name: "Send a photo of the transfer" }).click();
    const send = page.getByRole("button", { name: "Send to the office" });
    await send.click();
    await page.getByRole("group", { name: "Photo of the transfer" }).locator(".wrong").waitFor();
    await page.getByLabel("Choose a photo or a PDF").setInputFiles(photo);
    await page.getByRole("img", { name: photo.name }).waitFor();
    await send.dblclick();
    await page.getByText("The office checks your photo").waitFor();
    assert.equal(await page.getByRole("button", { name: "Send a photo of the transfer" }).count(), 0);
    await decide("refuse", "Too dark");
    await page.reload();
    await page.getByText("The office did not accept the photo: Too dark").waitFor();
    await page.getByRole("button", { name: "Send another photo" }).click();
    await page.getByLabel("Take a photo").setInputFiles(photo);
    await send.click();
    await page.getByText("The office checks your photo").waitFor();
    await decide("approve", "");
    await page.reload();
    await page.getByText("paid", { exact: true }).waitFor();
    await page.getByText("Statement and receipts").click();
    const receipt = page.getByRole("button", { name: "Save the receipt" });
    const [file] = await Promise.all([page.waitForEvent("download"), receipt.click()]);
    assert.match(file.suggestedFilename(), /\.pdf$/);
  });
});
