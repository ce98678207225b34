import type { FilmWords } from "./en.ts";

export const ru: FilmWords = {
  waiting: "Фильм ждёт, пока у сервера будет время.",
  percent: (percent) => `Фильм готовится: ${percent} %. Можно работать дальше или закрыть страницу.`,
  progress: "Какая часть фильма готова",
  ready: (length, lines) => `Готово: ${length}, ${lines}p.`,
  readyThere: (length) => `Готово: ${length}.`,
  subtitles: "Субтитры",
  retry: "Подготовить ещё раз",
};
