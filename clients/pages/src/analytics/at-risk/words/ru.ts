/** Russian, for the page about pupils who may leave. */

import { plural } from "../../../words/plural.ts";
import type { AtRiskWords } from "./en.ts";

const count = plural("ru");

export const ru: AtRiskWords = {
  help: "Это предположение по пропускам, заданиям, оценкам, оплате и молчанию. Сначала поговорите с семьёй. Ученики и родители этого не видят.",
  hidden: "Списка пока нет.",
  show: "Показать",
  shown: { all: "Все", false: "Ещё ничего не сделано", true: "Что-то сделано" },
  counted: (n, day, days) =>
    `Могут уйти в течение ${days} дней после ${day}: ${count(n, { one: `${n} ученик`, few: `${n} ученика`, many: `${n} учеников`, other: `${n} ученика` })}.`,
  none: "Список пуст.",
  risk: (n) => `Из 100 таких учеников уходит примерно ${n}.`,
  done: "Что сделано",
  nothingDone: "Пока ничего не сделано.",
  kinds: { written: "Написали", called: "Позвонили", met: "Поговорили лично", nothing: "Ничего не нужно делать" },
  writeTo: "Написать семье",
  note: "Записать, что сделано",
  what: "Что сделано?",
  noteText: "Заметка для офиса",
  save: "Сохранить",
  saved: "Сохранено.",
  quality: "Насколько этому можно верить?",
  learned: (rows, left, months) =>
    `Месяцев, на которых училась: ${months}. Строк, по одной на ученика и месяц: ${rows}. Учеников, ушедших за 60 дней: ${left}.`,
  measured: (rows, left, months) =>
    `Более поздних месяцев, которых не видела: ${months}. Строк, по одной на ученика и месяц: ${rows}. Учеников, которые ушли: ${left}.`,
  pairs: (model, rule) => `Из 100 пар «ушёл и остался» верно указала ${model}; правило «дважды не пришёл» – ${rule}.`,
  interval: (low, high) => `Разница – от ${low} до ${high} пар с уверенностью 95 %.`,
  error: (points) => `Проценты в среднем ошибались на ${points} пункта.`,
  calibration: "Что говорила и что произошло",
  predicted: "Говорила",
  happened: "Ушли",
  rows: "Учеников",
  weights: "Что учитывается",
  sign: "Признак",
  weight: "Вес",
  until: (day) => `По данным до ${day}.`,
};
