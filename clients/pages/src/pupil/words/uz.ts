/** Uzbek, for the homework of a pupil. */

import type { LearningWords } from "./en.ts";

export const learning: LearningWords = {
  more: "Yana",
  pages: {
    forums: "Muhokamalar",
    tickets: "Murojaatlarim",
    progress: "Mening yutuqlarim",
    grades: "Baholar",
    certificates: "Sertifikatlar",
    reportCards: "Tabellar",
    materials: "Materiallar",
    courses: "Kurslar",
    calendar: "Darslarim",
    quizzes: "Testlar",
    play: "Oʻynash",
    seen: "Oʻqituvchilar koʻrganlari",
  },
  step: { done: "Bajarildi", next: "Hozir", due: "Keyin" },
  past: "Vaqti oʻtgan yoki hali shu qurilmada",
  sent: "Siz yuborgan ish",
  textReturned: "Avvalgi matningiz shu yerda. Uni tuzatib, qaytadan yuboring.",
  takeFile: "Faylimni saqlab olish",
  watchFilm: "Videoni koʻrish",
  fileName: "Mening vazifam",
  wellDone: "Barakalla!",
  bestSoFar: "Hozircha eng yaxshi natijangiz.",
  wordsRight: (n) => `${n} ta soʻz toʻgʻri.`,
  wordsBetter: (n) => `${n} ta soʻz avvalgidan yaxshiroq.`,
  inRow: (n) => `Ketma-ket ${n} kun.`,
  once: {
    best: "Yana bir bor urinsangiz boʻladi. Eng yaxshi ball hisoblanadi.",
    last: "Yana bir bor urinsangiz boʻladi. Oxirgi ball hisoblanadi.",
  },
  teacherDecided: (machine) => `Bu ballni oʻqituvchingiz oʻzi tinglab qoʻydi. Kompyuter ${machine} deb hisoblagan edi.`,
  counted: (score) => `Hisobga olinadigan ball: ${score}.`,
  marked: "Bahoni oʻqituvchingiz qoʻydi, endi qayta yuborish shart emas.",
  appeal: {
    title: "Balingizga ishonchingiz komil emasmi?",
    why: "Nega oʻqituvchi yana bir koʻrishi kerak?",
    send: "Oʻqituvchidan soʻrash",
    empty: "Avval bir gap yozing.",
    yours: "Siz soʻradingiz",
    waits: "Oʻqituvchingiz hali javob bermadi.",
    answered: "Oʻqituvchingiz yana koʻrib chiqdi.",
  },
};
