/** Russian, for the homework of a pupil. */

import { plural } from "../../words/plural.ts";
import type { LearningWords } from "./en.ts";

const count = plural("ru");

export const learning: LearningWords = {
  more: "Ещё",
  pages: {
    forums: "Обсуждения",
    tickets: "Мои обращения",
    progress: "Мои успехи",
    grades: "Оценки",
    certificates: "Сертификаты",
    reportCards: "Табели",
    materials: "Материалы",
    courses: "Курсы",
    calendar: "Мои уроки",
    quizzes: "Тесты",
    play: "Играть",
    seen: "Что заметили учителя",
  },
  step: { done: "Сделано", next: "Сейчас", due: "Потом" },
  past: "Пропущено или ещё на этом устройстве",
  sent: "Что вы отправили",
  textReturned: "Ваш прежний текст здесь. Исправьте его и отправьте снова.",
  takeFile: "Сохранить свой файл",
  watchFilm: "Посмотреть видео",
  fileName: "Моё задание",
  wellDone: "Молодец!",
  bestSoFar: "Ваш лучший результат.",
  wordsRight: (n) =>
    count(n, {
      one: `${n} слово верно.`,
      few: `${n} слова верно.`,
      many: `${n} слов верно.`,
      other: `${n} слова верно.`,
    }),
  wordsBetter: (n) =>
    count(n, {
      one: `${n} слово лучше, чем раньше.`,
      few: `${n} слова лучше, чем раньше.`,
      many: `${n} слов лучше, чем раньше.`,
      other: `${n} слова лучше, чем раньше.`,
    }),
  inRow: (n) =>
    count(n, {
      one: `${n} день подряд.`,
      few: `${n} дня подряд.`,
      many: `${n} дней подряд.`,
      other: `${n} дня подряд.`,
    }),
  once: {
    best: "Можно попробовать ещё раз. Считается лучший балл.",
    last: "Можно попробовать ещё раз. Считается последний балл.",
  },
  teacherDecided: (machine) => `Этот балл поставил учитель: он сам послушал. Компьютер насчитал ${machine}.`,
  counted: (score) => `Засчитан балл: ${score}.`,
  marked: "Оценку поставил учитель, больше ничего отправлять не нужно.",
  appeal: {
    title: "Сомневаетесь в балле?",
    why: "Почему учителю стоит посмотреть ещё раз?",
    send: "Попросить учителя",
    empty: "Сначала напишите предложение.",
    yours: "Ваша просьба",
    waits: "Учитель ещё не ответил.",
    answered: "Учитель посмотрел ещё раз.",
  },
};
