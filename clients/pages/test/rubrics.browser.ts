/** A rubric is written, given with a homework, read by the pupil, chosen from in the review, and read again by all. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findings, lookAround, lookAt } from "./looks-around.ts";
import { phone, play, signIn, stage as told, visit, type Stage } from "./stage.ts";
import { DESK, PHONE, sit } from "./teacher-stage.ts";

const stage = told as Stage & {
  teacher: string;
  colleague: string;
  office: string;
  parent: string;
  gradebook: string;
  pupil: string;
};
/** Of the homework, once its teacher has reviewed it. */
let reviewed = "";

/** The parts go on from each other: after one that failed the others say nothing. */
let failed = false;

/** A person at this address; what the browser complained about fails it. */
function person(name: string, login: () => string, address: () => string, work: (page: Page) => Promise<void>): void {
  test(name, async () => {
    assert.ok(!failed, "an earlier part failed");
    failed = true;
    await play([await sit(login(), address(), DESK)], work);
    assert.deepEqual(findings, []);
    failed = false;
  });
}

interface Written {
  name: string;
  criteria: [name: string, levels: [name: string, points: string][]][];
}

interface FormWords {
  name: string;
  criterion: string;
  judged: string;
  level: string;
  like: string;
  points: string;
  add: string;
  remove: string;
  save: string;
}

const ENGLISH: FormWords = {
  name: "Name",
  criterion: "Criterion",
  judged: "What is judged",
  level: "Level",
  like: "What the work is like",
  points: "Points",
  add: "Add a criterion",
  remove: "Remove",
  save: "Save",
};
const RUSSIAN: FormWords = {
  name: "Название",
  criterion: "Критерий",
  judged: "Что оценивается",
  level: "Уровень",
  like: "Какая работа",
  points: "Баллы",
  add: "Добавить критерий",
  remove: "Убрать",
  save: "Сохранить",
};

/** A new rubric of two levels by each criterion: the form brings three. */
async function writeRubric(page: Page, { name, criteria }: Written, words: FormWords): Promise<void> {
  const card = page.getByRole("dialog");
  await card.getByLabel(words.name, { exact: true }).fill(name);
  for (const [at, [criterion, levels]] of criteria.entries()) {
    const title = `${words.criterion} ${at + 1}`;
    const group = card.getByRole("group", { name: title, exact: true });
    if (at) await card.getByRole("button", { name: words.add }).click();
    else await group.getByRole("button", { name: `${words.remove}: ${title}, ${words.level} 3` }).click();
    await group.getByLabel(words.judged).fill(criterion);
    for (const [number, [level, points]] of levels.entries()) {
      const row = group.getByRole("group", { name: `${title}, ${words.level} ${number + 1}` });
      await row.getByLabel(words.like).fill(level);
      await row.getByLabel(words.points).fill(points);
    }
  }
}

person(
  "the office writes a rubric for the whole centre, and keeps comments",
  () => stage.office,
  () => "rubrics",
  async (page) => {
    const card = page.getByRole("dialog");
    for (const name of ["Essay", "Mistake"]) {
      await page.getByRole("button", { name: "New rubric" }).click();
      await card.getByRole("combobox", { name: "For" }).selectOption("The whole centre");
      await writeRubric(
        page,
        {
          name,
          criteria: [
            [
              "Structure",
              [
                ["Clear", "10"],
                ["None", name === "Essay" ? "x" : "0"],
              ],
            ],
          ],
        },
        ENGLISH,
      );
      await card.getByRole("button", { name: "Save", exact: true }).click();
      if (name === "Essay") {
        await card.getByText("Write a number of 0 or more.").waitFor();
        await card.getByRole("group", { name: "Criterion 1, Level 2" }).getByLabel("Points").fill("0");
        await card.getByRole("button", { name: "Save", exact: true }).click();
      }
      await page.getByRole("button", { name, exact: true }).waitFor();
      await card.waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Mistake" }).click();
    await card.getByRole("button", { name: "Put it away" }).click();
    await page.getByText("“Mistake” is put away.").waitFor();
    await page.getByRole("button", { name: "Mistake" }).waitFor({ state: "detached" });

    await page.goto(`${stage.url}/app/saved-comments`);
    await page.getByRole("button", { name: "New comment" }).click();
    await card.getByRole("textbox", { name: "Comment" }).fill("Mind the end.");
    await card.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Mind the end." }).click();
    await card.getByRole("textbox", { name: "Comment" }).fill("Mind the endings.");
    await card.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Mind the endings." }).click();
    await lookAt(page, "comment");
    await card.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The comment is deleted.").waitFor();
    await page.getByText("You have no saved comments yet.").waitFor();
  },
);

person(
  "a teacher writes a rubric of the group in Russian, and gives a homework with it",
  () => stage.teacher,
  () => `gradebook-setup/${stage.gradebook}`,
  async (page) => {
    const card = page.getByRole("dialog");
    await page.getByRole("link", { name: "Рубрики критериев" }).click();
    await page.getByRole("button", { name: "Essay" }).click();
    await card.getByText("Это рубрика центра").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Новая рубрика" }).click();
    const grammar: [string, string][] = [
      ["Почти без ошибок", "5"],
      ["Много ошибок", "2,5"],
    ];
    await writeRubric(
      page,
      {
        name: "Письмо",
        criteria: [
          ["Грамматика", grammar],
          [
            "Содержание",
            [
              ["Полное", "3"],
              ["Нет", "0"],
            ],
          ],
        ],
      },
      RUSSIAN,
    );
    await lookAround(page, "rubric-form");
    await card.getByRole("button", { name: "Сохранить", exact: true }).click();
    await page.getByRole("button", { name: "Письмо" }).waitFor();
    await page.getByText("2 критерия · версия 1").waitFor();
    await lookAround(page, "rubrics");

    await page.goto(`${stage.url}/app/assignments`);
    await page.getByRole("button", { name: "Дать задание" }).click();
    await page.getByLabel("Что делать", { exact: true }).selectOption({ label: "Написать" });
    await page.getByLabel("Название").fill("Моя семья");
    await page.getByRole("textbox", { name: "Что нужно сделать" }).fill("Напишите о своей семье.");
    await page.getByRole("combobox", { name: /^Рубрика критериев/ }).selectOption({ label: "Письмо" });
    await page.getByRole("button", { name: "Дать задание" }).last().click();
    await page.getByRole("link", { name: "Моя семья" }).click();
    await page.getByText("Работы оцениваются по рубрике «Письмо».").waitFor();
    await page.getByText("Критерии: 2").click();
    await page.getByText("Почти без ошибок").waitFor();
    await lookAround(page, "assignment");
  },
);

test("the pupil reads in Uzbek what the work is judged by, and hands it in", async () => {
  await visit(stage.login, "", PHONE, async (page) => {
    await page.getByRole("link", { name: /Моя семья/ }).click();
    await page.getByText("Ish qanday baholanadi: Письмо").click();
    await page.getByText("Почти без ошибок").waitFor();
    await page.getByText("2,5 ball").waitFor();
    await lookAround(page, "pupil-before");
    await page.setViewportSize(PHONE);
    await page.locator("form textarea").fill("Menim oilam katta.");
    await page.locator("form").getByRole("button", { name: "Yuborish" }).click();
    await page.getByText("Bu oʻqituvchingizda.").waitFor();
    assert.deepEqual(findings, []);
  });
});

person(
  "the teacher chooses levels, puts saved comments in with one click, and accepts",
  () => stage.teacher,
  () => "saved-comments",
  async (page) => {
    const card = page.getByRole("dialog");
    await page.getByRole("button", { name: "Новый комментарий" }).click();
    await card.getByRole("textbox", { name: "Комментарий" }).fill("Следите за окончаниями.");
    await card.getByRole("button", { name: "Сохранить", exact: true }).click();
    await card.waitFor({ state: "detached" });
    await page.goto(`${stage.url}/app/review`);
    await page.getByRole("heading", { level: 2, name: stage.pupil }).waitFor();
    await page
      .getByRole("group", { name: "Грамматика" })
      .getByRole("radio", { name: /^Много ошибок/ })
      .check();
    await page.getByText("пока 2,5 из 8 баллов").waitFor();
    await page.getByText("ещё не оценён 1 критерий").waitFor();
    await page
      .getByRole("group", { name: "Содержание" })
      .getByRole("radio", { name: /^Полное/ })
      .check();
    await page.getByText("5,5 из 8 баллов, 68,75 %").waitFor();
    await page.getByRole("button", { name: "Ничего не выбирать: Содержание" }).click();
    await page.getByText("ещё не оценён 1 критерий").waitFor();

    // What was chosen is there after the page was loaded anew.
    await page.reload();
    await page.getByText("пока 2,5 из 8 баллов").waitFor();
    await page
      .getByRole("group", { name: "Грамматика" })
      .getByRole("radio", { name: /^Почти без ошибок/ })
      .check();
    await page.getByRole("group", { name: "Содержание" }).getByRole("radio", { name: /^Нет/ }).check();
    await page.getByText("5 из 8 баллов, 62,5 %").waitFor();
    await page.getByRole("button", { name: "Поставить оценку 62,5" }).click();

    const comment = page.getByLabel("Несколько слов ученику");
    await comment.fill("Хорошо написано!");
    await page.locator("summary").filter({ hasText: "Сохранённые комментарии" }).click();
    await page.getByRole("button", { name: "Сохранить этот комментарий" }).click();
    await page.getByText("Комментарий сохранён.").waitFor();
    await page.getByRole("button", { name: "Вставить: Следите за окончаниями." }).click();
    assert.equal(await comment.inputValue(), "Хорошо написано!\nСледите за окончаниями.");
    await lookAround(page, "review");
    await page.getByRole("button", { name: /^Принять 62[.,]5/ }).click();
    await page.getByText(`${stage.pupil}: принято.`).waitFor();
    await page.getByRole("button", { name: "Посмотреть ещё раз" }).click();
    await page.waitForURL(/review\/[0-9a-f-]{36}/);
    reviewed = page.url().split("/").at(-1) ?? "";
  },
);

person(
  "a rubric that is in use is changed: the work keeps its version",
  () => stage.teacher,
  () => "rubrics",
  async (page) => {
    const card = page.getByRole("dialog");
    await page.getByRole("button", { name: "Письмо" }).click();
    await card.getByText("Рубрика используется: 1 задание, по ней оценена 1 работа.").waitFor();
    await lookAround(page, "rubric-used");
    await card.getByRole("group", { name: "Критерий 1, Уровень 1" }).getByLabel("Какая работа").fill("Без ошибок");
    await card.getByRole("button", { name: "Сохранить", exact: true }).click();
    await page.getByText("Сохранено как версия 2. Оценённые работы остаются со своей.").waitFor();
    await page.goto(`${stage.url}/app/review/${reviewed}`);
    await page.getByText("Эта работа остаётся с версией 1, по которой её оценили.").waitFor();
    await page.getByRole("radio", { name: /Почти без ошибок/ }).waitFor();
    await lookAround(page, "review-old-version");
    await page.getByRole("button", { name: "Оценить по версии 2" }).click();
    await page.getByRole("radio", { name: /^Без ошибок/ }).waitFor();
    assert.ok(
      await page.getByRole("radio", { name: /^Без ошибок/ }).isChecked(),
      "what both versions have is taken over",
    );
  },
);

test("the pupil in Uzbek and the parent in Russian read what was chosen", async () => {
  for (const [login, title, total, later] of [
    [stage.login, "Ish qanday baholandi: Письмо", "8 balldan 5 ball, 62,5 %", "Mezonlar keyinroq oʻzgartirilgan."],
    [stage.parent, "Как оценена работа: Письмо", "5 из 8 баллов, 62,5 %", "Критерии изменили позже."],
  ] as const) {
    const { page, complaints, close } = await phone(null);
    try {
      await page.goto(`${stage.url}/app/homework/${reviewed}`);
      await signIn(page, login);
      const rubric = page.getByRole("region", { name: title });
      await rubric.getByText(total).waitFor();
      const chosen = rubric.locator(".chosen-level");
      await chosen.first().waitFor();
      assert.deepEqual(
        (await chosen.allInnerTexts()).map((text) => text.includes("Почти без ошибок") || text.includes("Нет")),
        [true, true],
      );
      await rubric.getByText(later).waitFor();
      await lookAround(page, `after-${login === stage.login ? "pupil" : "parent"}`);
      assert.deepEqual([...complaints, ...findings], []);
    } catch (error) {
      console.log(page.url(), await page.locator("body").innerText());
      throw error;
    } finally {
      await close();
    }
  }
});

person(
  "a colleague gives the homework another rubric, and judges the work by it",
  () => stage.colleague,
  () => `review/${reviewed}`,
  async (page) => {
    await page.getByText("it has version 2 now").waitFor();
    const comment = page.getByLabel("A word to the pupil");
    await comment.fill("Better than before.");
    await page
      .getByRole("group", { name: "Содержание" })
      .getByRole("radio", { name: /^Полное/ })
      .check();
    const other = await page.context().newPage();
    await other.goto(`${stage.url}/app/assignments`);
    await other.getByRole("link", { name: "Моя семья" }).click();
    await other.getByRole("combobox", { name: /^Rubric/ }).selectOption({ label: "Essay" });
    await other.getByRole("region", { name: "Rubric", exact: true }).getByRole("button", { name: "Save" }).click();
    await other.getByText("The works are judged by “Essay”.").waitFor();
    await other.close();
    await page.getByRole("button", { name: "Save the levels" }).click();
    await page.getByText("Somebody changed by what this work is judged: it is “Essay” now.").waitFor();
    await page.getByText("The homework has another rubric now: “Essay”.").waitFor();
    assert.equal(await comment.inputValue(), "Better than before.");
    await page.getByRole("button", { name: "Judge it by “Essay”" }).click();
    await page
      .getByRole("group", { name: "Structure" })
      .getByRole("radio", { name: /^Clear/ })
      .check();
    await page.getByText("10 of 10 points, 100 %").waitFor();
    await page.getByRole("button", { name: "Save the levels" }).click();
    await page.getByText("The levels are saved. The pupil sees them.").waitFor();
  },
);
