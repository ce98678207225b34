/** Films of lessons: a learner watches one of an encrypted ladder; a teacher sends one and sees it prepared. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { addBlock, block, saved } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { PHONE, phone, signIn, stage as told, until, type Stage } from "./stage.ts";

const stage = told as Stage & {
  course: string;
  lesson: string;
  stranger: string;
  teacher: string;
  film: string;
  bucket: string;
  part: "watch" | "send" | "read" | "elsewhere" | "lose" | "bucket" | "copy";
};
const PICTURES = process.env["VIDEO_PICTURES"];
const DESK = { width: 1280, height: 800 };

interface Playing {
  time: number;
  paused: boolean;
  width: number;
  rate: number;
}

const look = (page: Page): Promise<Playing> =>
  page.evaluate(() => {
    const film = document.querySelector("video");
    return {
      time: film?.currentTime ?? 0,
      paused: film?.paused ?? true,
      width: film?.videoWidth ?? 0,
      rate: film?.playbackRate ?? 0,
    };
  });

async function open(page: Page, address: string, login?: string): Promise<void> {
  await page.goto(`${stage.url}/app/${address}`);
  await page.getByRole("button", { name: "English", exact: true }).click();
  await signIn(page, login);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

/** Choose in the settings of the player. */
async function choose(page: Page, label: string, value: string): Promise<void> {
  const settings = page.getByRole("button", { name: "Speed and quality" });
  if ((await settings.getAttribute("aria-expanded")) !== "true") await settings.click();
  await page.getByRole("combobox", { name: label, exact: true }).selectOption(value);
}

const start = (page: Page) => page.getByRole("button", { name: "Watch: At the market, 0:45" });

test("a learner watches a film, and goes on with it", { skip: stage.part !== "watch" }, async () => {
  const { page, complaints, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`);
    await page.getByText("What do they buy?").waitFor();
    assert.equal(await page.locator("video").count(), 0, "nothing is loaded before somebody wants to see it");
    await picture(page, "lesson-360");
    await start(page).click();
    await until(async () => (await look(page)).time > 1);
    assert.match((await page.locator(".video-mark").textContent()) ?? "", /^Aziza Karimova/);
    await choose(page, "Speed", "2");
    await until(async () => (await look(page)).rate === 2);
    await choose(page, "Quality", "180");
    await until(async () => (await look(page)).width === 320);
    await picture(page, "playing-360");
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    const seek = page.getByRole("slider", { name: "Place in the video" });
    await seek.focus();
    await page.keyboard.press("5");
    await until(async () => (await look(page)).time > 22);
    await page.keyboard.press("ArrowLeft");
    await until(async () => (await look(page)).time < 22.4);
    await page.keyboard.press("m");
    assert.equal(await page.evaluate(() => document.querySelector("video")?.muted), true);
    await choose(page, "Quality", "audio");
    await until(async () => (await look(page)).width === 0 && !(await look(page)).paused);
    await choose(page, "Quality", "auto");
    await until(async () => (await look(page)).width > 0 && (await look(page)).time > 25);
    await seek.focus();
    // Seven seconds more that were not seen: enough for the lesson, on a fast machine too.
    await page.keyboard.press("2");
    await until(async () => (await look(page)).time > 16 && (await look(page)).time < 22);
    await page.keyboard.press("k");
    await until(async () => (await look(page)).paused);
    const stopped = (await look(page)).time;
    await page
      .getByText("You have done this lesson.")
      .or(page.getByText("Lesson done"))
      .or(page.getByText("Course done!"))
      .first()
      .waitFor();
    await page.reload();
    await start(page).click();
    await until(async () => (await look(page)).time > 1);
    assert.ok(Math.abs((await look(page)).time - stopped) < 12, `${(await look(page)).time} after ${stopped}`);
    await page.getByRole("button", { name: "Full screen" }).click();
    await page.locator(".video.large").waitFor();
    await page.keyboard.press("f");
    await page.locator(".video:not(.large)").waitFor();
    assert.deepEqual(complaints, []);
    // Who leaves the lesson watches no more: else this device would count for five minutes.
    await page.goto(`${stage.url}/app/courses`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("a third device is refused until one stops", { skip: stage.part !== "watch" }, async () => {
  const devices = [await phone(null), await phone(null), await phone(null, DESK)];
  try {
    for (const { page } of devices) {
      await open(page, `learn/${stage.lesson}`);
      await page.getByText("What do they buy?").waitFor();
      await start(page).click();
      if (page !== devices[2]?.page) await until(async () => (await look(page)).time > 0.2);
    }
    const third = devices[2]!.page;
    await third.getByText("You are watching on two other devices already.").waitFor();
    await picture(third, "third-1280");
    assert.deepEqual([...(await overflowing(third)), ...(await barriers(third))], []);
    await devices[0]!.page.goto(`${stage.url}/app/courses`);
    await until(async () => {
      const again = third.getByRole("button", { name: "Try again" });
      if (await again.isVisible()) await again.click();
      return (await look(third)).time > 0.2;
    });
    for (const { complaints } of devices) assert.deepEqual(complaints, []);
  } catch (error) {
    for (const { page } of devices) console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    for (const { close } of devices) await close();
  }
});

test("who loses the course in mid-play sees at most what was loaded", { skip: stage.part !== "lose" }, async () => {
  const { page, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`);
    await page.getByRole("button", { name: "Watch: At the market, 2:00" }).click();
    await until(async () => (await look(page)).time > 1);
    await page.getByText("You are not enrolled in this course.").waitFor();
    await picture(page, "lost-360");
    assert.ok((await look(page)).time < 80, "what the first two keys open");
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("a stranger sees no film", { skip: stage.part !== "watch" }, async () => {
  const { page, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`, stage.stranger);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await until(async () => (await page.getByRole("heading", { level: 1 }).textContent()) !== "At the market");
    assert.equal(await page.locator(".video-start").count(), 0);
  } finally {
    await close();
  }
});

test("a teacher watches a film of the library and of the materials", { skip: stage.part !== "watch" }, async () => {
  const { page, complaints, close } = await phone(null, DESK);
  try {
    await open(page, "library", stage.teacher);
    await page.getByRole("row", { name: /At the market/ }).click();
    const card = page.getByRole("dialog", { name: "At the market", exact: true });
    for (const name of ["Watch: At the market", "The film once more"]) {
      await card.getByRole("button", { name }).click();
      await until(async () => (await look(page)).time > 0.5);
      await page.locator("dialog").last().getByRole("button", { name: "Close", exact: true }).click();
      await until(async () => (await page.locator("video").count()) === 0);
    }
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("a teacher sends a film and sees it prepared", { skip: stage.part !== "send" }, async () => {
  const { page, complaints, close } = await phone(null, DESK);
  try {
    await open(page, `write/${stage.course}/${stage.lesson}`);
    await addBlock(page, "Video");
    const one = block(page, "Video 1");
    await one
      .getByLabel("Choose a file")
      .setInputFiles({ name: "market.mp4", mimeType: "video/mp4", buffer: await readFile(stage.film) });
    await one.getByText(/The film (waits|is being prepared)/).waitFor();
    await picture(page, "preparing-1280");
    await one.getByText("Ready: 0:12, 480p.").waitFor();
    await saved(page);
    await picture(page, "ready-1280");
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    await page.getByRole("button", { name: "As a learner" }).click();
    const poster = page.locator(".video-start img");
    await until(() => poster.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0));
    await picture(page, "poster-1280");
    await page.getByRole("button", { name: /^Watch: market/ }).click();
    await until(async () => (await look(page)).time > 1);
    await page.locator(".video-seek").hover();
    await page.locator(".video-preview div").waitFor();
    await picture(page, "preview-1280");
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

/** Words over the film now, of the tracks of the browser. */
const caption = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const tracks = [...(document.querySelector("video")?.textTracks ?? [])].filter(({ mode }) => mode === "showing");
    return tracks
      .flatMap(({ activeCues }) =>
        [...(activeCues ?? [])].map((cue) => (cue as VTTCue).getCueAsHTML().textContent ?? ""),
      )
      .join("|");
  });

test("a learner reads what is said over the film and under it", { skip: stage.part !== "read" }, async () => {
  const { page, complaints, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`);
    await page.getByText("What do they buy?").waitFor();
    await start(page).click();
    await until(async () => (await look(page)).time > 0.2);
    assert.equal(await caption(page), "");
    await page.getByRole("slider", { name: "Place in the video" }).focus();
    await page.keyboard.press("c");
    await until(async () =>
      /^(Good morning!|How much are the <b>apples<\/b>\?|Ten thousand & a half\.) \d$/.test(await caption(page)),
    );
    await picture(page, "captions-360");
    await choose(page, "Captions", "");
    await until(async () => (await caption(page)) === "");
    await choose(page, "Captions", "en");
    assert.deepEqual(await page.getByRole("combobox", { name: "Captions" }).locator("option").allTextContents(), [
      "None",
      "English",
    ]);
    await page.getByText("Transcript").click();
    const said = page.getByRole("region", { name: "Transcript" });
    await said.getByRole("searchbox").fill("APPLES");
    await said.getByText("3 sentences").waitFor();
    await said.getByRole("button", { name: /apples<\/b>\? 5/ }).click();
    await until(async () => (await look(page)).time >= 8);
    await said.locator("[aria-current]").filter({ hasText: "5" }).waitFor();
    await picture(page, "transcript-360");
    await page.setViewportSize(DESK);
    await picture(page, "transcript-1280");
    await page.setViewportSize(PHONE);
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    await said.getByRole("searchbox").fill("");
    await said.getByRole("button", { name: /morning! 1$/ }).click();
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("a learner gets a copy with their name", { skip: stage.part !== "copy" }, async () => {
  const { page, complaints, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`);
    await page.getByText("What do they buy?").waitFor();
    await start(page).click();
    await until(async () => (await look(page)).time > 0.2);
    await page.getByRole("button", { name: "Speed and quality" }).click();
    await page.getByRole("button", { name: "Get a copy with my name" }).click();
    await page.getByText("Your copy is being made").waitFor();
    await picture(page, "copy-making-360");
    await page.getByText(/^It is kept until /).waitFor();
    await picture(page, "copy-ready-360");
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    const loading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save my copy" }).click();
    const saved = await loading;
    assert.equal(saved.suggestedFilename(), "At the market.mp4");
    assert.equal((await readFile(await saved.path())).toString("latin1", 4, 8), "ftyp");
    await page.getByRole("button", { name: "Delete my copy" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete my copy" }).click();
    await page.getByRole("button", { name: "Get a copy with my name" }).waitFor();
    assert.deepEqual(complaints, []);
    // Who leaves the lesson watches no more: else this device would count for five minutes.
    await page.goto(`${stage.url}/app/courses`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("a film at VdoCipher is shown by its player", { skip: stage.part !== "elsewhere" }, async () => {
  const { page, complaints, close } = await phone(null);
  try {
    const address = "https://player.vdocipher.com/v2/?otp=otp1&playbackInfo=e30";
    await page.route(/vdocipher/, (route) => route.fulfill({ contentType: "text/html", body: "<p>The player" }));
    await open(page, `learn/${stage.lesson}`);
    await page.getByText("What do they buy?").waitFor();
    await start(page).click();
    await page.frameLocator(".video iframe").getByText("The player").waitFor();
    assert.equal(await page.locator(".video iframe").getAttribute("src"), address);
    assert.equal(await page.locator(".video iframe").getAttribute("allow"), "encrypted-media; fullscreen");
    await picture(page, "vdocipher-360");
    assert.deepEqual(complaints, [`asked for ${address}`]);
    await page.goto(`${stage.url}/app/courses`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});

test("segments in S3 come from there", { skip: stage.part !== "bucket" }, async () => {
  const { page, complaints, close } = await phone(null);
  try {
    await open(page, `learn/${stage.lesson}`);
    await start(page).click();
    await until(async () => (await look(page)).time > 1);
    assert.ok(complaints.length > 1);
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.startsWith(`asked for ${stage.bucket}/`)),
      [],
    );
    await page.goto(`${stage.url}/app/courses`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  } catch (error) {
    console.log(page.url(), await page.locator("body").innerText());
    throw error;
  } finally {
    await close();
  }
});
