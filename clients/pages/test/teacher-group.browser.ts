/** What a teacher opens around a group and a lesson. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { caller, DESK, PHONE, sit, stage } from "./teacher-stage.ts";

test("“Live” opens the wall of the homework beside it, also of one that is not among the newest ten", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "assignments", DESK);
  try {
    const select = page.getByLabel("Homework", { exact: true });
    const chosen = () => select.locator("option:checked").innerText();
    await page.getByRole("listitem").filter({ hasText: "Unit 5" }).getByRole("link", { name: "Live" }).click();
    await select.waitFor();
    assert.equal(await chosen(), "Unit 5");
    await select.selectOption({ label: "Unit 7" });
    await page.reload();
    await select.waitFor();
    assert.equal(await chosen(), "Unit 7", "the address keeps the choice");

    await page.goto(`${stage.url}/app/`);
    await page.locator("section[aria-labelledby=groups]").getByRole("link", { name: "Live" }).click();
    await select.waitFor();
    assert.equal(await chosen(), "Unit 11", "without a choice it is the newest");
    assert.ok(
      (await select
        .locator("optgroup", { has: page.locator("option", { hasText: "Unit 1·" }) })
        .getAttribute("label")) === "Earlier",
    );

    await page.goto(`${stage.url}/app/assignments`);
    await page.getByRole("listitem").filter({ hasText: "Unit 1·" }).getByRole("link", { name: "Live" }).click();
    await page.getByRole("heading", { name: "Unit 1·" }).waitFor();
    await page.getByRole("listitem").filter({ hasText: "Jasur Oripov" }).getByText("to do").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("a group shows its pupils, lessons, homework, leaderboard and materials; a pupil gets coins by hand", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "", PHONE);
  try {
    await page
      .locator("section[aria-labelledby=groups]")
      .getByRole("link", { name: /A2 morning/ })
      .click();
    await page.getByRole("heading", { name: /A2 morning/ }).waitFor();
    const member = page
      .getByRole("region", { name: "Pupils" })
      .getByRole("listitem")
      .filter({ hasText: "Jasur Oripov" });
    await member.locator("summary").click();
    await member.getByText("100 %").waitFor();
    await page.getByRole("listitem").filter({ hasText: "Unit 11" }).getByText("1 of 2 handed in").waitFor();
    await page.getByRole("link", { name: "Words of the course" }).waitFor();
    await page
      .getByText("Nobody has earned coins this month.")
      .or(page.locator("section[aria-labelledby=board] ol"))
      .waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= PHONE.width, `${wide} px`);

    await member.getByText("A2", { exact: true }).waitFor();

    const drawer = page.getByRole("dialog");
    const address = page.url();
    await page.getByRole("button", { name: "New announcement" }).click();
    await drawer.waitFor();
    await page.goBack();
    await drawer.waitFor({ state: "detached" });
    assert.equal(page.url(), address, "Back closes the card and not the page");
    await page.getByRole("button", { name: "New announcement" }).click();
    assert.deepEqual(await drawer.getByRole("checkbox", { name: "SMS" }).count(), 0, "a teacher sends no SMS");
    await drawer.getByRole("group", { name: "Title" }).getByLabel("English").fill("Notebooks");
    await drawer.getByRole("group", { name: "Text" }).getByLabel("English").fill("Bring a new notebook on Monday.");
    await drawer.getByRole("button", { name: "Preview" }).click();
    await page.getByText("It reaches 2 people.").waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".notices").getByText("Sent.").waitFor();

    await page.getByRole("button", { name: "Give coins" }).click();
    await drawer.getByLabel("Pupil", { exact: true }).selectOption({ label: "Jasur Oripov" });
    await drawer.getByLabel("How many (with a minus they are taken)").fill("3");
    await drawer.getByLabel("For what? The pupil reads this.").fill("Sang for everybody");
    await drawer.getByRole("button", { name: "Give coins" }).click();
    await page.getByText("Jasur Oripov: saved.").waitFor();
    await page.keyboard.press("Escape");

    await member.getByRole("link", { name: "Open the pupil’s page" }).click();
    await page.getByRole("heading", { name: "Jasur Oripov" }).waitFor();
    await page.getByRole("button", { name: "Write to a family" }).click();
    await drawer.getByLabel("Which message").selectOption({ label: "Well done" });
    await drawer.getByRole("status").filter({ hasText: "Goes to: Jasur Oripov." }).waitFor();
    await drawer.getByRole("button", { name: "Send" }).dblclick();
    await drawer.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Scores of the last homework" }).getByText("Unit 11").waitFor();
    await page.getByText("was there").waitFor();
    await page.getByText("Zulfiya Oripova").waitFor();
    await page.getByLabel("How many (with a minus they are taken)").fill("5");
    await page.getByLabel("For what? The pupil reads this.").fill("Helped a friend");
    await page.getByRole("button", { name: "Give coins" }).click();
    await page.getByText("Jasur Oripov: saved.").waitFor();
    const teacher = await caller(stage.teacher);
    const pupil = page.url().split("/").at(-1) ?? "";
    const { results } = await teacher("GET", `/gamification/coins/${pupil}/transactions/`);
    assert.ok(
      results.some(({ amount, note }: { amount: number; note: string }) => amount === 5 && note === "Helped a friend"),
    );
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
