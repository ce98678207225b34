/** What a pupil sees of homework that was sent: the text again, the mark with what was good, and a request to look again. */

import assert from "node:assert/strict";
import { door } from "./stage.ts";
import { arrivedOnce, evening, give, open, recorded, sendIt } from "./pupil-stage.ts";

evening(
  "a sent text stays to be read, also after a new opening, and is sent once by a double press",
  async ({ page }) => {
    const title = await give({ kind: "text" });
    await open(page, title);
    await page.getByLabel("Your text").fill("My family is large.");
    await page.getByRole("button", { name: "Send", exact: true }).dblclick();
    const sent = page.getByRole("region", { name: "What you sent" }).getByText("My family is large.");
    await sent.waitFor();
    await page.getByText("It is with your teacher.").waitFor();
    assert.equal(await page.getByLabel("Your text").isVisible(), false, "what was sent is in the place of the box");
    await page.reload();
    await sent.waitFor();
    assert.deepEqual(await door("attempts", { title }), [{ state: "stored" }]);
  },
);

evening("a text that comes back is there to be changed, and what was typed since stays", async ({ page }) => {
  const title = await give({ kind: "text", tries: 2 });
  await open(page, title);
  const text = page.getByLabel("Your text");
  await text.fill("My family is large");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("region", { name: "What you sent" }).waitFor();
  await door("send_back", { title, comment: "A full stop, please." });
  await page.getByText("A full stop, please.").waitFor();
  await page.getByText("Your text from before is here.").waitFor();
  assert.equal(await text.inputValue(), "My family is large");
  await text.fill("My family is large.");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "My family is large.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("region", { name: "What you sent" }).getByText("My family is large.").waitFor();
  assert.equal((await door<object[]>("attempts", { title })).length, 2);
});

evening(
  "a mark arrives with what was good, the path shows it, and the teacher is asked once to look again",
  async ({ page }) => {
    const title = await give();
    const next = await give();
    await open(page, title);
    await recorded(page);
    await sendIt(page);
    await arrivedOnce(page, title);
    await page
      .locator(".celebration")
      .getByText(/words? right\./)
      .waitFor();
    await page.getByText("You can try once more. Your best score counts.").waitFor();

    await page.getByText("Not sure about your score?").click();
    const ask = page.getByRole("button", { name: "Ask your teacher" });
    await ask.click();
    await page.getByText("Write a sentence first.").waitFor();
    await page.getByLabel("Why should your teacher look again?").fill("I did read the last line.");
    await ask.dblclick();
    await page.getByText("Your teacher has not answered yet.").waitFor();
    assert.deepEqual(await door("appeals", { title }), ["I did read the last line."]);

    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.locator(".path .done").getByRole("link", { name: title }).waitFor();
    await page.locator(".path").getByRole("link", { name: next }).waitFor();
    assert.equal(await page.locator(".path .next").count(), 1);
    await door("accept", { title });
    await page.locator(".path .done").getByRole("link", { name: title }).click();
    await page.getByText("Your teacher has looked again.").waitFor();
    assert.equal(await page.getByText(/tr(y|ies) left/).count(), 0, "nothing more is taken after the teacher's mark");
  },
);
