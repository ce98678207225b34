/** A course is written: every kind of block, order, publication, versions, two teachers in one lesson, learners. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { addBlock, block, saved, stage } from "./course-stage.ts";
import { barriers, overflowing } from "./looks-rules.ts";
import { caller, DESK, PHONE, sit } from "./teacher-stage.ts";

const asFile = (name: string, mimeType: string, base64: string) => ({
  name,
  mimeType,
  buffer: Buffer.from(base64, "base64"),
});

test("a teacher writes a lesson of every kind of block by keyboard, publishes it and takes a version back", async () => {
  const { close, page, complaints } = await sit(stage.teacher, "menu", DESK);
  try {
    await page.getByRole("main").getByRole("link", { name: "Online courses" }).click();
    await page.getByRole("link", { name: stage.title }).waitFor();
    await page.getByRole("button", { name: "New course" }).click();
    await page.getByRole("dialog").getByLabel("English", { exact: true }).first().fill("A course of my own");
    await page.getByRole("dialog").getByRole("button", { name: "Create the course" }).click();
    await page.getByRole("heading", { level: 1, name: "A course of my own" }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Online courses" }).click();
    await page.getByRole("link", { name: "A course of my own" }).waitFor();
    await page.getByRole("link", { name: stage.title }).click();
    await page.getByText("Nothing is published yet.").first().waitFor();
    await page.getByLabel("Title of the module").fill("In town");
    await page.keyboard.press("Enter");
    await page.getByText("Add a lesson to “In town”").first().click();
    await page.getByLabel("Title of the lesson").fill("At the market");
    await page.keyboard.press("Enter");

    // A text, with the menu of "/".
    await addBlock(page, "Text");
    const text = block(page, "Text 1").getByRole("textbox");
    await text.click();
    await page.keyboard.type("Good morning!");
    await page.keyboard.press("Enter");
    await page.keyboard.type("/numbered");
    await page.getByRole("option", { name: "Numbered list" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("an apple");
    await text.locator("ol li").getByText("an apple").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("/table");
    await page.keyboard.press("Enter");
    await page.keyboard.type("word");
    await text.locator("th").getByText("word").waitFor();
    await saved(page);

    // What Word puts on the clipboard: its own elements, styles and a script.
    await addBlock(page, "Text");
    await block(page, "Text 2")
      .getByRole("textbox")
      .evaluate((element) => {
        const data = new DataTransfer();
        data.setData(
          "text/html",
          '<!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]--><style>p{color:red}</style><p class="MsoNormal" style="margin:0"><b>Bread</b> and <span style="font-weight:700">butter</span><o:p></o:p></p><script>alert(1)</script><h1>Prices</h1><img src="x" onerror="alert(1)">',
        );
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      });
    await block(page, "Text 2").locator("strong").getByText("Bread").waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("/formula");
    await page.keyboard.press("Enter");
    await block(page, "Formula 3").getByLabel("Formula (LaTeX)").fill("a^2 + b^2 = c^2");
    await block(page, "Formula 3").locator(".katex").first().waitFor();

    await addBlock(page, "Note");
    await block(page, "Note 4").getByRole("radio", { name: "Careful" }).check();
    await block(page, "Note 4").getByRole("textbox").click();
    await page.keyboard.type("Ask the price first.");
    await addBlock(page, "Picture");
    await block(page, "Picture 5")
      .getByLabel("Choose a file")
      .setInputFiles(asFile("market.png", "image/png", stage.picture));
    await block(page, "Picture 5").locator("img").waitFor();
    await addBlock(page, "Recording");
    await block(page, "Recording 6").getByLabel("Choose a file").setInputFiles(stage.voice);
    await block(page, "Recording 6").getByText("voice").first().waitFor();
    for (const [place, kind] of [
      [7, "PDF"],
      [8, "Slides"],
      [9, "File"],
    ] as const) {
      await addBlock(page, kind);
      await block(page, `${kind} ${place}`)
        .getByLabel("Choose a file")
        .setInputFiles(asFile("prices.pdf", "application/pdf", stage.document));
      await block(page, `${kind} ${place}`).getByText("prices").first().waitFor();
    }
    await addBlock(page, "Page of another site");
    const embed = block(page, "Page of another site 10");
    await embed.getByLabel("Address").fill("https://example.com/film");
    await embed.getByText("cannot be shown in a lesson").waitFor();
    await embed.getByLabel("Address").fill("https://youtu.be/abcdefghijk");
    await embed.getByLabel("What it is").fill("A market in London");
    await addBlock(page, "Cards");
    await block(page, "Cards 11").getByLabel("Front of card 1").fill("bread");
    await block(page, "Cards 11").getByLabel("Back of card 1").fill("non");
    await saved(page);
    assert.deepEqual(await barriers(page), []);

    // The order by keys; delete and undo.
    await block(page, "Cards 11")
      .getByRole("button", { name: /arrow keys/ })
      .focus();
    await page.keyboard.press("ArrowUp");
    await block(page, "Cards 10").waitFor();
    assert.ok(
      await block(page, "Cards 10")
        .getByRole("button", { name: /arrow keys/ })
        .evaluate((button) => button === document.activeElement),
    );
    await block(page, "Note 4").getByRole("button", { name: "Delete: Note 4" }).click();
    await block(page, "Note 4").waitFor({ state: "detached" });
    await page.locator(".notices").getByRole("button", { name: "Undo" }).click();
    await block(page, "Note 4").getByText("Ask the price first.").waitFor();
    await saved(page);

    await page.getByRole("button", { name: "As a learner" }).click();
    await page.getByRole("region", { name: "As a learner" }).getByText("Good morning!").waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("How many minutes it takes").fill("12");
    await page.getByLabel("Open to everybody").check();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").first().waitFor();

    // What is missing, then the publication.
    await page.getByRole("main").getByRole("link", { name: stage.title }).click();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Describe the picture").waitFor();
    assert.equal(await drawer.getByRole("button", { name: "Publish version 1" }).count(), 0);
    await drawer.getByRole("link", { name: "At the market" }).first().click();
    await block(page, "Picture 5").getByLabel("What the picture shows").fill("A market");
    await saved(page);
    await page.getByRole("main").getByRole("link", { name: stage.title }).click();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await drawer.getByText("New lesson: At the market").waitFor();
    await drawer.getByRole("button", { name: "Publish version 1" }).click();
    await page.getByText("Learners see version 1").waitFor();

    // Another module, its lesson, the order by keys; a lesson and a module are deleted and come back.
    await page.getByLabel("Title of the module").fill("At home");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "At home" }).waitFor();
    await page.getByRole("button", { name: "Move “At the market”" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("region", { name: "At home" }).getByRole("link", { name: "At the market" }).waitFor();
    await page.getByRole("button", { name: "Move up: At home" }).click();
    await page.getByRole("button", { name: "Change: At home" }).click();
    await drawer.getByLabel("So many days after").fill("3");
    await drawer.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Delete: At the market" }).click();
    await page.getByRole("link", { name: "At the market" }).waitFor({ state: "detached" });
    await page.locator(".notices").getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "At the market" }).waitFor();
    await page.getByRole("button", { name: "Delete: In town" }).click();
    await page.getByRole("heading", { name: "In town" }).waitFor({ state: "detached" });
    await page.locator(".notices").getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: "In town" }).waitFor();
    await page.getByRole("button", { name: "Delete: In town" }).click();
    await page.getByRole("heading", { name: "In town" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Settings" }).click();
    await drawer.getByLabel("One lesson after the other").check();
    await drawer.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await drawer.getByText("New module: At home").waitFor();
    await drawer.getByRole("button", { name: "Publish version 2" }).click();
    await page.getByText("Learners see version 2").waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Versions" }).click();
    const first = drawer.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Version 1" }) });
    await first.getByRole("button", { name: "Take this version back" }).click();
    await page.locator("dialog .buttons").getByRole("button", { name: "Take this version back" }).last().click();
    await page.getByRole("heading", { name: "At home" }).waitFor({ state: "detached" });
    await page.getByText("There are changes").waitFor();
    assert.deepEqual(
      complaints.filter((text) => !text.includes("youtube")),
      [],
    );
  } finally {
    await close();
  }
});

test("two teachers write one lesson: both texts are shown and both stay; without a network nothing is lost", async () => {
  const teacher = await caller(stage.teacher);
  const draft = await teacher("GET", `/courses/courses/${stage.course}/draft/`);
  const lesson = await teacher("POST", `/courses/courses/${stage.course}/lessons/`, {
    module: draft.modules[0].id,
    title: "Two hands",
  });
  const address = `write/${stage.course}/${lesson.id}`;
  const one = await sit(stage.teacher, address, DESK);
  const other = await sit(stage.other, address, DESK);
  try {
    const write = async ({ page }: typeof one, text: string) => {
      await page
        .getByRole("button", { name: /^Add a block/ })
        .first()
        .waitFor();
      await addBlock(page, "Text");
      await block(page, "Text 1").getByRole("textbox").click();
      await page.keyboard.type(text);
    };
    await one.page
      .getByRole("button", { name: /^Add a block/ })
      .first()
      .waitFor();
    await other.page
      .getByRole("button", { name: /^Add a block/ })
      .first()
      .waitFor();
    await write(one, "The first text");
    await saved(one.page);
    await write(other, "The second text");
    await other.page.getByRole("heading", { name: "Your text" }).waitFor();
    await other.page.getByText("The first text").waitFor();
    await other.page.getByText("The second text").waitFor();
    assert.deepEqual(await barriers(other.page), []);
    await other.page.getByRole("button", { name: "Keep both" }).click();
    await saved(other.page);
    const both = JSON.stringify(await teacher("GET", `/courses/lessons/${lesson.id}/draft/`));
    assert.match(both, /The first text/);
    assert.match(both, /The second text/);

    // The line is cut; the page is closed and opened again.
    await other.context.route("**/api/v1/courses/lessons/*/draft/", (route) =>
      route.request().method() === "PUT" ? route.abort() : route.continue(),
    );
    await block(other.page, "Text 1").getByRole("textbox").click();
    await other.page.keyboard.press("Control+Home");
    await other.page.keyboard.type("Kept: ");
    await other.page.locator('.save-sign[data-state="kept"]').waitFor();
    await other.page.reload();
    await other.page.locator('.save-sign[data-state="kept"]').waitFor();
    await other.page.getByText("Kept: ").first().waitFor();
    await other.context.unroute("**/api/v1/courses/lessons/*/draft/");
    await other.page.evaluate(() => dispatchEvent(new Event("online")));
    await saved(other.page);
    assert.match(JSON.stringify(await teacher("GET", `/courses/lessons/${lesson.id}/draft/`)), /Kept: /);
    assert.deepEqual([...one.complaints, ...other.complaints], []);
  } finally {
    await one.close();
    await other.close();
  }
});

test("a lesson is written and moved on a phone by touch", async () => {
  const { close, page, complaints } = await sit(stage.teacher, `write/${stage.course}`, PHONE, { touch: true });
  try {
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.deepEqual(await overflowing(page), []);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Move up: Two hands" }).tap();
    await page.getByRole("link", { name: "Two hands" }).tap();
    await page.getByRole("button", { name: /^Add a block at the top/ }).tap();
    assert.deepEqual(await overflowing(page), []);
    await page
      .getByRole("group", { name: /^Add a block/ })
      .getByRole("button", { name: "Cards", exact: true })
      .tap();
    await block(page, "Cards 1").getByLabel("Front of card 1").fill("one");
    await block(page, "Cards 1").getByRole("button", { name: "Move down: Cards 1" }).tap();
    await block(page, "Cards 2").waitFor();
    await saved(page);
    assert.deepEqual(await overflowing(page), []);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Delete the lesson" }).tap();
    await page.locator(".notices").getByRole("button", { name: "Undo" }).tap();
    await page.getByRole("button", { name: "Delete the lesson" }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("the office opens the editor from a course, adds a learner, freezes and ends the enrolment", async () => {
  const { close, page, complaints } = await sit(stage.office, "courses", DESK);
  try {
    const drawer = page.getByRole("dialog");
    await page.getByRole("button", { name: stage.title }).first().click();
    await drawer.getByRole("link", { name: "Write the course" }).click();
    await page.getByRole("button", { name: "Learners" }).click();
    await drawer.getByText("Nobody learns this course yet.").waitFor();
    await drawer.getByText("Add learners").first().click();
    await drawer.getByRole("combobox", { name: "People" }).fill(stage.learnerName);
    await page.getByRole("option", { name: stage.learnerName }).first().click();
    await drawer.getByRole("button", { name: "Check" }).click();
    await drawer.getByText("will be enrolled").waitFor();
    await drawer.getByRole("button", { name: "Enrol 1 person" }).click();
    const row = drawer.getByRole("listitem").filter({ hasText: stage.learnerName }).filter({ hasText: "learning" });
    await row.waitFor();
    assert.deepEqual(await barriers(page), []);

    // What the learner does is seen at once, by learner and by lesson.
    await row.getByText("0 %").waitFor();
    const learner = await caller(stage.learner);
    const { modules } = await learner("GET", `/courses/courses/${stage.course}/modules/`);
    const [lesson] = modules
      .flatMap((module: { lessons: { id: string | null }[] }) => module.lessons)
      .filter(({ id }: { id: string | null }) => id);
    await drawer.getByText("By lesson").click();
    await drawer.getByText("0 began, 0 finished").waitFor();
    await learner("POST", `/courses/lessons/${lesson.id}/progress/`, { scrolled: true });
    await row.getByText("100 %").waitFor();
    await drawer.getByText("1 began, 1 finished").waitFor();
    await page.setViewportSize(PHONE);
    assert.deepEqual([...(await overflowing(page)), ...(await barriers(page))], []);
    if (process.env["COURSE_PICTURES"])
      await page.screenshot({ path: `${process.env["COURSE_PICTURES"]}/learners-phone.png` });
    await page.setViewportSize(DESK);
    await drawer.getByRole("searchbox", { name: "Find a learner" }).fill("Zzz");
    await drawer.getByText("No learner is like this.").waitFor();
    await drawer.getByRole("searchbox", { name: "Find a learner" }).fill(stage.learnerName);
    await row.waitFor();
    await drawer.getByRole("combobox", { name: "State" }).selectOption("ended");
    await drawer.getByText("No learner is like this.").waitFor();
    await drawer.getByRole("combobox", { name: "State" }).selectOption("");
    await row.getByRole("button", { name: "Freeze" }).click();
    await drawer.getByRole("button", { name: "Open again" }).waitFor();
    await drawer.getByRole("button", { name: "Open again" }).click();
    await drawer.getByText("End", { exact: true }).first().click();
    await drawer.getByLabel("Why").fill("Moved away");
    await drawer.getByRole("button", { name: "End", exact: true }).click();
    await drawer.getByText("Moved away").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
