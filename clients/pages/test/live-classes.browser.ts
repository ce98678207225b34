/** An online lesson: the teacher pastes a link, a pupil joins on a phone, and the teacher accepts who was there. */

import { test } from "node:test";
import type { Page } from "playwright-core";
import { DESK, PHONE, stage, visitInEnglish } from "./stage.ts";

const own = stage as typeof stage & { lesson: string; pupil: string; teacher: string; second: string };

const told = (page: Page, text: string) => page.locator(".notices p").filter({ hasText: text }).waitFor();

test("an online lesson is held, and its attendance is proposed and confirmed", async () => {
  const address = `${stage.url}/app/?room`;
  await visitInEnglish(own.teacher, DESK, async (page) => {
    await page.goto(`${stage.url}/app/lesson/${own.lesson}`);
    await page.getByText("This lesson has no online room.").waitFor();
    await page.getByRole("button", { name: "Set the online room" }).click();
    await page.getByLabel("Paste the address").fill(address);
    await page.getByRole("button", { name: "Save" }).click();
    await told(page, "The online room is set.");
    await page.getByText("A link: ready").waitFor();
  });

  await visitInEnglish(own.pupil, PHONE, async (page) => {
    await page.goto(`${stage.url}/app/calendar`);
    const opened = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Join the lesson" }).click();
    const room = await opened;
    await room.waitForURL(address);
    await room.close();
  });

  await visitInEnglish(own.teacher, PHONE, async (page) => {
    await page.goto(`${stage.url}/app/register/${own.lesson}`);
    const section = page.getByRole("region", { name: "Who was in the online room" });
    await section.getByText("pressed our join button").waitFor();
    await section.getByText("nothing is marked until you accept it", { exact: false }).waitFor();
    await section.getByLabel(/Who is “iPhone”/).selectOption({ label: own.second });
    await section.getByRole("button", { name: "Save" }).click();
    await section.getByText("reported by Zoom").first().waitFor();
    await section.getByRole("button", { name: `This is not ${own.second}` }).click();
    await told(page, "Taken back.");
    await section.getByLabel(/Who is “iPhone”/).selectOption({ label: own.second });
    await section.getByRole("button", { name: "Save" }).click();
    await section.getByRole("button", { name: `This is not ${own.second}` }).waitFor();
    await section.getByRole("button", { name: "Accept for 2 pupils without a mark" }).click();
    await told(page, "2 marks made.");
    await page.getByText("All saved").waitFor();
  });

  await visitInEnglish(own.teacher, PHONE, async (page) => {
    await page.goto(`${stage.url}/app/lesson/${own.lesson}`);
    await page.getByRole("button", { name: "Remove the online room" }).click();
    await told(page, "The online room is removed.");
    await page.getByText("This lesson has no online room.").waitFor();
  });
});
