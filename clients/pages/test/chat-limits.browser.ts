/**
 * Each pair of people in their conversation, by day and by night: the writer sees the field for a message, when it is
 * delivered, or why one may not write; the reader sees the message, or nothing yet.
 */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { door, stage as told, type Stage } from "./stage.ts";
import { DESK, sit, type Desk } from "./teacher-stage.ts";

const WHY_NOT = {
  age: "Pupils of this age write to their teachers and the office only.",
  switched_off: "Pupils do not write to each other here.",
  no_link: "You can write to your teachers, your pupils, their families and the office.",
};

/** What comes of a message: it is read at once, it waits for the message hours, or it is refused. */
type Outcome = "now" | "waits" | keyof typeof WHY_NOT;

interface Cell {
  writer: string;
  reader: string;
  room: string;
  day: Outcome;
  night: Outcome;
}

const stage = told as Stage & { logins: Record<string, string>; cells: Cell[]; switchedOn: Cell[]; teacher: string };
const desks = new Map<string, Desk>();
after(async () => {
  for (const desk of desks.values()) await desk.close();
});

/** This person looks at this page of chat, each on a device of their own. */
async function seat(name: string, at: string): Promise<Page> {
  const there = desks.get(name);
  if (there) await there.page.goto(`${stage.url}/app/${at}`);
  else desks.set(name, await sit(stage.logins[name] ?? "", at, DESK));
  return desks.get(name)!.page;
}

const message = (page: Page, text: string) => page.getByTestId("message").filter({ hasText: text });

async function tryCell({ writer, reader, room, day, night }: Cell, time: "day" | "night"): Promise<void> {
  const outcome = time === "day" ? day : night;
  const begins = await door<string>(`begin_${time}`);
  const text = `${writer} to ${reader} by ${time}`;
  const page = await seat(writer, `chat/${room}`);
  const field = page.getByLabel("Your message", { exact: true });
  if (outcome === "now" || outcome === "waits") {
    const told = page.getByText(/^The teacher gets messages during message hours/);
    await field.waitFor();
    assert.equal(await told.count(), outcome === "waits" ? 1 : 0, text);
    await field.fill(text);
    await field.press("Enter");
    await message(page, text)
      .getByText(outcome === "waits" ? new RegExp(`^Will be delivered: .*${begins}`) : /^\d\d:\d\d/)
      .waitFor();
  } else {
    await page.getByTestId("why-not").getByText(WHY_NOT[outcome]).waitFor();
    assert.equal(await field.count(), 0, text);
  }
  const read = await seat(reader, `chat/${room}`);
  await read.getByText("The conversation begins here.").waitFor();
  if (outcome === "now") await message(read, text).waitFor();
  else assert.equal(await message(read, text).count(), 0, text);
}

for (const time of ["day", "night"] as const) {
  for (const cell of stage.cells ?? []) {
    test(`${cell.writer} to ${cell.reader} by ${time}: ${cell[time]}`, () => tryCell(cell, time));
  }
}

test("pupils write to each other where it is switched on", async () => {
  await door("switch_on");
  for (const cell of stage.switchedOn) {
    await tryCell(cell, "day");
    await tryCell(cell, "night");
  }
});

test("guardians see by whom a child is written to, and read along under 12", async () => {
  await door("begin_day");
  for (const [name, reads] of [
    ["child", true],
    ["young", false],
  ] as const) {
    const page = await seat(`guardian_of_${name}`, "chat");
    await page.locator("summary", { hasText: "Who writes with" }).click();
    const row = page.locator("details li").filter({ hasText: stage.teacher });
    await row.waitFor();
    assert.equal(await row.getByText("Only the two of them read it.").count(), reads ? 0 : 1, name);
    if (!reads) continue;
    await row.getByRole("button", { name: stage.teacher }).click();
    await page.getByText("You read this conversation and cannot write in it.").waitFor();
    assert.equal(await page.getByLabel("Your message", { exact: true }).count(), 0);
  }
});

test("no page complained", () => {
  for (const [name, { complaints }] of desks) assert.deepEqual(complaints, [], name);
});
