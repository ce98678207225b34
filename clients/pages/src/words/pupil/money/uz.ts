/** Uzbek. */

import type { FamilyMoneyWords } from "./en.ts";

export const uz: FamilyMoneyWords = {
  transferred: "Oʻtkazma bilan toʻladim",
  photoHelp: "Oʻtkazma surati yoki PDF, koʻpi bilan 10 MB.",
  photo: "Oʻtkazma surati",
  chooseFile: "Surat yoki PDF tanlash",
  camera: "Suratga olish",
  tooLarge: "Bu fayl 10 MB dan katta. Kichikrogʻini tanlang.",
  howMuch: (currency) => `Qancha oʻtkazdingiz (${currency})`,
  wrongAmount: "Summani raqam bilan yozing.",
  note: "Markazga bir ogʻiz soʻz",
  send: "Markazga yuborish",
  sent: "Yuborildi. Markaz tekshiradi va sizga javob beradi.",
  checking: (when) => `Markaz suratingizni tekshirmoqda, yuborilgan: ${when}`,
  refused: "Markaz suratni qabul qilmadi",
  again: "Boshqa surat yuborish",
  statement: "Hisobot va kvitansiyalar",
  month: "Oy",
  day: "Kun",
  what: "Nima",
  change: "Summa",
  receipt: "Kvitansiya",
  openReceipt: "Kvitansiyani saqlash",
  noLines: "Bu oyda hech narsa yoʻq.",
  closing: (money) => `Oy oxirida: ${money}`,
};
