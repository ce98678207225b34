/** Uzbek. */

import type { AppealWords } from "./en.ts";

export const uz: AppealWords = {
  title: "Bahoga eʼtirozlar",
  appeal: "Bu bahoga eʼtiroz bildirish",
  of: (item) => `Eʼtiroz: ${item}`,
  why: "Oʻqituvchi nimani qayta koʻrsin?",
  whyHelp: "Buni oʻqituvchi oʻqiydi va u baho yonida qoladi.",
  send: "Eʼtirozni yuborish",
  sent: "Oʻqituvchidan bahoni qayta koʻrish soʻraldi.",
  said: (name) => `${name} eʼtirozi`,
  states: { open: "Javob kutmoqda", granted: "Baho oʻzgartirildi", declined: "Baho oʻzgarmadi" },
  none: "Sizni kutayotgan eʼtiroz yoʻq.",
  waiting: "Javob kutmoqda",
  answered: "Javob berilgan",
  answer: "Javob berish",
  counts: (points, most) => `Hozir ${most} balldan ${points}`,
  noPoints: "Hozir u yerda ball yoʻq.",
  gone: "Bu band endi hisoblanmaydi. Eʼtirozni faqat rad etish mumkin.",
  decision: "Baho nima boʻladi?",
  decisions: { grant: "Oʻzgartirish", decline: "Qoldirish" },
  points: "Yangi ball",
  wrongPoints: "Ballni raqam bilan yozing.",
  yourAnswer: "Javobingiz",
  answerHelp: "Oʻquvchi uni oʻqiydi.",
  save: "Javobni yuborish",
  saved: (name) => `Javob yuborildi: ${name}.`,
  link: (n) => (n ? `Eʼtirozlar: ${n}` : "Eʼtirozlar"),
};
