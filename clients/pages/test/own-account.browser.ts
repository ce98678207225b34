/** A student of twenty: the centre's questions, what is allowed, who follows, and Telegram. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, fits, openDesk, play, tapTwice } from "./day-stage.ts";
import { door, stage } from "./stage.ts";

test("a new student puts off the questions, answers them later, allows photos, ends a guardian and links Telegram", async () => {
  const desk = await openDesk(stage.login, "phone");
  const { page, press } = desk;
  await play([desk], async () => {
    const offer = page.getByRole("region", { name: "Questions of the centre" });
    await press(offer.getByRole("button", { name: "Not now" }));
    await offer.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await press(page.getByRole("link", { name: "My account" }));

    const questions = page.getByRole("form", { name: "Questions of the centre" });
    await questions.getByLabel("Anything else?").fill("I learn in the evening.");
    await press(questions.getByRole("button", { name: "Save" }));
    await questions.getByText("Fill this in.").waitFor();
    await press(questions.getByRole("radio", { name: "From friends" }));
    await tapTwice(desk, questions.getByRole("button", { name: "Save" }));
    await page.getByText("Saved.").first().waitFor();
    await page.reload();
    await questions.getByRole("radio", { name: "From friends" }).waitFor();
    assert.equal(await questions.getByRole("radio", { name: "From friends" }).isChecked(), true);
    assert.equal(await questions.getByLabel("Anything else?").inputValue(), "I learn in the evening.");

    const photo = page.getByRole("listitem").filter({ has: page.getByRole("group", { name: "A picture" }) });
    await photo.getByText("waits for your answer").waitFor();
    await press(photo.getByRole("button", { name: "I allow it" }));
    await photo.getByText(/^allowed/).waitFor();

    const guardian = page.getByRole("listitem").filter({ hasText: "Karimova" });
    await press(guardian.getByRole("button", { name: "End this" }));
    await press(page.getByRole("dialog").getByRole("button", { name: "Cancel" }));
    await guardian.waitFor();
    await press(guardian.getByRole("button", { name: "End this" }));
    await tapTwice(desk, page.getByRole("dialog").getByRole("button", { name: "End this" }));
    await page.getByText("sees nothing of you any more.").waitFor();
    await guardian.waitFor({ state: "detached" });

    const telegram = page.getByRole("form", { name: "Telegram" });
    await press(telegram.getByRole("button", { name: "Make the link" }));
    await telegram.getByText("Fill this in.").waitFor();
    await telegram.getByLabel("Password").fill("not mine");
    await press(telegram.getByRole("button", { name: "Make the link" }));
    await telegram.getByText("Wrong password.").waitFor();
    await telegram.getByLabel("Password").fill(stage.password);
    await press(telegram.getByRole("button", { name: "Make the link" }));
    const link = page.getByRole("link", { name: "Open Telegram" });
    const said = await door<string>("press_start", { site: stage.url, link: (await link.getAttribute("href")) ?? "" });
    assert.match(said, /^Linked with the account of/);
    await page.reload();
    await press(page.getByRole("button", { name: "Unlink Telegram" }));
    await page.getByText("No messages go to Telegram any more.").waitFor();
    await fits(desk);
  });
  await closeDesks([desk], ["422 POST /notifications/telegram/link/"]);
});
