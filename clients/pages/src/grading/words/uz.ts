/** Uzbek. */

import type { GradeWords } from "./en.ts";

export const uz: GradeWords = {
  all: "Barcha baholar",
  none: "Hali baho yoʻq. Oʻqituvchi baholar jurnalini ochganda baho shu yerda chiqadi.",
  nothingCounts: "Hali hech narsa hisoblanmadi",
  percent: (n) => `${n} %`,
  makes: "Baho nimadan chiqadi",
  noItems: "Oʻqituvchi nima hisoblanishini hali belgilamagan.",
  barOf: (name, given, most) => `${name}: bahoning ${most} foizidan ${given} foizini beradi`,
  nothingYet: "bu yerda hali hech narsa hisoblanmadi",
  ofCategory: (percent) => `bu yerda ${percent} % toʻplandi`,
  weighs: (percent) => `bahoning ${percent} %`,
  gives: (percent) => `${percent} % beradi`,
  extraCredit: "qoʻshimcha ball: faqat qoʻshiladi",
  dropLowest: (n) => `eng past ${n} tasi hisoblanmaydi`,
  keepHighest: (n) => `faqat eng yuqori ${n} tasi hisoblanadi`,
  points: (given, most) => `${most} balldan ${given}`,
  mostPoints: (most) => `${most} ballgacha`,
  onlyPoints: (given) => `${given} ball`,
  states: {
    graded: "Baholangan",
    missing: "Topshirilmagan",
    excused: "Ozod qilingan: hisoblanmaydi",
    handed_in: "Topshirilgan, hali baholanmagan",
    open: "Hali oldinda",
  },
  dropped: "hisoblanmaydi: eng pastlaridan biri",
  due: (when) => `muddat: ${when}`,
  handedIn: (when) => `topshirildi: ${when}`,
  penalty: (n, percent, taken, floor) =>
    `Kechikdi: ${n} kun boshlandi, har biri uchun eng koʻp ballning ${percent} foizi ayiriladi. Jami ${taken} ball ayirildi.${floor ? ` Kamida ${floor} % qoladi.` : ""}`,
  extension: (when) => `Qoʻshimcha vaqt, shu paytgacha: ${when}`,
  why: "Nega shunday",
  results: { hand: "natija", quiz: "test natijasi", homework: "vazifa natijasi", attendance: "davomatdan" },
  takenBack: "Qaytarib olingan",
  counts: "shu hisoblanadi",
  goal: "Qaysi baho uchun nima kerak?",
  goalReached: (word) => `“${word}” aniq: qolgan ishlarning hammasi 0 ball boʻlsa ham.`,
  goalNeeds: (word, percent, needed, items) =>
    `“${word}” ${percent} % dan boshlanadi. Buning uchun quyidagilarning har biridan ${needed} % ball kerak: ${items}.`,
  goalTooHigh: (word, percent) =>
    `“${word}” ${percent} % dan boshlanadi. Qolgan ishlarning hammasi toʻliq ball boʻlsa ham yetmaydi.`,
  goalNothingLeft: (word) => `“${word}” endi chiqmaydi: oldinda boshqa ish qolmagan.`,
};
