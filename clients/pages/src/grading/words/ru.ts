/** Russian. */

import { plural } from "../../words/plural.ts";
import type { GradeWords } from "./en.ts";

const count = plural("ru");

export const ru: GradeWords = {
  all: "Все оценки",
  none: "Оценок пока нет. Оценка появится здесь, когда учитель откроет журнал оценок.",
  nothingCounts: "Пока ничего не засчитано",
  percent: (n) => `${n} %`,
  makes: "Из чего складывается оценка",
  noItems: "Учитель ещё не указал, что засчитывается.",
  barOf: (name, given, most) => `${name}: даёт ${given} из ${most} % оценки`,
  nothingYet: "здесь пока ничего не засчитано",
  ofCategory: (percent) => `здесь набрано ${percent} %`,
  weighs: (percent) => `${percent} % оценки`,
  gives: (percent) => `даёт ${percent} %`,
  extraCredit: "дополнительные баллы: только прибавляют",
  dropLowest: (n) =>
    count(n, {
      one: `не засчитывается ${n} худший результат`,
      few: `не засчитываются ${n} худших результата`,
      other: `не засчитываются ${n} худших результатов`,
    }),
  keepHighest: (n) =>
    count(n, {
      one: `засчитывается только ${n} лучший результат`,
      few: `засчитываются только ${n} лучших результата`,
      other: `засчитываются только ${n} лучших результатов`,
    }),
  points: (given, most) => `${given} из ${most} баллов`,
  mostPoints: (most) => `до ${most} баллов`,
  onlyPoints: (given) => `Баллов: ${given}`,
  states: {
    graded: "Оценено",
    missing: "Не сдано",
    excused: "Освобождение: не засчитывается",
    handed_in: "Сдано, ещё не оценено",
    open: "Ещё впереди",
  },
  dropped: "не засчитывается: один из худших",
  due: (when) => `срок: ${when}`,
  handedIn: (when) => `сдано: ${when}`,
  penalty: (n, percent, taken, floor) =>
    `Опоздание: ${count(n, { one: `начался ${n} день`, few: `началось ${n} дня`, other: `началось ${n} дней` })}, за каждый −${percent} % от наибольшего балла. Снято баллов: ${taken}.${floor ? ` Не меньше ${floor} % остаётся.` : ""}`,
  extension: (when) => `Больше времени, до: ${when}`,
  why: "Почему так",
  results: { hand: "результат", quiz: "результат теста", homework: "результат задания", attendance: "по посещаемости" },
  takenBack: "Отменено",
  counts: "засчитано это",
  goal: "Что нужно для оценки …?",
  goalReached: (word) => `«${word}» уже точно будет, даже если за всё остальное поставят 0 баллов.`,
  goalNeeds: (word, percent, needed, items) =>
    `«${word}» начинается с ${percent} %. Для этого нужно набрать ${needed} % баллов за каждое из этого: ${items}.`,
  goalTooHigh: (word, percent) =>
    `«${word}» начинается с ${percent} %. Того, что впереди, не хватит, даже если набрать все баллы.`,
  goalNothingLeft: (word) => `«${word}» уже не получится: впереди ничего не осталось.`,
};
