/** A parent's day in a real browser: who was there, the child's recording, an excuse, what is owed, which messages. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, endSessions, on, told } from "./family-stage.ts";
import { signIn, until } from "./stage.ts";

interface Excuse {
  id: string;
  reason: string;
}

const reason = (page: Page) => page.getByLabel("Why", { exact: true });
const child = (page: Page, name: string) =>
  page.getByRole("group", { name: "Whose page" }).getByRole("button").filter({ hasText: name });
/** What the first page says of one child. */
const card = (page: Page, name: string) =>
  page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
const tell = (page: Page) => page.getByRole("button", { name: "Tell the teacher" });

test("a mark appears while the page is open, and the child is heard", async () => {
  await on("", async ({ page, complaints }) => {
    await card(page, "Jasur")
      .getByText(/^lesson at .* not marked yet/)
      .waitFor();
    await card(page, "Jasur").getByRole("link", { name: "Jasur", exact: true }).click();
    const lesson = page.getByRole("listitem").filter({ hasText: "A2 morning" });
    await lesson.waitFor();
    await lesson.getByText("not marked yet").waitFor();
    await as(told.staff, "POST", "/attendance/bulk-mark/", {
      lesson: told.lesson,
      marks: [{ student: told.child, status: "late", minutes_late: 7 }],
    });
    await lesson.getByText("came late (7 minutes)").waitFor();

    await page.getByRole("link", { name: /Unit 1/ }).click();
    await page.getByText("Tap a word to hear your child.").waitFor();
    assert.ok((await page.locator("button.word").count()) > 10);
    await page.locator("button.word").first().click();
    await page.getByRole("button", { name: "Hear the child" }).waitFor();
    await page.getByRole("button", { name: /Play all/ }).click();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    assert.match(await page.locator("main").innerText(), /of 100/);
    assert.doesNotMatch(await page.locator("main").innerText(), /\byour(self)? (words|reading|teacher)|\bhear me\b/i);
    assert.equal(await page.getByRole("button", { name: "Record" }).count(), 0);
    assert.deepEqual(complaints, []);
  });
});

test("what a link does not allow is neither shown nor asked for, and a name is text", async () => {
  await on("payments", async ({ page, complaints }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await child(page, "Jasur").waitFor();
    assert.equal(await child(page, "").count(), 3);
    await child(page, "onerror").click();
    await page.getByText("You do not see the payments of this child.").waitFor();
    assert.equal(await page.getByRole("button", { name: /Payme/ }).count(), 0);
    assert.deepEqual(
      asked.filter((url) => url.includes("/balance/") && url.includes(told.hidden)),
      [],
    );

    await page.getByRole("link", { name: "Today" }).click();
    await card(page, "onerror")
      .getByRole("link", { name: /onerror/ })
      .click();
    await page.getByRole("link", { name: /Unit 1/ }).click();
    await page.getByText("You do not have access to the recordings of this child.").waitFor();
    assert.equal(await page.locator("button.word").count(), 0);

    await page.getByRole("link", { name: "Today", exact: true }).first().click();
    await card(page, "Bekzod").getByText("not shown to you").first().waitFor();
    assert.equal(await card(page, "Bekzod").getByText("not shown to you").count(), 2);
    assert.equal(await card(page, "onerror").getByText("not shown to you").count(), 1);
    await card(page, "Bekzod").getByRole("link", { name: "Bekzod", exact: true }).click();
    await page.getByText("You do not see lessons and homework of this child.").waitFor();
    assert.equal(await page.locator("main img").count(), 0);
    assert.deepEqual(complaints, []);
  });
});

test("the first page answers for each child at a glance: was she there, did she do it, what is owed", async () => {
  await on("", async ({ page, complaints }) => {
    await card(page, "Jasur")
      .getByText(/450.000.soʻm/)
      .waitFor();
    await card(page, "Jasur")
      .getByText(/came late/)
      .waitFor();
    await card(page, "Jasur")
      .getByText(/1 to do/)
      .waitFor();
    assert.equal(await page.getByRole("article").count(), 3);
    const edges = await page
      .getByRole("article")
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
    assert.equal(new Set(edges).size, 1, "one below the other on a phone");
    const box = await card(page, "Bekzod").boundingBox();
    assert.ok(box && box.y + box.height < 740, `seen without scrolling: ${JSON.stringify(box)}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.setViewportSize({ width: 1280, height: 800 });
    const tops = await page
      .getByRole("article")
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    assert.equal(new Set(tops).size < 3, true, "beside each other on a wide screen");
    await card(page, "Jasur")
      .getByRole("link", { name: /To pay/ })
      .click();
    await page.getByText("To pay:").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await card(page, "Jasur").getByRole("link", { name: "Jasur", exact: true }).click();
    await page
      .getByRole("region", { name: "Lessons of the month" })
      .getByText(/\d of \d lessons?$/)
      .waitFor();
    await page.getByRole("button", { name: "The month before" }).click();
    await page
      .getByRole("region", { name: "Lessons of the month" })
      .getByText(/of \d lessons?$|No lessons in this month/)
      .first()
      .waitFor();
    await page.getByRole("region", { name: "How the reading goes" }).getByText("After four marked homeworks").waitFor();
    assert.deepEqual(complaints, []);
  });
});

test("Payme is asked for only by a tap, and leads back here", async () => {
  await on("payments", async ({ context, page, complaints }) => {
    const opened: string[] = [];
    await child(page, "Jasur").click();
    await context.route("https://checkout.paycom.uz/**", async (route) => {
      const ownApp = opened.push(route.request().url()) === 1;
      await route.fulfill(ownApp ? { status: 204 } : { contentType: "text/html", body: "<title>Payme</title>" });
    });
    await page.getByText("To pay:").waitFor();
    assert.match(await page.locator("main").innerText(), /November\s+A2 morning\s+450\u00a0000\u00a0soʻm/);
    assert.deepEqual([complaints, opened], [[], []]);
    const pay = page.getByRole("button", { name: "Pay with Payme" });
    await Promise.all([page.waitForRequest("https://checkout.paycom.uz/**"), pay.click()]);
    await page.getByRole("button", { name: "One moment" }).waitFor();
    const askedAgain = page.waitForRequest(/\/payments\/balance\/[^/]+\/$/);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await askedAgain;
    await pay.click();
    await page.waitForURL("https://checkout.paycom.uz/**");
    const sent = saidTo(opened[0]);
    assert.match(sent, /;a=45000000;/);
    assert.ok(sent.endsWith(`c=${told.url}/app/payments`), sent);

    await page.goto(`${told.url}/app/payments`);
    await child(page, "Jasur").click();
    await page.getByText("Pay in advance").click();
    await page.getByLabel(/How much/).fill("100 000");
    await page.getByRole("button", { name: /Pay with Payme: 100.000.soʻm/ }).click();
    await page.waitForURL("https://checkout.paycom.uz/**");
    const ahead = saidTo(opened[2]);
    assert.match(ahead, /ac\.student=\d+;a=10000000;/);
    assert.ok(ahead.endsWith(`c=${told.url}/app/payments`), ahead);
  });
});

test("a message about one child opens this child's page, and this child is looked at from then on", async () => {
  await on("messages", async ({ page, complaints }) => {
    const looked = page.getByRole("group", { name: "Whose page" }).locator("[aria-pressed=true]");
    await page.getByRole("link", { name: /A payment is overdue/ }).click();
    await page.getByText("October").first().waitFor();
    assert.match(await looked.innerText(), /Bekzod/);
    await page.getByRole("navigation").getByRole("link", { name: "Messages" }).click();
    await page.getByRole("link", { name: /Absent from a lesson.* on 07\.09\.2026/ }).click();
    await page.getByRole("heading", { name: "How the lessons went" }).waitFor();
    assert.match(await looked.innerText(), /Jasur/);
    await child(page, "Bekzod").click();
    await page.getByText("What you told").waitFor();
    await page.waitForFunction(() => document.getElementById("content")?.contains(document.activeElement));
    await page.getByRole("navigation").getByRole("link", { name: "Payments" }).click();
    await page.getByText("October").first().waitFor();
    await page.reload();
    await page.getByText("October").first().waitFor();
    assert.match(await looked.innerText(), /Bekzod/);
    assert.deepEqual(complaints, []);
  });
});

function saidTo(link = ""): string {
  return Buffer.from(decodeURIComponent(link.split("/").at(-1) ?? ""), "base64").toString();
}

test("an excuse is asked for, answered while the page is open, and another one taken back", async () => {
  await on("absence", async ({ page, complaints }) => {
    await child(page, "Jasur").click();
    await reason(page).fill("Fever");
    await tell(page).click();
    const card = (text: string) => page.getByRole("listitem").filter({ hasText: text });
    await card("Fever").getByText("waits for an answer").waitFor();
    await until(async () => (await reason(page).inputValue()) === "");
    const { results } = await as<{ results: Excuse[] }>(told.staff, "GET", "/attendance/excuses/");
    const asked = results.find((excuse) => excuse.reason === "Fever");
    assert.ok(asked);
    await as(told.staff, "PATCH", `/attendance/excuses/${asked.id}/`, { decision: "accept", answer: "Get well soon" });
    await card("Fever").getByText("accepted").waitFor();
    await card("Fever").getByText("Get well soon").waitFor();

    await page.getByLabel("Last day").fill(tomorrow());
    await reason(page).fill("A journey");
    await page.reload();
    await child(page, "Jasur").click();
    assert.equal(await reason(page).inputValue(), "A journey");
    assert.equal(await page.getByLabel("Last day").inputValue(), tomorrow());
    await page.getByRole("button", { name: "Oʻzbekcha" }).click();
    await page.getByLabel("Sababi").waitFor();
    assert.equal(await page.getByLabel("Sababi").inputValue(), "A journey");
    await page.getByRole("button", { name: "English", exact: true }).click();
    await tell(page).click();
    await card("A journey").getByRole("button", { name: "Take back" }).click();
    await card("A journey").getByText("taken back").waitFor();
    assert.deepEqual(complaints, []);
  });
});

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

test("without a network a sentence says so, and what was typed is sent once when it is back", async () => {
  await on("absence", async ({ context, page }) => {
    await child(page, "Jasur").click();
    await reason(page).fill("No network");
    await page.getByRole("listitem").filter({ hasText: "Fever" }).first().waitFor();
    await page.getByRole("region", { name: "How the lessons went" }).getByRole("listitem").first().waitFor();
    await context.setOffline(true);
    await page.getByText("what you typed stays here").waitFor();
    await tell(page).click();
    await page.getByText("The server cannot be reached.").waitFor();
    assert.equal(await reason(page).inputValue(), "No network");
    await context.setOffline(false);
    await tell(page).click();
    await page.getByRole("listitem").filter({ hasText: "No network" }).waitFor();
    assert.equal(await page.getByRole("listitem").filter({ hasText: "No network" }).count(), 1);
  });
});

test("a session that ended in the middle is begun again over the page", async () => {
  await on("absence", async ({ page }) => {
    await child(page, "Jasur").click();
    await reason(page).fill("A visit");
    await endSessions();
    await tell(page).dispatchEvent("click");
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signIn(page);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await reason(page).inputValue(), "A visit");
    await tell(page).click();
    await page.getByRole("listitem").filter({ hasText: "A visit" }).waitFor();

    await page.getByRole("link", { name: "Today" }).first().click();
    await card(page, "Jasur").getByRole("link", { name: "Jasur", exact: true }).click();
    const lesson = page.getByRole("listitem").filter({ hasText: "A2 morning" });
    await lesson.waitFor();
    await endSessions();
    await page.getByRole("dialog").getByText("Please sign in again.").waitFor();
    await signIn(page);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await as(told.staff, "POST", "/attendance/bulk-mark/", {
      lesson: told.lesson,
      marks: [{ student: told.child, status: "present" }],
    });
    await lesson.getByText("was there").waitFor();
  });
});

test("which messages come is chosen; the centre's quiet hours stay the centre's until others are said", async () => {
  await on("messages", async ({ page, complaints }) => {
    await page.getByRole("link", { name: "Which messages you get" }).click();
    const homework = page.getByRole("region", { name: "Homework" });
    const whole = homework
      .getByRole("group", { name: "Homework", exact: true })
      .getByRole("checkbox", { name: "Browser" });
    const tick = homework
      .getByRole("group", { name: "Homework was not submitted" })
      .getByRole("checkbox", { name: "Browser" });
    const closed = page.getByRole("region", { name: "What does not reach you yet" });
    await closed.getByText("Telegram: this centre sends nothing there.").waitFor();
    assert.equal(await page.getByRole("checkbox", { name: /Telegram/ }).count(), 0, "said once");
    await page.getByText("Which messages you get").waitFor();
    assert.equal(await tick.isVisible(), false, "single messages are folded");
    await homework.getByText(/^One by one/).click();
    for (const on of [true, false, true]) {
      await whole.setChecked(on);
      assert.equal(await tick.isChecked(), on);
    }
    await tick.uncheck();
    await whole.and(page.locator(":not(:checked)")).waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await homework.getByText(/^One by one/).click();
    assert.equal(await tick.isChecked(), false);
    assert.equal(await page.getByRole("button", { name: "The centre’s" }).getAttribute("aria-pressed"), "true");
    await page.getByText("From 22:00 until 08:00").waitFor();

    await page.getByRole("button", { name: "My own" }).click();
    await page.getByLabel("Quiet from").fill("20:30");
    await page.getByLabel("until", { exact: true }).fill("07:15");
    await page.getByRole("button", { name: "Once a day, together" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.reload();
    await page.getByText("From 20:30 until 07:15").waitFor();
    assert.equal(await page.getByRole("button", { name: "My own" }).getAttribute("aria-pressed"), "true");
    await endSessions();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail or phone number").fill(told.login);
    await dialog.getByLabel("Password", { exact: true }).fill(told.password);
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  });
});

test("how yesterday's lesson was marked stands beside the excuses, where the link lets it be seen", async () => {
  await on("absence", async ({ page, complaints }) => {
    await child(page, "Jasur").click();
    const marks = page.getByRole("region", { name: "How the lessons went" });
    const yesterday = marks.getByRole("listitem").filter({ hasText: "yesterday" });
    await yesterday.getByText("was not there").waitFor();
    await yesterday.getByText("A2 morning").waitFor();
    assert.match(await marks.getByRole("listitem").first().innerText(), /today/);
    await child(page, "Bekzod").click();
    await page.getByRole("button", { name: "Bekzod", pressed: true }).waitFor();
    await page.getByText("What you told").waitFor();
    assert.equal(await marks.count(), 0);
    assert.deepEqual(complaints, []);
  });
});

test("a parent is asked what the centre may do, and answers on the page", async () => {
  await on("", async ({ page, complaints }) => {
    await page.getByText("May the centre record the voice of Jasur?").waitFor();
    const asked = page.locator(".notice").filter({ hasText: "Jasur" });
    await asked.getByRole("link", { name: "Answer" }).click();
    await page.getByRole("heading", { level: 1, name: "What you allow" }).waitFor();
    const card = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("group", { name }) });
    await card("Recordings of the voice").getByText("waits for your answer").waitFor();
    await card("Recordings of the voice").getByRole("button", { name: "I allow it" }).click();
    await card("Recordings of the voice")
      .getByText(/^allowed · today .* · Gulnora Oripova$/)
      .waitFor();
    await card("A picture").getByRole("button", { name: "I allow it" }).click();
    await card("A picture")
      .getByText(/^allowed/)
      .waitFor();
    await card("A picture").getByRole("button", { name: "I do not allow it" }).click();
    await card("A picture")
      .getByText(/^not allowed/)
      .waitFor();
    assert.equal(
      await card("A picture").getByRole("button", { name: "I do not allow it" }).getAttribute("aria-pressed"),
      "true",
    );
    await child(page, "Bekzod").click();
    await page.getByText("Bekzod answers this alone.").waitFor();

    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByText("The centre asks what it may do about Jasur.").waitFor();
    assert.equal(await page.getByText("May the centre record the voice of Jasur").count(), 0);
    assert.deepEqual(complaints, []);
  });
});
