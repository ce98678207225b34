/**
 * A mother of three on her phone: was she there, did she do it, what do we owe; then an excuse, a transfer, a letter, a
 * consent, a statement and the data of a child. The office answers at its desk, and she sees it without loading anew.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, fits, openDesk, play, tapTwice, type Desk } from "./day-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & { staff: string };

/** How long (ms) the file of a child's data may take. */
const FILE_MS = 60_000;

const PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const photo = { name: "transfer.png", mimeType: "image/png", buffer: Buffer.from(PHOTO, "base64") };

const item = ({ page }: Desk, text: string) => page.getByRole("listitem").filter({ hasText: text });
const bar = ({ page }: Desk, name: string) => page.getByRole("navigation").getByRole("link", { name }).first();

test("a mother of three sees how it is, tells, pays, answers and asks, and is answered", async () => {
  const began = Date.now();
  const [mother, office] = await Promise.all([openDesk(told.login, "phone"), openDesk(told.staff, "wide", "excuses")]);
  const { page, press } = mother;
  const child = (name: string) => page.getByRole("article", { name });

  /** Three answers for each child on the first page. */
  const look = async () => {
    await child("Jasur").getByText("was there").waitFor();
    await child("Jasur")
      .getByText(/everything is done.*84/)
      .waitFor();
    await child("Jasur")
      .getByText(/450.000.soʻm/)
      .waitFor();
    await child("Laylo").getByText("was not there").waitFor();
    await child("Laylo")
      .getByText(/1 to do/)
      .waitFor();
    await child("Bekzod").getByText("nothing", { exact: true }).waitFor();
    assert.equal(await page.getByRole("article").count(), 3);
    await fits(mother);
  };

  const excuse = async () => {
    await press(bar(mother, "Absence"));
    await press(page.getByRole("button", { name: "Laylo" }));
    await page.getByLabel("Why").fill("Fever");
    await tapTwice(mother, page.getByRole("button", { name: "Tell the teacher" }));
    await item(mother, "Fever").getByText("waits for an answer").waitFor();
    assert.equal(await item(mother, "Fever").count(), 1);
    const asked = office.page.getByRole("listitem", { name: /^Laylo/ });
    await asked.getByLabel("A word to the family").fill("Get well");
    await office.press(asked.getByRole("button", { name: "Accept", exact: true }));
    await item(mother, "Fever").getByText("accepted").waitFor();
    await item(mother, "Fever").getByText("Get well").waitFor();
    await fits(mother);
  };

  const pay = async () => {
    await press(bar(mother, "Payments"));
    const owed = page.getByRole("region", { name: "What is to be paid for each child" });
    await press(owed.getByRole("link", { name: /Jasur/ }));
    await press(item(mother, "November").getByRole("button", { name: "Send a photo of the transfer" }));
    await page.getByLabel("Choose a photo or a PDF").setInputFiles(photo);
    await tapTwice(mother, page.getByRole("button", { name: "Send to the office" }));
    await page.getByText("The office checks your photo").waitFor();
    await office.page.goto(`${told.url}/app/proofs`);
    await office.press(item(office, "November").getByRole("button", { name: "Look at it" }));
    await office.press(item(office, "November").getByRole("button", { name: /^Take 450.000.soʻm$/ }));
    await office.press(office.page.getByRole("dialog").getByRole("button", { name: /^Take/ }));
    await office.page.getByText("The money is taken.").waitFor();
    await page.getByText("The office checks your photo").waitFor({ state: "detached" });
    await page.locator(".cards").getByText("November").waitFor({ state: "detached" });

    await press(page.getByText("Statement and receipts"));
    const receipt = page.getByRole("row").getByRole("button", { name: "Save the receipt" });
    const [file] = await Promise.all([page.waitForEvent("download"), press(receipt)]);
    assert.match(file.suggestedFilename(), /\.pdf$/);
    await fits(mother);
  };

  const answer = async () => {
    await press(bar(mother, "Messages"));
    await press(page.locator("main a.card").filter({ hasText: "Please read aloud" }));
    const letter = item(mother, "About Jasur");
    await letter.getByLabel("Your answer to the office").fill("We read every evening.");
    await tapTwice(mother, letter.getByRole("button", { name: "Send the answer" }));
    await letter.getByText("What you answered").waitFor();
    assert.equal(await letter.locator("blockquote").count(), 1);
    await fits(mother);
  };

  const allow = async () => {
    await press(bar(mother, "Today"));
    const asked = page.locator(".notice").filter({ hasText: "voice of Laylo" });
    await press(asked.getByRole("link", { name: "Answer" }));
    const consent = page
      .getByRole("listitem")
      .filter({ has: page.getByRole("group", { name: "Recordings of the voice" }) });
    await press(consent.getByRole("button", { name: "I allow it" }));
    await consent.getByText(/^allowed/).waitFor();
    await fits(mother);
  };

  const take = async () => {
    await press(bar(mother, "Today"));
    await press(child("Laylo").getByRole("heading").getByRole("link"));
    await press(page.getByRole("link", { name: "The data of the child" }));
    await tapTwice(mother, page.getByRole("button", { name: "Ask for the file" }));
    const save = page.getByRole("link", { name: "Save the file" });
    await save.waitFor({ timeout: FILE_MS });
    const [file] = await Promise.all([page.waitForEvent("download"), press(save)]);
    assert.match(file.suggestedFilename(), /\.zip$/);
    await fits(mother);
  };

  await play([mother, office], async () => {
    for (const step of [look, excuse, pay, answer, allow, take]) await step();
  });
  await closeDesks([mother, office], []);
  console.log(`the day took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
