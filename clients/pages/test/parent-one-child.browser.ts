/** A parent with one child, whose name is very long. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on, told } from "./family-stage.ts";

const { name } = told as typeof told & { name: string };

test("with one child the name stands on each page of the child, however long it is", async () => {
  await on("", async ({ page, complaints }) => {
    await page.getByRole("article").getByRole("link", { name }).waitFor();
    for (const to of ["Absence", "Payments"]) {
      await page.getByRole("navigation").getByRole("link", { name: to }).click();
      await page.getByRole("heading", { level: 1, name: to }).waitFor();
      await page.locator(".whose").filter({ hasText: name }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    }
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByRole("article").getByRole("link", { name }).click();
    await page.locator(".whose").filter({ hasText: name }).waitFor();
    await page.getByRole("region", { name: "How the reading goes" }).getByText("It gets better").waitFor();
    await page.getByRole("img", { name: /It gets better/ }).waitFor();
    assert.match(await page.locator(".score-line text").innerHTML(), /, better$/);
    await page.getByRole("region", { name: "How the reading goes" }).getByText("As a table").click();
    assert.equal(await page.getByRole("region", { name: "How the reading goes" }).getByRole("row").count(), 6);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    assert.deepEqual(complaints, []);
  });
});

test("a row of the first page leads to its section, and the way back to where one was", async () => {
  await on("", async ({ page, complaints }) => {
    const card = page.getByRole("article");
    await card.getByText("everything is done · last mark: 84 of 100").waitFor();
    await card.getByRole("link", { name: /Homework/ }).click();
    const homework = page.getByRole("heading", { name: "Homework", exact: true });
    await page.waitForFunction(() => scrollY > 100);
    assert.ok(((await homework.boundingBox())?.y ?? 999) < 200);
    const unit = page.getByRole("link", { name: /Unit 0/ });
    // Where the page stands when the link is pressed: until then the section of the first page is still held in view.
    await page.evaluate(() => {
      addEventListener("pointerdown", () => (document.documentElement.dataset["depth"] = `${scrollY}`), {
        capture: true,
      });
    });
    await unit.click();
    const depth = Number(await page.evaluate(() => document.documentElement.dataset["depth"]));
    assert.ok(depth > 100);
    await page.getByRole("link", { name: /^← To the page of/ }).waitFor();
    await page.goBack();
    await unit.waitFor();
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 20, depth);
    await page.locator("#content [aria-busy=true], #content .waiting").first().waitFor({ state: "detached" });
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - depth) < 20, `${depth}`);
    assert.deepEqual(complaints, []);
  });
});

test("without a network what was shown stays, and a page says that it cannot be reached", async () => {
  await on("", async ({ context, page }) => {
    await page.getByRole("article").getByText("lesson").first().waitFor();
    await context.setOffline(true);
    await page.getByText("what you typed stays here").waitFor();
    assert.equal(await page.getByRole("article").count(), 1);
    await context.setOffline(false);
    await page.getByText("what you typed stays here").waitFor({ state: "detached" });
  });
});
