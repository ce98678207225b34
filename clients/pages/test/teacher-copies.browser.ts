/** What a teacher sees of work that was copied: why it waits, from whom, and both recordings beside each other. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, sit, stage } from "./teacher-stage.ts";

test("a copied recording and a copied text name whose work they are like", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "review", PHONE, { touch: true });
  try {
    const why = page.getByRole("region", { name: "Why this waits" });
    await page
      .getByRole("region", { name: "Jasur Oripov asks for another look at this score:" })
      .getByText("I said horse right.")
      .waitFor();
    await page.getByRole("button", { name: /^Accept/ }).click();
    await why.getByText("Another pupil handed in the same file.").waitFor();
    await why.getByText("100 % of it is the same as in the work of Jasur Oripov.").waitFor();
    await why.getByText("Compare both").click();
    const first = why.getByRole("region", { name: "Jasur Oripov" });
    await first.getByRole("button", { name: /^Play all/ }).click();
    await first.getByRole("button", { name: "Stop" }).waitFor();
    await why
      .getByRole("region", { name: "This one" })
      .getByRole("button", { name: /^Play all/ })
      .waitFor();
    assert.ok(await page.getByRole("button", { name: "Keys: on" }).isHidden(), "a touch phone has no keys");
    const score = page.getByLabel(/^Another score than|^Score, 0 to 100/);
    await score.pressSequentially("-5");
    await page.getByRole("button", { name: /^Accept, next/ }).click();
    await page.getByText("A score is a whole number or a half from 0 to 100.").waitFor();
    assert.equal(await score.inputValue(), "-5", "what was typed stays");
    await score.fill("40");
    await page.getByText("A score is a whole number or a half from 0 to 100.").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Accept 40/ }).click();

    await why.getByText("Another pupil handed in the same text.").waitFor();
    await why.getByText("Compare both").click();
    await why.getByRole("region", { name: "Jasur Oripov" }).getByText("We are five.").waitFor();
    assert.equal(await page.getByText("Your teacher").count(), 0, "Nothing here speaks to the pupil");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
