/** Interactive packages in a lesson: they go on where they were, and reach nothing outside of their frame. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { FrameLocator, Page } from "playwright-core";
import { addBlock, block, saved } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { phone, signIn, stage as told, until, type Stage } from "./stage.ts";

const stage = told as Stage & {
  course: string;
  lesson: string;
  pages: string;
  teacher: string;
  draft: string;
  zip: string;
};
const PICTURES = process.env["COURSE_PICTURES"];

const card = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });
const inside = (page: Page, title: string): FrameLocator =>
  card(page, title).frameLocator("iframe").frameLocator("iframe");

async function start(page: Page, title: string): Promise<void> {
  await card(page, title).getByRole("button", { name: "Start" }).click();
}

test("packages go on where they were and reach nothing outside", async () => {
  const { page, context, close } = await phone(null);
  const asked: string[] = [];
  await context.route(/evil\.example/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: "" });
  });
  try {
    await page.goto(`${stage.pages}/app/learn/${stage.lesson}`);
    await page
      .getByRole("button", { name: "English", exact: true })
      .click()
      .catch(() => undefined);
    await signIn(page);
    await page.getByRole("heading", { level: 1, name: "Play" }).waitFor();
    for (const title of ["one", "two"]) {
      await start(page, title);
      await inside(page, title).getByText("Before: , entry: ab-initio").waitFor();
      await card(page, title).getByText("Done, 80 %.").waitFor();
      await card(page, title).getByText("Saved").waitFor();
    }
    assert.equal(await page.locator("iframe").count(), 1, "one at a time");
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/package.png`, fullPage: true });
    await page.reload();
    for (const title of ["one", "two"]) {
      await start(page, title);
      await inside(page, title).getByText("Before: page=3, entry: resume").waitFor();
      await card(page, title).getByText("Saved").waitFor();
    }
    await start(page, "last");
    await inside(page, "last").getByText("Before:").waitFor();
    await card(page, "last").getByRole("button", { name: "Close" }).click();
    await card(page, "last").getByRole("button", { name: "Start" }).waitFor();
    await until(async () => {
      await start(page, "last");
      await inside(page, "last").getByText("Before:").waitFor();
      const was = await inside(page, "last").locator("#was").textContent();
      await card(page, "last").getByRole("button", { name: "Close" }).click();
      await card(page, "last").getByRole("button", { name: "Start" }).waitFor();
      return was === "Before: said at the end";
    });
    const before = await page.evaluate(() => [JSON.stringify({ ...localStorage }), document.cookie]);
    const first = await attack(page);
    const again = await attack(page);
    assert.deepEqual(again, first, "nothing is left by the run before");
    const refused = (value: string) => value.startsWith("refused:");
    for (const name of [
      "top document",
      "top storage",
      "top cookie",
      "fetch api",
      "fetch host",
      "picture",
      "socket",
      "worker",
    ])
      assert.ok(refused(first[name] ?? ""), `${name}: ${first[name]}`);
    assert.equal(first["left"], "null,false");
    assert.equal(first["window"], "null");
    assert.equal(first["host cookie"], "false");
    assert.equal(first["fetch own api"], "404");
    assert.equal(first["other token"], "404");
    assert.deepEqual(asked, [], "no other host was asked");
    assert.equal(page.url(), `${stage.pages}/app/learn/${stage.lesson}`);
    assert.equal(context.pages().length, 1);
    assert.deepEqual(await page.evaluate(() => [JSON.stringify({ ...localStorage }), document.cookie]), before);
    await page.getByText("You have done this lesson.").or(page.getByText("Course done!")).first().waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("a teacher uploads a package and tries it", async () => {
  const { page, close } = await phone(null, { width: 1280, height: 800 });
  try {
    await page.goto(`${stage.pages}/app/write/${stage.course}/${stage.draft}`);
    await page
      .getByRole("button", { name: "English", exact: true })
      .click()
      .catch(() => undefined);
    await signIn(page, stage.teacher);
    await addBlock(page, "Interactive package");
    const one = block(page, "Interactive package 1");
    await one
      .getByLabel("Choose a package")
      .setInputFiles({ name: "market.zip", mimeType: "application/zip", buffer: Buffer.from(stage.zip, "base64") });
    await one.getByText("SCORM 1.2, 3 files: ready.").waitFor();
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/package-fields.png`, fullPage: true });
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    await saved(page);
    await page.getByRole("button", { name: "As a learner" }).click();
    await start(page, "market");
    await inside(page, "market").getByText("Before: , entry: ab-initio").waitFor();
    await card(page, "market").getByText("Preview: nothing is saved.").waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

/** What came of each attempt. */
async function attack(page: Page): Promise<Record<string, string>> {
  await start(page, "attack");
  const out = inside(page, "attack").locator("#out");
  await until(async () => Boolean(await out.textContent()));
  const done = JSON.parse((await out.textContent()) ?? "{}") as Record<string, string>;
  await card(page, "attack").getByRole("button", { name: "Close" }).click();
  return done;
}
