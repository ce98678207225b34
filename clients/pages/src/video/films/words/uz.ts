import type { FilmWords } from "./en.ts";

export const uz: FilmWords = {
  waiting: "Film server boʻshashini kutmoqda.",
  percent: (percent) => `Film tayyorlanmoqda: ${percent} %. Ishda davom etish yoki sahifani yopish mumkin.`,
  progress: "Filmning qancha qismi tayyor",
  ready: (length, lines) => `Tayyor: ${length}, ${lines}p.`,
  readyThere: (length) => `Tayyor: ${length}.`,
  subtitles: "Subtitrlar",
  retry: "Qayta tayyorlash",
};
