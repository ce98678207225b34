/** Uzbek, for the page Today. */

import type { TodayWords } from "./en.ts";

export const uz: TodayWords = {
  start: {
    title: "Birinchi guruhni oching",
    help: "Xona, kurs, oʻqituvchi, darslar va oʻquvchilar: besh qisqa qadam, besh daqiqacha.",
    go: "Boshlash",
    dismiss: "Kerak emas",
    dismissed: "Guruhlar, kurslar va xonalar menyuda turadi.",
  },
  waiting: "Nima kutmoqda",
  nothing: "Hech narsa kutmayapti. Bugun hammasi joyida.",
  signUps: (n) => `${n} ta ariza koʻrib chiqilishini kutmoqda`,
  proofs: (n) => `${n} ta oʻtkazmani tekshirish kerak`,
  unmarked: (n) => `${n} ta dars tugagan, ammo davomati belgilanmagan`,
  clashes: (n) => `${n} ta darsga boʻsh xona yoki oʻqituvchi yoʻq`,
  waitingCounts: (n) => `${n} ta kassa ikkinchi odamni kutmoqda`,
  approvals: (n) => `${n} ta summa tasdiqlashni kutmoqda`,
  failedMessages: (n) => `${n} ta xabar yetib bormadi`,
  unreached: (n) => `Oilalardan ${n} kishi bilan hali aloqa yoʻq`,
  enginesWithoutTorch: (n) =>
    `${n} ta nutq serverida PyTorch yoʻq: erkin javoblar oʻqituvchini kutadi. Nimani oʻrnatish kerakligini ./talim doctor aytadi.`,
  lessonsNow: "Hozirgi darslar",
  noLessonsNow: (n) => (n ? `Hozir dars yoʻq. Bugun ${n} ta dars bor.` : "Bugun dars yoʻq."),
  until: (time) => `${time} gacha`,
  newExcuse: "Kela olmaslikni yozish",
  excusePupil: "Oʻquvchi",
  excuseFrom: "Birinchi kun",
  excuseUntil: "Oxirgi kun",
  excuseReason: "Sababi",
  excuseNoted: (name) => `${name}: yozildi. Bu kunlarda kelmasa, sababli.`,
  excuseWaits: (name) => `${name}: yozildi. Qaror kutmoqda.`,
  trials: "Bugun sinovda",
  birthdays: "Bugun tugʻilgan kuni",
  turns: (age) => `${age} yoshga toʻldi`,
};
