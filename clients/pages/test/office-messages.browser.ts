/** Announcements, ready messages, templates and deliveries, at a desk by keyboard and on a phone by touch. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";

const DESK = 1280;

test("an announcement is previewed and sent from a phone, another is put off and taken back", async () => {
  await on("announcements", async ({ page, complaints }) => {
    await page.getByText("No announcements yet.").waitFor();
    const write = async (title: string) => {
      await page.getByRole("button", { name: "New announcement" }).click();
      await page.getByRole("combobox", { name: "A group" }).click();
      await page.locator(".pick-list").getByRole("option").first().click();
      await page.getByRole("group", { name: "Title" }).getByLabel("English").fill(title);
      await page.getByRole("group", { name: "Text" }).getByLabel("English").fill("We meet on Thursday.");
    };
    await write("No lesson tomorrow");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText(/It reaches \d+ p/).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("button", { name: "No lesson tomorrow" }).waitFor();
    await write("Open day");
    await page.getByLabel("Later").check({ force: true });
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("Fill this in.").waitFor();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Day").fill(tomorrow);
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Schedule" }).click();
    await page.getByRole("button", { name: "Open day" }).click();
    await page.getByRole("button", { name: "Do not send" }).click();
    await page.getByText("It will not be sent.").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a ready message is written, sent to a family, changed and archived", async () => {
  await on(
    "family-messages",
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "New ready message" }).press("Enter");
      await page.getByRole("group", { name: "Title" }).getByLabel("English").fill("Homework");
      await page
        .getByRole("group", { name: "Text" })
        .getByLabel("English")
        .fill("{student} has not done the homework.");
      await page.getByRole("button", { name: "Save" }).press("Enter");
      await page.getByRole("heading", { name: "Ready messages" }).waitFor();
      await page.getByRole("button", { name: "Edit: Homework" }).waitFor();
      await page.getByRole("button", { name: "Write to a family" }).press("Enter");
      await page.getByLabel("Pupil", { exact: true }).fill("Jasur");
      await page.locator(".pick-list").getByRole("option", { name: /Jasur/ }).waitFor();
      await page.getByLabel("Pupil", { exact: true }).press("Enter");
      await page.getByLabel("Which message").selectOption({ label: "Homework" });
      await page.getByText(/Goes to: Gulnora/).waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).press("Enter");
      await page.getByRole("button", { name: /Jasur/ }).waitFor();
      await page.getByRole("button", { name: "Edit: Homework" }).click();
      await page.getByRole("group", { name: "Title" }).getByLabel("English").fill("The homework");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Edit: The homework" }).click();
      await page.getByRole("button", { name: "Archive" }).click();
      await page.getByText("It is no longer offered.").waitFor();
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("the office writes to a family in its own words, and is told what waits for the morning", async () => {
  await on("pupils", async ({ page, complaints }) => {
    await page.getByRole("button", { name: /^Jasur/ }).click();
    await page.getByRole("link", { name: "Write to the family" }).click();
    const form = page.getByRole("form", { name: "Write to a family" });
    await form.getByText(/Goes to: Gulnora .* wait until/).waitFor();
    await form.getByRole("button", { name: "Send", exact: true }).click();
    await form.locator(".wrong").first().waitFor();
    await form.getByLabel("Text").fill("Please bring the passport on Friday.");
    await form.getByRole("button", { name: "Send", exact: true }).click();
    await page
      .locator(".notices p")
      .filter({ hasText: /wait until/ })
      .waitFor();
    await page.getByRole("cell", { name: "Please bring the passport on Friday." }).first().waitFor();
    await page.getByRole("button", { name: "Write to a family" }).click();
    await page.getByLabel("Pupil", { exact: true }).fill("Laylo");
    await page.locator(".pick-list").getByRole("option", { name: /Laylo/ }).click();
    const unreached = form.getByRole("status").filter({ hasText: "Nobody of this family can read it yet" });
    await unreached.getByRole("link", { name: "Open the card" }).waitFor();
    await unreached.getByRole("link", { name: "Invite the family" }).click();
    await page.getByRole("heading", { level: 1, name: "Families not reached" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("a text is written, shown with sample values, changed, and given up for the built-in one", async () => {
  await on(
    "templates",
    async ({ page, complaints }) => {
      await page.getByLabel("Channel").selectOption({ label: "SMS" });
      assert.match(
        (await page.getByLabel("Language").first().locator("option:checked").textContent()) ?? "",
        /English/,
      );
      const row = (text: string | RegExp) => page.getByRole("listitem").filter({ hasText: text });
      const open = (text: string | RegExp) => row(text).first().getByRole("button").press("Enter");
      await page.locator("summary").filter({ hasText: "Lessons" }).press("Enter");
      await row(/./).first().waitFor();
      await page.locator("summary").filter({ hasText: "Account" }).press("Enter");
      await open("{link}");
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Hello {nobody}");
      await page.getByRole("button", { name: "Save" }).click();
      await page.locator(".wrong").first().waitFor();
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Hello from the centre {link}");
      await page.getByRole("button", { name: "With sample values" }).click();
      await page
        .locator("blockquote")
        .getByText(/Hello from the centre/)
        .waitFor();
      await page.getByRole("button", { name: "Save" }).click();
      await row("our own").waitFor();
      await page.getByRole("searchbox", { name: "Find a message" }).fill("hello centre");
      await page.getByText("Account (1)").waitFor();
      await open("our own");
      await page
        .locator("blockquote")
        .getByText(/Hello from the centre/)
        .waitFor();
      await page.getByRole("textbox", { name: "Text", exact: true }).fill("Hello from us at the centre {link}");
      await page.getByRole("button", { name: "Save" }).click();
      await open("Hello from us");
      await page.getByRole("button", { name: "Use the built-in text again" }).click();
      await page.getByText("The built-in text is used again.").waitFor();
      await page.getByText("Nothing found").waitFor();
      assert.deepEqual(complaints, []);
    },
    DESK,
  );
});

test("a message that failed is sent again, and the budget is there", async () => {
  await on("deliveries", async ({ page, complaints }) => {
    await page.getByText("Budget").waitFor();
    await page.getByRole("combobox", { name: "State" }).selectOption({ label: "failed" });
    await page
      .getByRole("row", { name: /could not be reached/ })
      .getByRole("button", { name: "Send again" })
      .click();
    await page.getByText("It is being sent again.").waitFor();
    await page.getByText("No such message.").waitFor();
    assert.deepEqual(complaints, []);
  });
});
