/** The wall of a group: a pupil records on a phone, the teacher looks on. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page, WebSocketRoute } from "playwright-core";
import { recordedFor } from "./stage.ts";
import { caller, DESK, endSessions, PHONE, signInAs, sit, stage } from "./teacher-stage.ts";

interface Seen {
  column: string;
  text: string;
  at: number;
}

test("the wall shows each step of a recording, and the mark within a second of the score", async () => {
  const teacher = await sit(stage.teacher, `wall/${stage.group}`);
  const pupil = await sit(stage.pupils[0] ?? "", "", PHONE);
  try {
    const row = teacher.page.getByRole("row", { name: /Jasur Oripov/ });
    await row.getByText("to do").waitFor();
    await teacher.page.getByLabel("Homework", { exact: true }).selectOption({ label: "Unit 1" });
    await watch(teacher.page, "Jasur Oripov");

    await pupil.page.getByRole("link", { name: /Unit 1/ }).click();
    await pupil.page.getByRole("button", { name: "Record", exact: true }).click();
    await row.locator(".lit.recording").waitFor();
    await recordedFor(pupil.page, 3);
    await pupil.page.getByRole("button", { name: "Done" }).click();
    await pupil.page.getByRole("button", { name: "Send to your teacher" }).click();
    await row.locator(".lit.scored").waitFor();

    const seen = await teacher.page.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
    assert.deepEqual(
      seen.map(({ column }) => column).filter((column, place, all) => column !== all[place - 1]),
      ["recording", "sent", "scored"],
    );
    const scored = teacher.heard.find((frame) => frame.type === "attempt.scored");
    const late = (seen.at(-1)?.at ?? Infinity) - Date.parse(scored?.at ?? "");
    console.log(`the wall showed the mark ${late} ms after the score`);
    assert.ok(late < 1_000, `${late} ms`);
    assert.match(seen.at(-1)?.text ?? "", /^87/);

    await teacher.page.getByRole("heading", { name: "Hardest words right now" }).waitFor();
    await teacher.page.locator(".hardest li", { hasText: "Tag" }).getByText("1 of 1").waitFor();
    assert.deepEqual(teacher.complaints, []);
  } finally {
    await pupil.close();
    await teacher.close();
  }
});

test("what the teacher marks herself waits for her, also after she has signed in again over the wall", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `wall/${stage.group}`);
  try {
    await page.getByLabel("Homework", { exact: true }).selectOption({ label: "Unit 2, in writing" });
    const row = page.getByRole("row", { name: /Laylo Saidova/ });
    await row.locator(".lit.open").waitFor();
    await endSessions(stage.teacher);
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signInAs(page, stage.teacher);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const pupil = await caller(stage.pupils[1] ?? "");
    const { results } = await pupil("GET", "/homework/?page_size=50");
    const written = results.find((item: { assignment: { title: string } }) =>
      item.assignment.title.startsWith("Unit 2"),
    );
    await pupil("POST", `/homework/${written.id}/submit/`, { text: "My family is large." });
    await row.locator(".lit.waiting").waitFor();
    assert.equal(
      await page.getByLabel("Homework", { exact: true }).locator("option:checked").innerText(),
      "Unit 2, in writing",
    );
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("a wall that hears nothing says so, and until when it heard; where it has stopped it goes on by a tap", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `wall/${stage.group}`, DESK, { socket: false });
  try {
    await page.getByText("No changes come to this wall right now.").waitFor();
    const sockets: WebSocketRoute[] = [];
    await page.routeWebSocket(/\/ws\//, (socket) => {
      sockets.push(socket);
      socket.connectToServer();
    });
    await page.reload();
    const row = page.getByRole("row", { name: /Jasur Oripov/ });
    await row.waitFor();
    await sockets.at(-1)?.close({ code: 4409, reason: "replaced" });
    const sentence = page.getByText(/^This wall has stopped.* This is the state of today \d\d:\d\d\.$/);
    await sentence.waitFor();
    await row.waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await sentence.waitFor({ state: "detached" });
    await page.getByText("No changes come to this wall right now.").waitFor({ state: "detached" });
    assert.equal(sockets.length, 2);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

/** Note each column into which this pupil's row comes, and when. */
async function watch(page: Page, name: string): Promise<void> {
  await page.evaluate((wanted) => {
    const seen: Seen[] = [];
    Object.assign(globalThis, { seen });
    const look = () => {
      const rows = [...document.querySelectorAll(".departures tbody tr")];
      const row = rows.find((element) => element.querySelector("th")?.textContent === wanted);
      const lit = row?.querySelector<HTMLElement>(".lit");
      const column = lit?.className.replace("lit ", "") ?? "";
      if (column && column !== "open" && (seen.at(-1)?.column !== column || seen.at(-1)?.text !== lit?.innerText))
        seen.push({ column, text: lit?.innerText ?? "", at: Date.now() });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, name);
}
