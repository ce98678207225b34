/** The life of a course: written, offered, found by a stranger, bought, learnt, paid out, reviewed, exported. In Uzbek and Russian. */

import { test } from "node:test";
import { buy, findAndSignUp, finishElsewhere, learnHalf, withoutYoutube } from "./course-life-learner.ts";
import { isTidy, life, picture, TITLE } from "./course-life-stage.ts";
import { exportAndImport, publishCourse, readReview, writeCourse } from "./course-life-teacher.ts";
import { closeDesks, goTo, openBrowser, openDesk, play, type Desk } from "./day-stage.ts";

/** What the menu beside a page of the office is called. */
const SIDE = "Hamma sahifalar";

test("a course lives from its first block to its export, and nobody needs help", async () => {
  const teacher = await openDesk(life.teacher, "wide");
  const manager = await openDesk(life.manager, "wide");
  const admin = await openDesk(life.admin, "wide");
  const learner = await openBrowser("phone", life.voice);
  const elsewhere = await openBrowser("wide");
  const desks = [teacher, manager, admin, learner, elsewhere];
  for (const { context } of desks) await withoutYoutube(context);
  await play(desks, async () => {
    const course = await writeCourse(teacher);
    await publishCourse(teacher);
    await offerCourse(manager);
    await setShare(admin);
    await findAndSignUp(learner, course);
    await buy(learner);
    await learnHalf(learner);
    await finishElsewhere(elsewhere);
    await seeSale(manager);
    await readReview(teacher, course);
    await exportAndImport(teacher, course);
  });
  await closeDesks(desks, ["402 POST /courses/courses/…/enroll/", "403 POST /payments/salaries/rates/"]);
});

/** The office puts the course into the catalogue and makes a code and a link. */
async function offerCourse(desk: Desk): Promise<void> {
  const { page } = desk;
  const drawer = page.getByRole("dialog");
  await goTo(desk, "Guruhlar", "Kurslar", SIDE);
  await page.getByRole("button", { name: TITLE.uz }).click();
  await drawer.getByRole("button", { name: "Eʼlon qilish" }).click();
  await page.getByText("Endi kursni hamma koʻradi.").waitFor();
  await isTidy(page);
  await drawer.getByRole("link", { name: "Kursni yozish" }).click();
  await page.getByRole("main").getByRole("button", { name: "Oʻquvchilar", exact: true }).click();
  await drawer.getByText("Taklif havolalari").click();
  await drawer.getByRole("button", { name: "Havola yaratish" }).click();
  await drawer.locator(".new-link").waitFor();
  await isTidy(page);
  await page.keyboard.press("Escape");
  await goTo(desk, "Pul", "Chegirmalar", SIDE);
  await page.getByRole("button", { name: "Yangi kod" }).click();
  await drawer.getByLabel(/^Kod/).fill("yoz2026");
  await drawer.getByRole("textbox", { name: "Foiz" }).fill("15");
  await drawer.getByRole("button", { name: "Saqlash" }).click();
  await page.getByText("YOZ2026 kodi yaratildi.").waitFor();
  await isTidy(page);
}

/** The teacher gets a share of what the course sells. */
async function setShare(desk: Desk): Promise<void> {
  const { page } = desk;
  const drawer = page.getByRole("dialog").first();
  await goTo(desk, "Xodimlar", "Stavkalar", SIDE);
  await page.getByRole("button", { name: "Yangi stavka" }).click();
  await drawer.getByRole("radio", { name: "kurs savdosidan ulush" }).check();
  await drawer.getByRole("combobox", { name: "Oʻqituvchi" }).fill("Malika");
  await drawer.getByRole("option", { name: /Malika/ }).click();
  await drawer.getByRole("textbox", { name: "Foiz" }).fill("40");
  await drawer.getByRole("combobox", { name: "Bitta kursga" }).fill("zlashuv");
  await drawer.getByRole("option", { name: TITLE.uz }).click();
  await drawer.getByRole("button", { name: "Qoʻshish" }).click();
  const question = page.getByRole("dialog", { name: "Bu sizmisiz?" });
  await question.getByLabel("Parolingiz", { exact: true }).fill(life.password);
  await question.getByRole("button", { name: "Davom etish" }).click();
  await page.getByText("40 %").waitFor();
}

/** The order with its code, and the sale in the report. */
async function seeSale(desk: Desk): Promise<void> {
  const { page } = desk;
  await goTo(desk, "Pul", "Kurslarga buyurtmalar", SIDE);
  await page.getByText("Камола Рахимова").first().click();
  await page.getByRole("dialog").getByText("YOZ2026 kodi").waitFor();
  await page.keyboard.press("Escape");
  await goTo(desk, "Pul", "Tushum va foyda", SIDE);
  const sales = page.getByRole("row", { name: new RegExp(`${TITLE.uz}.*45 000.*255 000`) });
  await sales.waitFor();
  await isTidy(page);
  await picture(page, "sales");
}
