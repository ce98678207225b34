/** A day of an assistant with a role of the centre's own: what she does, and what is not there for her. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { closeDesks, fits, openDesk, play, type Desk } from "./day-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & Record<"login" | "lead" | "other" | "lesson" | "missing", string>;

const bar = ({ page, press }: Desk, name: string) =>
  press(page.getByRole("navigation").getByRole("link", { name, exact: true }));
const row = ({ page }: Desk, name: string) => page.getByRole("group", { name });

/** None of these is on the page. */
async function lacks(found: Locator[]): Promise<void> {
  for (const target of found) assert.equal(await target.count(), 0, String(target));
}

test("an assistant keeps the register and hears recordings of her group, and finds nothing of what is not hers", async () => {
  const began = Date.now();
  const [desk, lead] = await Promise.all([
    openDesk(told.login, "phone"),
    openDesk(told.lead, "wide", `register/${told.lesson}`),
  ]);
  const { page, press } = desk;
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  /** The teacher sees at her desk what the assistant marks. */
  const mark = async () => {
    await press(page.getByRole("link", { name: /Take the register/ }));
    await press(row(desk, "Laylo").getByRole("button", { name: /Late/ }));
    await press(button("The other 1: Present"));
    await page.locator(".register > li.saved").nth(1).waitFor();
    await row(lead, "Laylo").getByRole("button", { name: /Late/, pressed: true }).waitFor();
    await row(lead, "Jasur")
      .getByRole("button", { name: /Present/, pressed: true })
      .waitFor();
  };

  const openLesson = async () => {
    await press(page.getByRole("heading", { level: 1 }).getByRole("link", { name: "A2 morning" }));
    await page.getByText("2 of 2 marked").waitFor();
    await button("Add a guest").waitFor();
    await press(button("Show the check-in code"));
    await page.getByRole("dialog").getByRole("img", { name: "Check-in code" }).waitFor();
    await press(page.getByRole("dialog").getByRole("button", { name: "Close" }));
    await lacks(["Cancel the lesson", "Move", "Change", "Substitute", "Add a material"].map(button));
    await lacks([page.getByRole("link", { name: "Give homework" })]);
    await fits(desk);
  };

  const openGroup = async () => {
    await press(page.getByRole("heading", { level: 1 }).getByRole("link", { name: "A2 morning" }));
    const member = page
      .getByRole("region", { name: "Pupils" })
      .getByRole("listitem")
      .filter({ hasText: "Jasur Oripov" });
    await member.waitFor();
    await page.getByText("There are no materials yet.").waitFor();
    await lacks([
      page.getByRole("alert"),
      page.getByRole("link", { name: "Unit 1" }),
      button("New announcement"),
      button("Give coins"),
      button("Add a material"),
    ]);
    await press(member.locator("summary"));
    await press(member.getByRole("link").first());
    await page.getByRole("heading", { level: 1, name: "Jasur Oripov" }).waitFor();
    await lacks([button("Give coins")]);
    await fits(desk);
  };

  const hear = async () => {
    await bar(desk, "To review");
    await page.getByText("2 pieces of work wait").waitFor();
    await press(page.getByRole("button", { name: /^Accept .*next/ }));
    await page
      .locator(".notices")
      .getByText(/: accepted\.$/)
      .waitFor();
  };

  /** Pages of other rights do not exist for her, and other groups of the teacher are not there. */
  const lookAround = async () => {
    await lacks([page.getByRole("navigation").getByRole("link", { name: "Homework", exact: true })]);
    await bar(desk, "More");
    await lacks(
      ["Pay", "Materials", "Who cannot come"].map((name) =>
        page.getByRole("main").getByRole("link", { name, exact: true }),
      ),
    );
    for (const address of ["assignments", "library", "pay", "excuses", "announcements"]) {
      await page.goto(`${stage.url}/app/${address}`);
      await page.getByRole("heading", { level: 1, name: "This page does not exist." }).waitFor();
    }
    for (const address of [`group/${told.other}`, `lesson/${told.missing}`, `register/${told.missing}`]) {
      await page.goto(`${stage.url}/app/${address}`);
      await page.getByRole("alert").getByText("This no longer exists.").waitFor();
    }
  };

  await play([desk, lead], async () => {
    await mark();
    await openLesson();
    await openGroup();
    await hear();
    await lookAround();
  });
  await closeDesks(
    [desk, lead],
    ["404 GET /attendance/registers/…/", "404 GET /courses/groups/…/", "404 GET /lessons/…/"],
  );
  console.log(`the day took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
