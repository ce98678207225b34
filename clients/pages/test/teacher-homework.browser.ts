/** Giving homework with a look at it first; a submission is counted and heard; roles that the centre cut for itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { caller, DESK, endSessions, PHONE, signInAs, sit, stage } from "./teacher-stage.ts";

interface Alerted {
  tones: number;
  badges: (number | null)[];
}

test("homework is looked at as pupils will see it, then given, though the session ends meanwhile", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "assignments", PHONE, { socket: false });
  try {
    await page.getByText("Nothing was given yet.").waitFor();
    await page.getByRole("button", { name: "Give homework" }).click();
    await page.getByLabel("Title").fill("<b>Unit 5</b>");
    await page.getByLabel("The text").fill("Mary has 21 sheep.\nThey stay at home.");
    const menu = page.getByRole("navigation");
    await menu.getByRole("link", { name: "Today" }).click();
    await menu.getByRole("link", { name: "Homework" }).click();
    await page.getByRole("button", { name: "Give homework" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("Title").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await page.getByLabel("Title").inputValue(), "<b>Unit 5</b>", "what was typed outlives the page");
    await page.getByRole("button", { name: "See it as pupils do" }).click();
    const preview = page.getByRole("status", { name: "See it as pupils do" });
    await preview.getByText("8 words").waitFor();
    await preview.getByText("Mary has 21 sheep. They stay at home.").waitFor();
    await page.getByLabel("Until").press("1");
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText("This date is not complete.").waitFor();
    await page.getByLabel("Until").fill("2020-01-01T10:00");
    await page.getByRole("button", { name: "Give it" }).click();
    await page.getByText("This time is in the past.").waitFor();
    await page.getByLabel("Until").fill("2099-01-01T10:00");
    await endSessions(stage.teacher);
    await page.getByRole("button", { name: "Give it" }).dispatchEvent("click");
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signInAs(page, stage.teacher);
    await page.getByText("Given. Everybody in the group has it now.").waitFor();
    const row = page.getByRole("listitem").filter({ hasText: "<b>Unit 5</b>" });
    await row.getByText("0 of 2").waitFor();
    assert.equal(await page.locator("main b", { hasText: "Unit 5" }).count(), 0);
    await page.getByRole("button", { name: "Give homework" }).click();
    assert.equal(await page.getByLabel("Title").inputValue(), "");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("a new submission is counted in the title and on the icon, and heard where that is switched on", async () => {
  const { close, context, page, complaints } = await sit(stage.teacher, "assignments", DESK);
  try {
    await page.getByText("0 of 2").waitFor();
    await noteAlerts(context);
    await page.goto(`${stage.url}/app/`);
    await page.getByRole("button", { name: "A tone for each new recording: off" }).click();
    await page.getByRole("button", { name: "A tone for each new recording: on" }).waitFor();
    assert.equal((await alerted(page)).tones, 2, "heard once when it is switched on");
    const teacher = await caller(stage.teacher);
    await teacher("POST", "/homework/assignments/", {
      group: stage.group,
      kind: "text",
      title: "Unit 6",
      instructions: "Write about your family.",
    });
    await handIn(stage.pupils[0] ?? "");
    await page.waitForFunction(() => document.title.startsWith("(1) "));
    await page.getByText("1 piece of work waits").waitFor();
    const first = await alerted(page);
    assert.deepEqual([first.tones, first.badges.at(-1)], [4, 1]);
    await handIn(stage.pupils[1] ?? "");
    await page.waitForFunction(() => document.title.startsWith("(2) "));
    await page.getByRole("link", { name: /2 pieces of work wait/ }).click();
    await page.waitForFunction(() => !document.title.startsWith("("));
    assert.equal((await alerted(page)).badges.at(-1), null, "who looks at them has no badge");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("who holds a role of the centre's own sees what its permissions open, whatever it was cut from", async () => {
  for (const login of stage.cut) {
    const { close, page } = await sit(login, "");
    try {
      await page.getByRole("heading", { name: "Lessons today" }).waitFor();
      await page.getByRole("link", { name: /Take the register/ }).waitFor();
      await page.locator("section[aria-labelledby=groups] .waiting").waitFor({ state: "detached" });
      const menu = page.locator(".frame nav");
      const links = await menu.getByRole("link").allInnerTexts();
      assert.deepEqual(
        links.map((text) => text.split("\n")[0]),
        ["Today", "Messages", "More"],
        login,
      );
      assert.equal(await page.getByRole("link", { name: "Live" }).count(), 0, login);
      await page.goto(`${stage.url}/app/review`);
      await page.getByRole("heading", { name: "This page does not exist" }).waitFor();
    } finally {
      await close();
    }
  }
});

/** From the next page on: how many tones were begun, and what the badge was set to (null: cleared). */
async function noteAlerts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const noted: Alerted = { tones: 0, badges: [] };
    Object.assign(globalThis, { noted });
    const begun = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...when) {
      noted.tones += 1;
      begun.apply(this, when);
    };
    Object.assign(navigator, {
      setAppBadge: (n: number) => Promise.resolve(noted.badges.push(n)),
      clearAppBadge: () => Promise.resolve(noted.badges.push(null)),
    });
  });
}

function alerted(page: Page): Promise<Alerted> {
  return page.evaluate(() => (globalThis as unknown as { noted: Alerted }).noted);
}

/** This pupil hands the newest written homework in. */
async function handIn(login: string): Promise<void> {
  const pupil = await caller(login);
  const { results } = await pupil("GET", "/homework/?page_size=50");
  const written = results.find((item: { assignment: { kind: string } }) => item.assignment.kind === "text");
  await pupil("POST", `/homework/${written.id}/submit/`, { text: `My family is large. ${login}` });
}
