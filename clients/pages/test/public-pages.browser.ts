/** The public pages of the catalogue, without an account: found, read and left towards the sign-in; on a phone and at a desk. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { barriers, overflowing, smallTargets } from "./looks-rules.ts";
import { phone, PHONE, signIn, stage } from "./stage.ts";

const own = stage as typeof stage & { course: string };
const SIZES = [PHONE, { width: 1280, height: 800 }];

for (const size of SIZES) {
  test(`a visitor finds a course and its teacher, ${size.width} px`, async () => {
    const { page, complaints, close } = await phone(null, size);
    const holds = async () =>
      assert.deepEqual([...(await overflowing(page)), ...(await smallTargets(page)), ...(await barriers(page))], []);
    try {
      await page.goto(`${stage.url}/`);
      await page.waitForURL(/\/(uz|ru|en)\/courses\/$/);
      await page.getByRole("contentinfo").getByRole("link", { name: "Русский" }).click();
      await page.getByRole("heading", { level: 1, name: "Курсы" }).waitFor();
      await holds();
      await page.getByRole("searchbox", { name: "Найти курс" }).fill("матемтика");
      await page.getByRole("button", { name: "Найти", exact: true }).press("Enter");
      await page.getByText("Курс не найден").waitFor();
      await page.getByRole("searchbox", { name: "Найти курс" }).fill("англиский");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: own.course }).click();
      await page.getByRole("heading", { level: 1, name: own.course }).waitFor();
      await page.getByText("в месяц").waitFor();
      await holds();
      await page
        .getByRole("listitem")
        .getByRole("link", { name: /Rahimova/ })
        .click();
      await page.getByRole("heading", { level: 1, name: /Rahimova/ }).waitFor();
      await holds();
      await page.getByRole("link", { name: own.course }).waitFor();
      assert.deepEqual(complaints, []);
    } finally {
      await close();
    }
  });
}

test("who is signed in on the device opens the own pages by the bare address", async () => {
  const { page, complaints, close } = await phone(null);
  try {
    await page.goto(`${stage.url}/uz/courses/`);
    await page.getByRole("link", { name: "Kirish" }).click();
    await page.getByRole("button", { name: "English", exact: true }).click();
    await signIn(page);
    await page.getByRole("navigation").first().waitFor();
    await page.goto(`${stage.url}/`);
    await page.waitForURL(/\/app\/$/);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
