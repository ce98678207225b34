/** Russian, for the page Today. */

import { plural } from "../../../words/plural.ts";
import type { TodayWords } from "./en.ts";

const count = plural("ru");

export const ru: TodayWords = {
  start: {
    title: "Откройте первую группу",
    help: "Кабинет, курс, учитель, уроки и ученики: пять коротких шагов, около пяти минут.",
    go: "Начать",
    dismiss: "Не нужно",
    dismissed: "Группы, курсы и кабинеты есть в меню.",
  },
  waiting: "Что ждёт",
  nothing: "Ничего не ждёт. Сегодня всё в порядке.",
  signUps: (n) =>
    count(n, { one: `${n} заявка ждёт решения`, few: `${n} заявки ждут решения`, other: `${n} заявок ждут решения` }),
  proofs: (n) =>
    count(n, {
      one: `${n} перевод на проверку`,
      few: `${n} перевода на проверку`,
      other: `${n} переводов на проверку`,
    }),
  unmarked: (n) =>
    count(n, {
      one: `${n} урок прошёл без отметок`,
      few: `${n} урока прошли без отметок`,
      other: `${n} уроков прошли без отметок`,
    }),
  clashes: (n) =>
    count(n, {
      one: `Для ${n} урока нет свободного кабинета или учителя`,
      other: `Для ${n} уроков нет свободного кабинета или учителя`,
    }),
  waitingCounts: (n) =>
    count(n, {
      one: `${n} касса ждёт второго человека`,
      few: `${n} кассы ждут второго человека`,
      other: `${n} касс ждут второго человека`,
    }),
  approvals: (n) =>
    count(n, { one: `${n} сумма ждёт одобрения`, few: `${n} суммы ждут одобрения`, other: `${n} сумм ждут одобрения` }),
  failedMessages: (n) =>
    count(n, { one: `${n} сообщение не дошло`, few: `${n} сообщения не дошли`, other: `${n} сообщений не дошли` }),
  unreached: (n) =>
    count(n, {
      one: `С ${n} человеком из семей ещё нет связи`,
      other: `С ${n} людьми из семей ещё нет связи`,
    }),
  enginesWithoutTorch: (n) =>
    count(n, {
      one: `На ${n} сервере речи нет PyTorch: свободные ответы ждут учителя. Что установить, скажет ./talim doctor.`,
      other: `На ${n} серверах речи нет PyTorch: свободные ответы ждут учителя. Что установить, скажет ./talim doctor.`,
    }),
  lessonsNow: "Уроки сейчас",
  noLessonsNow: (n) => (n ? `Сейчас уроков нет. Всего сегодня: ${n}.` : "Сегодня уроков нет."),
  until: (time) => `до ${time}`,
  newExcuse: "Записать пропуск",
  excusePupil: "Ученик",
  excuseFrom: "Первый день",
  excuseUntil: "Последний день",
  excuseReason: "Причина",
  excuseNoted: (name) => `${name}: записано. Пропуски этих дней уважительные.`,
  excuseWaits: (name) => `${name}: записано. Ждёт решения.`,
  trials: "Сегодня на пробном",
  birthdays: "Сегодня день рождения",
  turns: (age) =>
    count(age, { one: `исполняется ${age} год`, few: `исполняется ${age} года`, other: `исполняется ${age} лет` }),
};
