/** Uzbek, for the page about pupils who may leave. */

import type { AtRiskWords } from "./en.ts";

export const uz: AtRiskWords = {
  help: "Bu – qoldirilgan darslar, vazifalar, baholar, toʻlovlar va jimlikka qarab qilingan taxmin. Avval oila bilan gaplashing. Oʻquvchilar va ota-onalar buni koʻrmaydi.",
  hidden: "Hozircha roʻyxat yoʻq.",
  show: "Koʻrsatish",
  shown: { all: "Hammasi", false: "Hali hech narsa qilinmagan", true: "Biror narsa qilingan" },
  counted: (n, day, days) => `${day} dan keyin ${days} kun ichida ${n} oʻquvchi ketib qolishi mumkin.`,
  none: "Roʻyxat boʻsh.",
  risk: (n) => `Shunday 100 oʻquvchidan taxminan ${n} tasi ketadi.`,
  done: "Nima qilindi",
  nothingDone: "Hali hech narsa qilinmagan.",
  kinds: {
    written: "Yozildi",
    called: "Qoʻngʻiroq qilindi",
    met: "Yuzma-yuz gaplashildi",
    nothing: "Hech narsa qilish kerak emas",
  },
  writeTo: "Oilaga yozish",
  note: "Nima qilinganini yozish",
  what: "Nima qilindi?",
  noteText: "Ofis uchun izoh",
  save: "Saqlash",
  saved: "Saqlandi.",
  quality: "Bunga qanchalik ishonsa boʻladi?",
  learned: (rows, left, months) =>
    `${months} oydan oʻrgandi: har oʻquvchi va oy uchun bittadan ${rows} qator; 60 kun ichida ${left} oʻquvchi ketgan.`,
  measured: (rows, left, months) =>
    `Keyingi, u koʻrmagan ${months} oyda sinaldi: har oʻquvchi va oy uchun bittadan ${rows} qator; ${left} oʻquvchi ketgan.`,
  pairs: (model, rule) =>
    `“Ketgan va qolgan” 100 juftlikdan ${model} tasida toʻgʻrisini aytdi; “ikki marta kelmadi” qoidasi – ${rule} tasida.`,
  interval: (low, high) => `Farq 95 % ishonch bilan ${low} dan ${high} juftlikkacha.`,
  error: (points) => `Foizlari oʻrtacha ${points} punktga adashdi.`,
  calibration: "Nima degan va nima boʻlgan",
  predicted: "Degan",
  happened: "Ketgan",
  rows: "Oʻquvchilar",
  weights: "Nimalar hisobga olinadi",
  sign: "Belgi",
  weight: "Vazn",
  until: (day) => `${day} gacha boʻlgan maʼlumotlar boʻyicha.`,
};
