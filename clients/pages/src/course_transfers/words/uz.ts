/** Oʻzbekcha. */

import type { TransferWords } from "./en.ts";

export const uz: TransferWords = {
  exportTitle: "Eksport",
  exportHelp: "Kurs fayl koʻrinishida: saqlash, nusxalash yoki boshqa tizimga olib oʻtish uchun.",
  format: "Format",
  formats: {
    talim: "ZIP — uni bu yerga qayta yuklash mumkin",
    common_cartridge: "Common Cartridge 1.3 — Moodle, Canvas va boshqalar uchun",
  },
  source: "Nima",
  sources: { published: "Oʻquvchilar koʻradigani", draft: "Qoralama" },
  makeFile: "Fayl yaratish",
  files: "Fayllar",
  noFiles: "Hali fayl yoʻq.",
  writing: (percent) => `Fayl yozilmoqda: ${percent} %`,
  exportFailed: "Faylni yozib boʻlmadi. Qayta urinib koʻring.",
  download: (megabytes) => `Yuklab olish, ${megabytes} MB`,
  until: (day) => `${day} gacha`,
  cannotSay: "Bu formatda yoʻq narsalar",
  importTitle: "Import",
  importCourse: "Kursni import qilish",
  importHelp:
    "Shu yerda yaratilgan ZIP, Common Cartridge (.imscc) yoki Moodle zaxira nusxasi (.mbz). Avval nima olinishini koʻrasiz. Eʼlon qilmaguningizcha oʻquvchilar hech narsani koʻrmaydi.",
  chooseFile: "Faylni tanlang",
  sending: "Fayl yuborilmoqda",
  states: {
    checking: "Fayl oʻqilmoqda.",
    checked: "Hali hech narsa import qilinmadi. Nima olinishini koʻring.",
    running: "Qoralama yaratilmoqda.",
    done: "Qoralama tayyor.",
    failed: "Hech narsa import qilinmadi.",
    undone: "Import bekor qilindi.",
  },
  progress: (percent) => `${percent} %`,
  verdicts: { taken: "olindi", changed: "oʻzgartirildi", left_out: "olinmadi" },
  report: "Hisobot",
  all: "Hammasi",
  taken: "Oʻzgarishsiz olindi.",
  counts: ({ modules, lessons, blocks, files }) =>
    `Modullar: ${modules} · darslar: ${lessons} · bloklar: ${blocks} · fayllar: ${files}`,
  run: "Import qilish",
  openDraft: "Qoralamani ochish",
  undo: "Importni bekor qilish",
  undoQuestion:
    "Bu import yaratgan qoralama oʻchiriladi. Uni hech kim oʻzgartirmagan va eʼlon qilmagan boʻlsa, bu mumkin.",
  quizzes: "Testlarni yuklab olish",
  another: "Boshqa fayl yuklash",
  earlier: "Importlaringiz",
};
