/** Uzbek: what every list of the office says. */

import type { ListWords } from "./en.ts";

export const list: ListWords = {
  rows: (_, shown) => `${shown} ta qator`,
  printed: (shown, all) =>
    `${all} qatordan ${shown} tasi chop etildi. Hammasini chop etish uchun roʻyxatda Ctrl-P ni bosing.`,
  columns: "Ustunlar",
  allColumns: "Ustunlar avvalgidek",
  order: "Tartib",
  file: "Excel fayli",
  inBackground: "Fonda",
  asked: "Fayl tayyorlanmoqda: u “Hisobotlar”da boʻladi.",
  views: "Roʻyxat koʻrinishlari",
  all: "Hammasi",
  keepView: "Shu koʻrinishni saqlash",
  viewName: "Koʻrinish nomi",
  viewHelp: "Hozir koʻrinib turgan filtrlar, tartib va ustunlar shu qurilmada saqlanadi.",
  removeView: (name) => `“${name}”ni olib tashlash`,
  viewRemoved: (name) => `“${name}” olib tashlandi.`,
  choosePage: "Yuklangan qatorlarning hammasini belgilash",
  chosen: (n) => `${n} ta belgilandi`,
  chooseAll: (n) => `Hamma ${n} tasini belgilash`,
  chooseNone: "Belgilarni olib tashlash",
  acts: "Belgilanganlar bilan nima qilinadi",
};
