/** Uzbek. */

import type { SmallWords } from "./en.ts";

const minutes = (n: number) => `${n} daqiqa`;

export const uz: SmallWords = {
  title: "Oʻyin va oʻqish",
  notSmall: (name) => `${name} uchun kichik bolalar darslari yoʻq.`,
  today: "Bugun",
  nothingToday: "Bugun oxirigacha oʻynalgan dars yoʻq.",
  minutes: (n) => `Oʻyin: ${minutes(n)}`,
  left: (n) => (n ? `Bugunga ${minutes(n)} qoldi.` : "Bugunga yetarli boʻldi."),
  notCounted: "Kunni cheklasangiz yoki javoblardan oʻqitishda foydalanishga ruxsat bersangiz, vaqt hisoblanadi.",
  learnt: "Bu hafta nima oʻrganildi",
  nothingLearnt: "Bu hafta hech narsa mashq qilinmadi.",
  notRecorded: "Javoblardan oʻqitishda foydalanishga ruxsat bersangiz, nima oʻrganilganini koʻrasiz.",
  levels: { low: "Past", medium: "Oʻrta", high: "Yuqori" },
  practisedToday: "bugun",
  atHome: "Uyda qilinadigan bitta ish",
  practises: (skill) => `Buni mashq qildiradi: ${skill}`,
  limits: (name) => `${name} qancha oʻynashi mumkin`,
  aDay: "Kuniga",
  noLimit: "Cheklovsiz",
  beforeRest: "Dam olishgacha",
  ofMinutes: minutes,
  limitHelp:
    "Ochiq rasmni oxirigacha oʻynash mumkin, keyin sahifa bugunga yetarli deydi. Bu hamma qurilmalarda amal qiladi.",
  setBy: (name) => `Oxirgi marta oʻzgartirgan: ${name}.`,
  save: "Saqlash",
  saved: "Saqlandi. Shu daqiqadan amal qiladi.",
  more: "Yana",
  play: "Bola yonida oʻynash",
  consents: "Nimalarga ruxsat berasiz",
  notes: "Hafta haqidagi xabar oʻzi keladi. Har oqshomgi xabarni xabarlaringizda yoqing.",
};
