/** What a teacher answers: excuses of families, who needs more time, homework that is changed or taken back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { door } from "./stage.ts";
import { caller, DESK, markOf, PHONE, sit, stage as told, type Call, type TeacherStage } from "./teacher-stage.ts";

const stage = told as TeacherStage & { parent: string };
const DAY = 86_400_000;

test("a family says that the pupil cannot come, and the teacher answers", async () => {
  const parent = await caller(stage.parent);
  const { close, page, complaints } = await sit(stage.teacher, "", PHONE);
  try {
    await page.getByRole("heading", { name: "Lessons today" }).waitFor();
    await ask(parent, "A fever since <b>Monday</b>.");
    await page.getByRole("link", { name: /1 excuse waits for you/ }).click();
    await page.getByRole("heading", { level: 1, name: "Who cannot come" }).waitFor();
    const card = page.getByRole("listitem", { name: "Jasur Oripov" });
    await card.getByText("A fever since <b>Monday</b>.").waitFor();
    await card.getByText("today – tomorrow").waitFor();
    await card.getByText("Lessons on these days").click();
    await card.getByText("A2 morning").waitFor();
    await card.getByLabel("A word to the family").fill("Get well soon.");
    await card.getByRole("button", { name: "Accept", exact: true }).click();
    await page.getByText("Jasur Oripov: accepted.").waitFor();
    await page.getByText("No excuse waits.").waitFor();

    const gone = await ask(parent, "A wedding.");
    await card.getByText("A wedding.").waitFor();
    await parent("DELETE", `/attendance/excuses/${gone}/`);
    await card.getByRole("button", { name: "Accept", exact: true }).click();
    await page.getByText("This excuse was already decided or withdrawn.").waitFor();
    await page.getByText("No excuse waits.").waitFor();

    await ask(parent, "No wish to come.");
    await page.goto(`${stage.url}/app/messages`);
    await page.locator("a.card").first().click();
    await card.getByText("No wish to come.").waitFor();
    await card.getByLabel("A word to the family").fill("Please come.");
    await card.getByRole("button", { name: "Do not accept" }).click();
    await page.getByText("Jasur Oripov: not accepted.").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("who has not begun and who has tried gets more time or one more try", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `wall/${stage.group}`);
  try {
    await page.getByLabel("Homework", { exact: true }).selectOption({ label: "Unit 1" });
    await page.getByRole("button", { name: "Laylo Saidova" }).click();
    const dialog = page.getByRole("dialog", { name: "More time or one more try" });
    await dialog.getByText("3 tries left").waitFor();
    await dialog.getByRole("button", { name: "Give it" }).click();
    await dialog.getByText("Choose a later moment, more tries, or both.").waitFor();
    await dialog.getByLabel("Until").press("1");
    await dialog.getByLabel("More tries").selectOption("1");
    await dialog.getByRole("button", { name: "Give it" }).click();
    await dialog.getByText("This date is not complete.").waitFor();
    await dialog.getByLabel("More tries").selectOption("0");
    await dialog.getByLabel("Until").fill(field(Date.now() + DAY / 2));
    await dialog.getByRole("button", { name: "Give it" }).click();
    await dialog.getByText("The pupil already has this much time.").waitFor();
    await dialog.getByLabel("Until").fill(field(Date.now() + 5 * DAY));
    await dialog.getByLabel("More tries").selectOption("1");
    await dialog.getByRole("button", { name: "Give it" }).click();
    await page.getByText("Laylo Saidova: given.").waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    const hers = await homeworkOf(stage.pupils[1] ?? "", "Unit 1");
    assert.equal(hers.attempts_left, 4);
    assert.ok(Date.parse(hers.due_at) > Date.now() + 4 * DAY, hers.due_at);

    await page.getByRole("link", { name: "Jasur Oripov" }).click();
    await page.getByRole("button", { name: "More time or one more try" }).click();
    await dialog.getByText("2 tries left").waitFor();
    await dialog.getByLabel("More tries").selectOption("2");
    await dialog.getByRole("button", { name: "Give it" }).click();
    await page.getByText("Jasur Oripov: given.").waitFor();
    assert.equal((await homeworkOf(stage.pupils[0] ?? "", "Unit 1")).attempts_left, 4);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("the wave of a recording leads to any place in it, and the keys of the words stay theirs", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `wall/${stage.group}`);
  try {
    await page.getByLabel("Homework", { exact: true }).selectOption({ label: "Unit 1" });
    await page.getByRole("link", { name: "Jasur Oripov" }).click();
    const slider = page.getByRole("slider", { name: "Place in the recording" });
    await slider.locator(".wave").waitFor();
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await heardAt(page, 2);
    assert.equal(await page.locator('.word[aria-pressed="true"]').count(), 0);
    const { width = 0, height = 0 } = (await slider.boundingBox()) ?? {};
    assert.ok(height >= 44, `${height}`);
    await slider.click({ position: { x: width * 0.7, y: height / 2 } });
    const seconds = Number(await slider.getAttribute("aria-valuemax"));
    await heardAt(page, Math.floor(seconds * 0.7));
    await page.keyboard.press("Home");
    await heardAt(page, 0, 2);
    await page.getByRole("button", { name: /^Play all/ }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("what was to be written stands above what was written", async () => {
  const pupil = await caller(stage.pupils[1] ?? "");
  const { id } = await homeworkOf(stage.pupils[1] ?? "", "In writing");
  await pupil("POST", `/homework/${id}/submit/`, { text: "My family is large." });
  const { close, page } = await sit(stage.teacher, `review/${id}`);
  try {
    await page.getByText("My family is large.").waitFor();
    const texts = await page.locator(".asked, blockquote.given").allInnerTexts();
    assert.deepEqual(texts, ["Write about your family.", "My family is large."]);
  } finally {
    await close();
  }
});

test("a deadline is moved, and homework that nobody has submitted is taken back", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "assignments", PHONE);
  try {
    const rowOf = (title: string) => page.getByRole("listitem").filter({ hasText: title });
    await rowOf("Unit 1").getByRole("button", { name: "Change Unit 1" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Until").fill("2020-01-01T10:00");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This time is in the past.").waitFor();
    await dialog.getByLabel("Until").press("Backspace");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This date is not complete.").waitFor();
    await dialog.getByLabel("Until").fill("2099-03-01T10:00");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. Everybody in the group sees it.").waitFor();
    await rowOf("Unit 1").getByText("until 1 March 2099 10:00").waitFor();

    await rowOf("Unit 1").getByRole("button", { name: "Change Unit 1" }).click();
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await dialog.getByText("Take “Unit 1” back from everybody?").waitFor();
    await dialog.getByRole("button", { name: "Yes, take it back" }).click();
    await dialog.getByText("A pupil has already submitted: this homework cannot be withdrawn.").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await rowOf("Unit 2").getByRole("button", { name: "Change Unit 2" }).click();
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await dialog.getByRole("button", { name: "Yes, take it back" }).click();
    await page.getByText("Taken back. Nobody has it any more.").waitFor();
    await rowOf("Unit 2").waitFor({ state: "detached" });
    await rowOf("Unit 1").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("a recording that the engine keeps for two minutes shows as stuck, with a way to hear it", async () => {
  const { close, page } = await sit(stage.teacher, "", DESK);
  try {
    await page.getByRole("heading", { name: "Lessons today" }).waitFor();
    await page.clock.install();
    await page.goto(`${stage.url}/app/wall/${stage.group}`);
    await page.getByLabel("Homework", { exact: true }).selectOption({ label: "Unit 3" });
    const row = page.getByRole("row", { name: /Jasur Oripov/ });
    await row.locator(".lit.sent").waitFor();
    await page.clock.fastForward("02:01");
    await row.locator(".lit.stuck").getByText("takes long").waitFor();
    await row.getByRole("link", { name: "Jasur Oripov" }).waitFor();
  } finally {
    await close();
  }
});

test("a recording that the engine has is before her by itself once it is marked, and another try is offered", async () => {
  const { id } = await homeworkOf(stage.pupils[0] ?? "", "Unit 3");
  const { close, page, complaints } = await sit(stage.teacher, `review/${id}`);
  try {
    const sent = page.getByRole("status").getByText("sent", { exact: true });
    await sent.waitFor();
    const keys = page.getByRole("complementary", { name: "Keys" });
    await keys.getByText("hear the word").waitFor();
    await keys.getByRole("button", { name: "Keys: on" }).click();
    await keys.getByRole("button", { name: "Keys: off" }).click();
    await keys.getByText("hear the word").waitFor();
    const comment = page.getByLabel("A word to the pupil");
    await comment.fill("Half of a");
    await page.route("**/homework/attempts/*/", (route) => route.abort());
    await door("answer", { title: "Unit 3" });
    const retry = page.getByRole("alert").getByRole("button", { name: "Try again" });
    await retry.waitFor();
    await page.unroute("**/homework/attempts/*/");
    await retry.click();
    await page.locator(".words .word").first().waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.equal(await comment.inputValue(), "Half of a");
    await sent.waitFor({ state: "detached" });

    const first = await corrected(page, 0);
    await page.getByRole("button", { name: `Accept ${first},` }).waitFor();
    const second = await corrected(page, 1);
    assert.notEqual(second, first);
    await page.getByRole("button", { name: `Accept ${second},` }).waitFor();

    await door("submit", { title: "Unit 3", take: 2 });
    await sent.waitFor();
    await door("answer", { title: "Unit 3", overall: 12 });
    const another = page.getByRole("button", { name: "1 new one" });
    await another.waitFor();
    assert.equal(await markOf(page), second);
    await another.click();
    await page.locator(".mark").getByText("12 of 100").waitFor();
    assert.equal(await another.count(), 0);
    assert.equal(await comment.inputValue(), "Half of a");
    await page.getByRole("button", { name: `Accept ${second},` }).waitFor();

    await door("submit", { title: "Unit 3", take: 3 });
    await sent.waitFor();
    await page.getByRole("button", { name: `Accept ${second},` }).click();
    await page.getByText("The last recording is still being processed.").waitFor();
    await door("refuse", { title: "Unit 3" });
    await sent.waitFor({ state: "detached" });
    assert.equal(await another.count(), 0);
    assert.equal(await markOf(page), 12);

    await page.getByRole("navigation").getByRole("link", { name: "Messages" }).click();
    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: `Accept ${second},` }).waitFor();
    assert.equal(await comment.inputValue(), "Half of a");
    await page.getByRole("navigation").getByRole("link", { name: "Messages" }).click();
    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
    await door("submit", { title: "Unit 3", take: 4 });
    await door("answer", { title: "Unit 3", overall: 99 });
    await page.goBack();
    await page.locator(".mark").getByText("99 of 100").waitFor();
    assert.equal(await comment.inputValue(), "", "what she typed was about another try");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

/** Mark the word at this place as wrong; the mark that the page shows then. */
async function corrected(page: Page, place: number): Promise<number> {
  const before = await markOf(page);
  await page.locator(".words .word").nth(place).click();
  await page.locator(".chosen").getByRole("button", { name: "was not right" }).click();
  await page.waitForFunction(
    (old) => Number.parseFloat(document.querySelector(".mark b")?.textContent ?? "") < old,
    before,
  );
  return markOf(page);
}

/** Waits until the wave says that it is heard between these seconds. */
async function heardAt(page: Page, least: number, most = Infinity): Promise<void> {
  const limits: [number, number] = [least, most];
  await page.waitForFunction(([from, to]) => {
    const second = Number(document.querySelector(".jump")?.getAttribute("aria-valuenow"));
    return second >= from && second <= to;
  }, limits);
}

/** The parent tells that the pupil is away today and tomorrow; the excuse's id. */
async function ask(parent: Call, reason: string): Promise<string> {
  const { results } = await parent("GET", "/auth/users/me/children/");
  const [starts_on, ends_on] = [Date.now(), Date.now() + DAY].map((moment) => field(moment).slice(0, 10));
  const body = { student: results[0].id, starts_on, ends_on, reason };
  return (await parent("POST", "/attendance/excuses/", body)).id;
}

/** A moment as fields for date and time hold it, on the clocks of Tashkent. */
function field(moment: number): string {
  return new Date(moment + (5 / 24) * DAY).toISOString().slice(0, 16);
}

async function homeworkOf(login: string, title: string) {
  const { results } = await (await caller(login))("GET", "/homework/?page_size=50");
  return results.find((item: { assignment: { title: string } }) => item.assignment.title === title);
}
