/** Who opens a conversation sees the field for a message, when it is delivered, or why one may not write. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { stage as told, type Stage } from "./stage.ts";
import { DESK, sit } from "./teacher-stage.ts";

interface Cell {
  login: string;
  room: string;
  looks: string;
  shows: "" | "waits" | "age" | "switched_off" | "no_link";
}

const stage = told as Stage & { cells: Cell[]; begins: string };
const WHY_NOT = {
  age: "Pupils of this age write to their teachers and the office only.",
  switched_off: "Pupils do not write to each other here.",
  no_link: "You can write to your teachers, your pupils, their families and the office.",
};

for (const { login, room, looks, shows } of stage.cells ?? []) {
  test(`${looks}: ${shows || "writes"}`, async () => {
    const { page, complaints, close } = await sit(login, `chat/${room}`, DESK);
    try {
      const field = page.getByLabel("Your message", { exact: true });
      if (shows === "" || shows === "waits") {
        await field.fill(`From ${looks}`);
        if (shows === "waits") await page.getByText(/^The teacher gets messages during message hours/).waitFor();
        await field.press("Enter");
        await page.getByTestId("message").getByText(`From ${looks}`).waitFor();
        if (shows === "waits") await page.getByText(stage.begins).first().waitFor();
      } else {
        await page.getByText(WHY_NOT[shows]).waitFor();
        assert.equal(await field.count(), 0);
      }
      assert.deepEqual(complaints, []);
    } finally {
      await close();
    }
  });
}
