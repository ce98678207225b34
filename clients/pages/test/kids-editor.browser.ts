/** A teacher writes two activities: one with pictures of the platform, one with a picture and a voice of her own. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { addBlock, block, saved, stage as told, type CourseStage } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as CourseStage & { long: string };
const KIND = "Activity for small children";

test("activities are written, seen as a child sees them, and kept; what is wrong stands at its field", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `write/${stage.course}/${stage.lesson}`, DESK);
  const pick = async (within: ReturnType<typeof block>, label: string, picture: string) => {
    await within.getByRole("button", { name: `${label}: Choose a picture` }).click();
    await within.getByRole("button", { name: picture, exact: true }).click();
    await within.getByRole("img", { name: `${label}: ${picture}` }).waitFor();
  };
  try {
    await page.getByLabel("Title of the lesson").waitFor();
    await addBlock(page, KIND);
    const count = block(page, `${KIND} 1`);
    await count.getByRole("combobox", { name: "What the child does" }).selectOption("Count");
    assert.equal(await count.getByRole("combobox", { name: "What the child hears first" }).inputValue(), "count-them");
    await pick(count, "What is counted", "apple");
    await count.getByLabel("How many there are").fill("99");
    await count.getByLabel("How many there are").and(page.locator("[aria-invalid=true]")).waitFor();
    await count.getByLabel("How many there are").fill("4");
    assert.ok(await count.getByRole("checkbox", { name: "5", exact: true }).isChecked());
    await count.getByRole("combobox", { name: "Skill" }).selectOption("Counting");
    await saved(page);

    await addBlock(page, KIND);
    const tap = block(page, `${KIND} 2`);
    for (const place of [1, 2]) {
      await tap.getByRole("button", { name: "Add: Pictures" }).click();
      await tap.getByRole("img", { name: `Picture ${place}: none yet` }).waitFor();
    }
    await pick(tap, "Picture 1", "cat");
    await tap.getByRole("checkbox", { name: "Picture 1 is right" }).check();
    await tap.getByRole("button", { name: "Picture 2: Choose a picture" }).click();
    await tap
      .getByLabel("Choose a file")
      .and(page.locator("[accept^=image]"))
      .setInputFiles({ name: "field.png", mimeType: "image/png", buffer: Buffer.from(stage.picture, "base64") });
    await tap.getByRole("img", { name: "Picture 2: A picture of your own" }).waitFor();
    await tap.getByText("What the child hears first: your own voice").click();
    await tap.getByRole("button", { name: "Say it", exact: true }).click();
    await page.waitForTimeout(1500);
    await tap.getByRole("button", { name: /^Done/ }).click();
    await tap.locator("option", { hasText: "Your own" }).first().waitFor({ state: "attached" });

    // What is written while a recording is on its way stays.
    let arrive = (): void => undefined;
    const written = new Promise<void>((done) => (arrive = done));
    const isFile = (url: URL) => url.pathname.endsWith(`/courses/courses/${stage.course}/files/`);
    await page.route(isFile, (route) => void written.then(() => route.continue()), { times: 1 });
    const asked = page.waitForRequest((request) => isFile(new URL(request.url())));
    await tap.getByText("What Picture 2 says: your own voice").click();
    await tap.getByRole("button", { name: "Say it", exact: true }).click();
    await page.waitForTimeout(1500);
    await tap.getByRole("button", { name: /^Done/ }).click();
    await asked;
    const seen = tap.getByRole("textbox", { name: "English" }).last();
    await seen.fill("a green field");
    arrive();
    await tap
      .getByRole("combobox", { name: "What Picture 2 says" })
      .locator("option", { hasText: "Your own" })
      .waitFor({ state: "attached" });
    assert.equal(await seen.inputValue(), "a green field");
    await saved(page);

    const audience = page.getByRole("region", { name: "For small children" });
    await audience.getByRole("combobox", { name: "Class" }).selectOption("All of them");
    await audience.getByRole("checkbox", { name: "Counting" }).check();
    assert.deepEqual(await barriers(page), []);

    await page.getByRole("button", { name: "As a learner" }).click();
    const counted = page.getByRole("region", { name: "Count", exact: true });
    await counted.getByRole("button", { name: "apple 4" }).waitFor();
    await counted.getByRole("button", { name: "4", exact: true }).click();
    await counted.getByText("That is it.").waitFor();
    await page
      .getByRole("region", { name: "Touch what is right" })
      .getByRole("button", { name: "a green field" })
      .waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.setViewportSize(PHONE);
    assert.deepEqual(await overflowing(page), []);
    await page.getByRole("button", { name: "Write", exact: true }).click();
    await tap.getByRole("button", { name: "Add: Pictures" }).waitFor();
    assert.deepEqual(await overflowing(page), []);
    assert.equal(await page.getByText("Split it.").count(), 0);
    await page.goto(`${stage.url}/app/write/${stage.course}/${stage.long}`);
    await page.getByText("About 13 minutes: small children sit for 7 at most. Split it.").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
