/** Uzbek. */

import type { LetterWords } from "./en.ts";

export const uz: LetterWords = {
  title: "Oʻqituvchilardan",
  none: "Hali yoʻq. Oʻqituvchi oilangizga yozgani shu yerda turadi.",
  noneOwn: "Hali yoʻq. Oʻqituvchi yoki ofis sizga yozgani shu yerda turadi.",
  reach: "Oʻqituvchi bilan qanday bogʻlanish mumkin",
  teaches: (teacher, group) => `${group}: ${teacher}.`,
  reachAbsence: "Bola kela olmasa, shu yerda ayting: oʻqituvchi oʻqiydi va javob beradi.",
  reachOffice:
    "Qolgani markaz ofisi orqali: qoʻngʻiroq qiling yoki keling, ofis oʻqituvchiga yetkazadi. Oʻqituvchi xatining ostida ham javob yozsa boʻladi.",
  about: (name) => `${name} haqida`,
  answers: "Siz bergan javoblar",
  yourAnswer: "Ofisga javobingiz",
  help: "Uni ofis oʻqiydi, oʻqituvchi oʻqimaydi.",
  send: "Javobni yuborish",
  sent: "Ofisga yuborildi.",
  data: "Bolaning maʼlumotlari",
  dataHelp: (name) => `Markaz ${name} haqida saqlagan hamma narsa bitta faylda. U shu yerda yetti kun turadi.`,
  ask: "Faylni soʻrash",
  again: "Yangisini soʻrash",
  waits: "Fayl tayyorlanyapti. Bu bir necha daqiqa; sahifani yopsangiz ham boʻladi.",
  failed: "Fayl tayyor boʻlmadi. Yana bir marta soʻrang.",
  take: "Faylni saqlash",
  notAll: (name) => `Fayl ${name} haqida hammasini koʻra oladigan ota-onaga beriladi. Ofis buni oʻzgartirishi mumkin.`,
  adult: (name) => `${name} katta, buni oʻzi qiladi.`,
  erase: "Hammasini oʻchirishni soʻrash",
  eraseTitle: "Hammasini oʻchirish",
  eraseHelp: "Markaz direktori hal qiladi. Toʻlovlar va davomat ismsiz qoladi. Ortga qaytarib boʻlmaydi.",
  eraseSure: (name) =>
    `Markazdan ${name} haqidagi hammasini oʻchirishni soʻraysizmi? Hisob, ovoz yozuvlari va surat butunlay yoʻqoladi.`,
  eraseAsked: (when, name) => `Soʻrovni ${name} yubordi: ${when}. Direktor hali hal qilmagan.`,
  eraseState: {
    approved: "Hammasi oʻchirilyapti",
    done: "Hammasi oʻchirildi",
    refused: "Oʻchirilmadi",
    withdrawn: "Soʻrov qaytarib olindi",
  },
  eraseTakeBack: "Soʻrovni qaytarib olish",
};
