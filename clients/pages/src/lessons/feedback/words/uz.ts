/** Uzbek. */

import type { FeedbackWords } from "./en.ts";

export const uz: FeedbackWords = {
  none: "Hozir sizdan oʻqituvchi haqida soʻralmayapti.",
  promise:
    "Kim nima deganini hech kim koʻrmaydi: oʻqituvchi ham, ofis ham. Oʻqituvchi oxirgi kundan keyin, kamida besh oʻquvchi javob bergan boʻlsa, sonlar va tartibsiz yozuvlarni koʻradi.",
  until: (day) => `Javob berish va uni oʻzgartirish muddati: ${day}.`,
  about: (teacher, month) => `${teacher}, ${month}`,
  forChild: (name, group) => `${name} · ${group}`,
  rating: "Darslar qanday oʻtdi?",
  text: "Nimasi yaxshi, nimani yaxshilash mumkin?",
  textHelp: "Sizni tanib qolishlarini istamasangiz, ism yozmang.",
  save: "Javobni yuborish",
  change: "Javobni oʻzgartirish",
  saved: "Rahmat. Javobingiz saqlandi.",
  title: "Oʻquvchilar nima deydi",
  open: (day) => `Oʻquvchilar javob berish muddati: ${day}.`,
  few: (n) => `Koʻrsatish uchun javoblar juda kam: ${n}.`,
  average: (stars, n, asked) => `5 dan ${stars} · ${asked} kishidan ${n} tasi javob berdi`,
  all: (stars, n) => `Barcha oylar: 5 dan ${stars} · javoblar: ${n}`,
  given: (n) => `javoblar: ${n}`,
  words: (n) => `Nima yozishadi (${n})`,
};
