/** Online rooms of a whole group: the office has them made, says where those of later lessons are, and the teacher joins. */

import { test } from "node:test";
import { DESK, stage, visitInEnglish } from "./stage.ts";

const own = stage as typeof stage & { office: string; teacher: string; group: string; lesson: string };

test("the office has rooms made for all lessons of a group, and for those that come later", async () => {
  await visitInEnglish(own.office, DESK, async (page) => {
    await page.goto(`${stage.url}/app/timetable`);
    await page.getByRole("button", { name: "Make lessons" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("combobox", { name: "Group" }).selectOption({ label: own.group });
    const rooms = drawer.getByRole("region", { name: "Rooms for all coming lessons" });
    await rooms.getByText("0 of 2 coming lessons have a room that is ready.").waitFor();
    await rooms.getByRole("button", { name: "Make the rooms" }).click();
    await rooms.getByText("2 of 2 coming lessons have a room that is ready.").waitFor();
    await rooms.getByLabel("Where new lessons get a room").selectOption({ label: "Jitsi" });
    await rooms.getByRole("button", { name: "Save" }).click();
    await page.locator(".notices p").filter({ hasText: "Saved." }).waitFor();
  });
  await visitInEnglish(own.teacher, DESK, async (page) => {
    await page.goto(`${stage.url}/app/lesson/${own.lesson}`);
    await page.getByText("Jitsi: ready").waitFor();
  });
});
