/** A pupil asks about a second of a film; the question leads back there, from the lesson and from the discussion. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { barriers, overflowing, smallTargets } from "./looks-rules.ts";
import { stage as told, until, type Stage } from "./stage.ts";
import { PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & { learner: string; other: string; lesson: string; picture: string };
const TITLE = "U nima dedi?";

const seconds = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector("video")?.currentTime ?? -1);
const faults = async (page: Page): Promise<string[]> => [
  ...(await overflowing(page)),
  ...(await smallTargets(page)),
  ...(await barriers(page)),
];

test("a pupil asks about a moment of the film, with a picture that is pasted", async () => {
  const { page, complaints, close } = await sit(stage.learner, `learn/${stage.lesson}`, PHONE);
  try {
    await page.getByRole("button", { name: /^Koʻrish: At the market/ }).click();
    await until(async () => (await seconds(page)) > 0.5);
    await page.evaluate(() => {
      const film = document.querySelector("video");
      film?.pause();
      if (film) film.currentTime = 31.4;
    });
    await until(async () => Math.floor(await seconds(page)) === 31);
    await page.getByRole("button", { name: "Shu dars haqida soʻrash" }).click();
    const form = page.getByRole("form", { name: "Shu dars haqida soʻrash" });
    const second = form.getByLabel("Videoning qaysi joyi?");
    assert.equal(await second.inputValue(), "0:31");

    // Another moment is typed or taken from the film; what is no time is refused.
    await second.fill("31");
    await form.getByRole("textbox", { name: "Sarlavha", exact: true }).fill(TITLE);
    const text = form.getByRole("textbox", { name: "Matn", exact: true });
    await text.focus();
    await form.getByRole("toolbar").waitFor();
    await page.keyboard.type("Men eshitmadim.");
    await pastePicture(page);
    await form.getByText("Rasm 1").waitFor();
    assert.deepEqual(await faults(page), []);
    await form.getByRole("button", { name: "Eʼlon qilish" }).click();
    await form.getByText("2:30 kabi yozing.").waitFor();
    await form.getByRole("button", { name: /0:31/ }).click();
    assert.equal(await second.inputValue(), "0:31");
    await form.getByRole("button", { name: "Eʼlon qilish" }).click();
    await page.getByTestId("discussion").getByRole("button", { name: "Videoning 0:31 joyi" }).waitFor();
    assert.deepEqual(await faults(page), []);

    // The question leads to its moment while the film stands elsewhere.
    await page.evaluate(() => {
      const film = document.querySelector("video");
      if (film) film.currentTime = 3;
    });
    await until(async () => Math.floor(await seconds(page)) === 3);
    await page.getByRole("button", { name: "Videoning 0:31 joyi" }).click();
    await until(async () => (await seconds(page)) >= 31);
    assert.deepEqual(complaints, []);
    await page.goto(`${stage.url}/app/courses`); // else this device would count as watching for five minutes
    await page.getByRole("heading", { level: 1 }).waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("another pupil comes from the discussion to the moment", async () => {
  const { page, complaints, close } = await sit(stage.other, "forums", PHONE);
  try {
    await page.getByRole("link", { name: TITLE }).click();
    const opening = page.getByTestId("opening");
    await opening.getByText("Men eshitmadim.").waitFor();
    const picture = opening.locator(".text-files img");
    await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0));
    assert.deepEqual(await faults(page), []);
    await opening.getByRole("link", { name: "Урок «At the market», 0:31" }).click();
    await page.waitForURL(/\?at=31$/);
    await until(async () => (await seconds(page)) >= 31);
    assert.ok((await seconds(page)) < 45, "it begins there");
    assert.deepEqual(complaints, []);
    await page.goto(`${stage.url}/app/courses`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

/** A picture that was copied, as the keyboard pastes it where one writes. */
async function pastePicture(page: Page): Promise<void> {
  await page.evaluate((picture) => {
    const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "a.png", { type: "image/png" }));
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, stage.picture);
}
