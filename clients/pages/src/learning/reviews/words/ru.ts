import { plural } from "../../../words/plural.ts";
import type { CourseReviewWords } from "./en.ts";

const formatCount = plural("ru");

export const ru: CourseReviewWords = {
  title: "Что говорят те, кто учится",
  none: "Отзывов пока нет.",
  stars: (n) => formatCount(n, { one: `${n} звезда`, few: `${n} звезды`, other: `${n} звёзд` }),
  average: (stars, n) =>
    `${stars} из 5 · ${formatCount(n, { one: `${n} отзыв`, few: `${n} отзыва`, other: `${n} отзывов` })}`,
  write: "Написать отзыв",
  change: "Изменить свой отзыв",
  rating: "Как вам курс?",
  text: "Что хорошо и что можно сделать лучше?",
  save: "Сохранить",
  saved: "Спасибо. Ваш отзыв опубликован.",
  remove: "Удалить свой отзыв",
  removed: "Ваш отзыв удалён.",
  soon: "Отзыв можно написать, когда пройдена пятая часть курса.",
  mine: "ваш отзыв",
  hidden: "скрыт: его видите только вы и офис",
  answerOf: "Отвечает учитель",
  answer: "Ответить",
  changeAnswer: "Изменить ответ",
  answered: "Ваш ответ опубликован.",
  report: "Пожаловаться",
  reportWhy: "Что с ним не так?",
  reported: "Офис посмотрит этот отзыв.",
  reports: (n) => formatCount(n, { one: `${n} жалоба`, few: `${n} жалобы`, other: `${n} жалоб` }),
  hide: "Скрыть",
  show: "Показать снова",
  isHidden: "Отзыв скрыт и больше не учитывается.",
  isShown: "Отзыв снова виден.",
};
