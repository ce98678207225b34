import type { CourseBlockWords } from "./en.ts";

export const uz: CourseBlockWords = {
  tones: { tip: "Maslahat", warning: "Diqqat", note: "Eslatma" },
  slides: "Slaydlar",
  save: "Faylni saqlash",
  notHere: "Bu qism uchun internet kerak.",
  transcript: "Yozuv matnini oʻqish",
  cannotShow: "Hujjatni bu yerda koʻrsatib boʻlmaydi. Oʻqish uchun faylni saqlang.",
  pdfPage: (title, page, all) => `${title}, ${all} betdan ${page}-bet`,
  pageOf: (page, all) => `${page}-bet, jami ${all}`,
  previous: "Oldingi",
  next: "Keyingi",
  cards: "Kartochkalar",
  front: "Old tomoni",
  back: "Orqa tomoni",
  turn: "Agʻdarish uchun bosing",
  cardOf: (card, all) => `Kartochka ${card}/${all}`,
  openPage: (title) => `“${title}”ni yangi oynada ochish`,
};
