import type { CourseBlockWords } from "./en.ts";

export const ru: CourseBlockWords = {
  tones: { tip: "Совет", warning: "Осторожно", note: "Заметка" },
  slides: "Слайды",
  save: "Сохранить файл",
  notHere: "Для этой части нужен интернет.",
  transcript: "Прочитать текст записи",
  cannotShow: "Документ нельзя показать здесь. Сохраните файл, чтобы прочитать его.",
  pdfPage: (title, page, all) => `${title}, страница ${page} из ${all}`,
  pageOf: (page, all) => `Страница ${page} из ${all}`,
  previous: "Назад",
  next: "Дальше",
  cards: "Карточки",
  front: "Лицевая сторона",
  back: "Обратная сторона",
  turn: "Нажмите, чтобы перевернуть",
  cardOf: (card, all) => `Карточка ${card} из ${all}`,
  openPage: (title) => `Открыть «${title}» в новой вкладке`,
};
