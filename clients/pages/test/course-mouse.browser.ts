/** What a teacher does with the mouse and the clipboard in the editor of a lesson. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { addBlock, block, saved, stage } from "./course-stage.ts";
import { caller, DESK, dragAbove, sit } from "./teacher-stage.ts";

test("blocks are dragged by mouse, and a large paste of Word neither freezes the page nor is lost", async () => {
  const teacher = await caller(stage.teacher);
  const draft = await teacher("POST", `/courses/courses/${stage.course}/modules/`, { title: "In town" });
  const lesson = await teacher("POST", `/courses/courses/${stage.course}/lessons/`, {
    module: draft.modules[0].id,
    title: "By mouse",
  });
  const { close, page, complaints } = await sit(stage.teacher, `write/${stage.course}/${lesson.id}`, DESK);
  try {
    await page
      .getByRole("button", { name: /^Add a block/ })
      .first()
      .waitFor();
    for (const kind of ["Formula", "Cards", "Note"]) await addBlock(page, kind);
    await block(page, "Formula 1").getByLabel("Formula (LaTeX)").fill("a + b");
    await dragAbove(page, block(page, "Note 3"), block(page, "Cards 2"));
    await block(page, "Note 2").waitFor();
    await block(page, "Cards 3").waitFor();
    await saved(page);
    const kept = await teacher("GET", `/courses/lessons/${lesson.id}/draft/`);
    assert.deepEqual(
      kept.blocks.map(({ kind }: { kind: string }) => kind),
      ["formula", "note", "flashcards"],
    );

    await addBlock(page, "Text");
    const text = block(page, "Text 4").getByRole("textbox");
    const paste = (rows: number) =>
      text.evaluate((element, count) => {
        const row =
          "<p class=MsoNormal style='margin:0;mso-list:l0 level1 lfo1'><b style='mso-bidi-font-weight:normal'><span lang=UZ style='font-size:12.0pt'>Numbers and words<o:p></o:p></span></b></p>";
        const data = new DataTransfer();
        data.setData("text/html", `<html><body>${row.repeat(count)}</body></html>`);
        const begun = performance.now();
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        return Math.round(performance.now() - begun);
      }, rows);
    const refused = await paste(32_000);
    await page.getByText("This is too long for one lesson.").first().waitFor();
    assert.equal(await text.innerText(), "\n");
    const taken = await paste(12_000);
    console.log(`Pastes of Word: 5 MB refused in ${refused} ms, 2 MB taken in ${taken} ms.`);
    assert.ok(refused < 3_000 && taken < 6_000, `${refused} ms, ${taken} ms`);
    await text.locator("strong").getByText("Numbers and words").first().waitFor();
    await page.locator('.save-sign[data-state="refused"]').waitFor();
    await page.getByText("The lesson is too long. Make two lessons of it.").waitFor();
    assert.deepEqual(
      complaints.filter((text) => !/422|413/.test(text)),
      [],
    );
  } finally {
    await close();
  }
});
