/** The teacher in the life of a course: she writes it with blocks of every kind, publishes it, answers a review, takes it out and in. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { addBlock, block, saved } from "./course-stage.ts";
import { isTidy, life, LESSONS, picture, TITLE } from "./course-life-stage.ts";
import type { Desk } from "./day-stage.ts";

const drawer = (page: Page) => page.getByRole("dialog");
const press = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click();
const LINE = "Bu juda muhim mavzu, shuning uchun sekin oʻqing. Keyin ovoz chiqarib takrorlang.";

/** A new course with its price, one module and three lessons; the first has blocks of every kind. Returns its id. */
export async function writeCourse({ page }: Desk): Promise<string> {
  await page.getByRole("navigation", { name: "Talim" }).getByRole("link", { name: "Yana" }).click();
  await page.getByRole("main").getByRole("link", { name: "Onlayn kurslar" }).click();
  await press(page, "Yangi kurs");
  const title = drawer(page).getByRole("group", { name: "Nomi" });
  await title.getByLabel("Oʻzbekcha").fill(TITLE.uz);
  await title.getByLabel("Русский").fill(TITLE.ru);
  assert.ok(await drawer(page).getByRole("radio", { name: "onlayn" }).isChecked());
  await drawer(page).getByLabel("Teglar").fill("ingliz tili, soʻzlashuv");
  await drawer(page).getByLabel("Narxi").fill("300000");
  await drawer(page).getByRole("group", { name: "Tavsifi" }).getByLabel("Русский").fill("Говорим с первого урока.");
  await isTidy(page);
  await drawer(page).getByRole("button", { name: "Kursni yaratish" }).click();
  await page.getByRole("heading", { level: 1, name: TITLE.uz }).waitFor();
  const course = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByLabel("Modul nomi").fill("Tanishuv");
  await page.keyboard.press("Enter");
  for (const name of LESSONS) {
    await page.getByText("“Tanishuv”ga dars qoʻshish").first().click();
    await page.getByLabel("Dars nomi").fill(name);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    if (name === LESSONS[0]) await writeEveryKind(page);
    else await writeText(page, name);
    if (name === LESSONS[1]) await openToAll(page);
    await page.getByRole("main").getByRole("link", { name: TITLE.uz }).click();
  }
  return course;
}

async function add(page: Page, kind: string): Promise<void> {
  await addBlock(page, kind, /^Blok qoʻshish/);
}

async function writeText(page: Page, about: string): Promise<void> {
  await add(page, "Matn");
  await block(page, "Matn 1").getByRole("textbox").click();
  for (let line = 0; line < 15; line++) {
    await page.keyboard.insertText(`${about}. ${LINE}`);
    await page.keyboard.press("Enter");
  }
  await saved(page);
}

async function writeEveryKind(page: Page): Promise<void> {
  await add(page, "Matn");
  await block(page, "Matn 1").getByRole("textbox").click();
  await page.keyboard.type("Salom! Bu darsda tanishamiz.");
  await add(page, "Eslatma");
  await block(page, "Eslatma 2").getByRole("textbox").click();
  await page.keyboard.type("Avval soʻrang, keyin javob bering.");
  await add(page, "Formula");
  await block(page, "Formula 3").getByLabel("Formula (LaTeX)").fill("a^2 + b^2 = c^2");
  await add(page, "Rasm");
  await block(page, "Rasm 4").getByLabel("Fayl tanlang").setInputFiles(life.picture);
  await block(page, "Rasm 4").locator("img").waitFor();
  await block(page, "Rasm 4").getByLabel("Rasmda nima bor").fill("Bozor");
  await add(page, "Ovoz yozuvi");
  await block(page, "Ovoz yozuvi 5").getByLabel("Fayl tanlang").setInputFiles(life.voice);
  await block(page, "Ovoz yozuvi 5").getByText("voice").first().waitFor();
  for (const [place, kind] of [
    [6, "PDF"],
    [7, "Slaydlar"],
    [8, "Fayl"],
  ] as const) {
    await add(page, kind);
    await block(page, `${kind} ${place}`).getByLabel("Fayl tanlang").setInputFiles(life.document);
    await block(page, `${kind} ${place}`).getByText("prices").first().waitFor();
  }
  await add(page, "Boshqa sayt sahifasi");
  await block(page, "Boshqa sayt sahifasi 9").getByLabel("Manzil").fill("https://youtu.be/abcdefghijk");
  await block(page, "Boshqa sayt sahifasi 9").getByLabel("Bu nima").fill("Londondagi bozor");
  await add(page, "Kartochkalar");
  await block(page, "Kartochkalar 10").getByLabel("1-kartochkaning oldi").fill("bread");
  await block(page, "Kartochkalar 10").getByLabel("1-kartochkaning orqasi").fill("non");
  await add(page, "Interaktiv paket");
  await block(page, "Interaktiv paket 11").getByLabel("Paketni tanlang").setInputFiles(life.package);
  await block(page, "Interaktiv paket 11").getByText("tayyor").waitFor();
  await add(page, "Topshiriq");
  await block(page, "Topshiriq 12").getByLabel("Topshiriq nomi").fill("Mening shahrim");
  await block(page, "Topshiriq 12").getByRole("textbox", { name: "Oʻquvchilar nima qiladi" }).click();
  await page.keyboard.type("Shahringiz haqida besh gap yozing.");
  await add(page, "Ogʻzaki topshiriq");
  await block(page, "Ogʻzaki topshiriq 13").getByLabel("Topshiriq nomi").fill("Ovoz chiqarib oʻqing");
  await block(page, "Ogʻzaki topshiriq 13").getByLabel("Matn", { exact: true }).fill(life.text);
  await saved(page);
  await isTidy(page);
  await picture(page, "lesson-written");
  await page.getByRole("button", { name: "Oʻquvchidek" }).click();
  await page.getByRole("region", { name: "Oʻquvchidek" }).getByText("Salom! Bu darsda tanishamiz.").waitFor();
}

/** Whoever has not bought the course reads this lesson too. */
async function openToAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sozlamalar" }).click();
  await drawer(page).getByLabel("Hammaga ochiq").check();
  await drawer(page).getByRole("button", { name: "Saqlash" }).click();
  await page.getByText("Saqlandi.").first().waitFor();
}

/** The list of changes and the publication; then a picture and another description; no link without the office. */
export async function publishCourse({ page }: Desk): Promise<void> {
  await press(page, "Eʼlon qilish");
  for (const name of LESSONS) await drawer(page).getByText(`Yangi dars: ${name}`).waitFor();
  await isTidy(page);
  await picture(page, "publication");
  await drawer(page).getByRole("button", { name: "1-versiyani eʼlon qilish" }).click();
  await page.getByText("Oʻquvchilar 1-versiyani koʻradi").waitFor();
  await page.getByText("Kurs hali katalogda yoʻq. Uni katalogga ofis qoʻyadi.").waitFor();

  await press(page, "Kurs haqida");
  await drawer(page).getByRole("button", { name: "Rasm tanlash" }).click();
  await drawer(page).getByLabel("Rasm", { exact: true }).setInputFiles(life.picture);
  await drawer(page).getByRole("button", { name: "Saqlash" }).click();
  await drawer(page).getByRole("button", { name: "Rasmni olib tashlash" }).waitFor();
  await drawer(page).getByRole("button", { name: "Oʻzgartirish" }).click();
  await drawer(page)
    .getByRole("group", { name: "Tavsifi" })
    .getByLabel("Oʻzbekcha")
    .fill("Birinchi darsdan gapiramiz.");
  await drawer(page).getByRole("button", { name: "Saqlash" }).click();
  await drawer(page).getByText("Birinchi darsdan gapiramiz.").waitFor();
  await isTidy(page);
  await picture(page, "about");
  await page.keyboard.press("Escape");

  await press(page, "Oʻquvchilar");
  await drawer(page).getByText("Taklif havolalari").click();
  await drawer(page).getByText("Unga havolani faqat ofis yaratadi").waitFor();
  assert.equal(await drawer(page).getByRole("button", { name: "Havola yaratish" }).count(), 0);
  await page.keyboard.press("Escape");
}

/** Who learns the course, its review, and the share of the sale in the pay. */
export async function readReview({ page }: Desk, course: string): Promise<void> {
  await page.goto(`${life.url}/app/write/${course}`);
  await press(page, "Oʻquvchilar");
  await drawer(page).getByText("Камола Рахимова").waitFor();
  await drawer(page).getByText("100 %").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Kurs sahifasi va sharhlar" }).click();
  await page.getByText("Короткие уроки, всё понятно.").waitFor();
  await page.getByRole("button", { name: "Javob berish" }).click();
  await page.getByRole("textbox", { name: "Javob berish" }).fill("Rahmat, Kamola!");
  await page.getByRole("button", { name: "Saqlash" }).click();
  await page.getByText("Oʻqituvchi javobi").waitFor();
  await isTidy(page);
  await picture(page, "answered");
  await page.getByRole("navigation", { name: "Talim" }).getByRole("link", { name: "Yana" }).click();
  await page.getByRole("main").getByRole("link", { name: "Ish haqi" }).click();
  await page.getByText("255 000 soʻmning 40 foizi").waitFor();
  await page.getByText("102 000 soʻm").first().waitFor();
  await isTidy(page);
}

/** The course leaves as Common Cartridge and comes back as another one. */
export async function exportAndImport({ page }: Desk, course: string): Promise<void> {
  await page.goto(`${life.url}/app/write/${course}`);
  await press(page, "Eksport");
  await drawer(page)
    .getByRole("radio", { name: /^Common Cartridge/ })
    .check();
  await drawer(page).getByRole("button", { name: "Fayl yaratish" }).click();
  const download = drawer(page)
    .locator("li")
    .getByText(/^Yuklab olish/);
  await download.waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
  await page.goto(`${life.url}/app/write`);
  await press(page, "Kursni import qilish");
  await drawer(page)
    .getByLabel("Faylni tanlang")
    .setInputFiles(await file.path());
  await drawer(page).getByText("Hali hech narsa import qilinmadi").waitFor();
  await isTidy(page);
  await picture(page, "import");
  await drawer(page).getByRole("button", { name: "Import qilish" }).click();
  await drawer(page).getByRole("link", { name: "Qoralamani ochish" }).click();
  await page.getByText("Hali hech narsa eʼlon qilinmagan.").waitFor();
  for (const name of LESSONS) await page.getByRole("link", { name }).waitFor();
  assert.notEqual(new URL(page.url()).pathname, `/app/write/${course}`);
}
