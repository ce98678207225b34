/** Uzbek. */

import type { BuyWords } from "./en.ts";

export const uz: BuyWords = {
  buy: "Kursni sotib olish",
  buyAnew: "Qayta buyurtma berish",
  title: "Buyurtmangiz",
  number: (reference) => `${reference}-buyurtma`,
  price: "Narxi",
  discount: (code) => `${code} kodi boʻyicha chegirma`,
  toPay: "Toʻlanadi",
  others: (titles) => `U bilan birga: ${titles}`,
  until: (when) => `Toʻlov muddati: ${when}.`,
  over: "Bu buyurtma oʻz vaqtida toʻlanmadi. Kursga qayta buyurtma bering.",
  haveCode: "Menda chegirma kodi bor",
  code: "Chegirma kodi",
  useCode: "Kodni qoʻllash",
  codeUsed: "Kod narxni tushirdi.",
  removeCode: "Kodni olib tashlash",
  payBy: { payme: "Payme orqali toʻlash", stripe: "Karta bilan toʻlash (Stripe)" },
  payAtCentre: (reference) => `Bu yerda onlayn toʻlov ulanmagan. Markazda toʻlang va ${reference}-buyurtmani ayting.`,
  waits: "Toʻlov kelgach, kurs shu yerda oʻzi ochiladi.",
  invitedTo: (course) => `Sizni “${course}” kursiga taklif qilishmoqda.`,
  accept: "Kursga qoʻshilish",
  joinAs: (name) => `Siz ${name} sifatida kirgansiz.`,
  signInFirst: "Kiring, keyin qoʻshila olasiz.",
  noAccount: "Menda hali hisob yoʻq",
};
