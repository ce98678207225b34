/** Russian. */

import { plural } from "../../../words/plural.ts";
import type { ChildrenWords } from "./en.ts";

const count = plural("ru");

export const ru: ChildrenWords = {
  toChild: (name) => `${name}: страница`,
  lesson: "Урок",
  homework: "Задания",
  money: "К оплате",
  toCome: (time) => `урок начнётся в ${time}`,
  notMarked: (time) => `урок в ${time}, отметки пока нет`,
  cancelled: (time) => `урок в ${time} отменён`,
  noLesson: "уроков пока не было",
  missed: (n) => count(n, { one: `${n} не сдано вовремя`, other: `${n} не сданы вовремя` }),
  toDo: (n) => `нужно сделать: ${n}`,
  checked: "сделано, учитель смотрит",
  done: "всё сделано",
  lastMark: (score) => `последняя оценка: ${score}`,
  noHomework: "пока ничего не задано",
  nothingOwed: "ничего",
  ahead: (sum) => `оплачено вперёд: ${sum}`,
  overdue: "просрочено",
  photoWaits: "фото проверяется",
  hidden: "вам не видно",
  childPage: (name) => `Всё о ребёнке: ${name}`,
  smallDay: "Игра и учёба: сегодня, ограничения",
  dataLink: "Данные ребёнка: файл и удаление",
  more: "Ещё",
  progress: "Как идёт чтение",
  changes: "Что изменилось",
  trend: {
    better: "Получается лучше: последние задания оценены выше прежних.",
    steady: "Держится на том же уровне.",
    worse: "В последнее время было труднее. Помогает читать вместе.",
  },
  trendWord: { better: "лучше", steady: "ровно", worse: "труднее" },
  firstScores: "После четырёх оценённых заданий здесь будет видно, как идут дела.",
  scoresOf: (from, to) => `Баллы с ${from} по ${to}, из 100`,
  scoresOfDay: (day) => `Баллы за ${day}, из 100`,
  score: "Баллы",
  task: "Задание",
  asTable: "Таблицей",
  month: "Уроки за месяц",
  monthBefore: "Предыдущий месяц",
  monthAfter: "Следующий месяц",
  was: (there, all) => `${there} из ${count(all, { one: `${all} урока`, other: `${all} уроков` })}`,
  noneInMonth: "В этом месяце уроков не было.",
  notMarkedYet: "отметки пока нет",
  waitMarks: (n) =>
    count(n, {
      one: `${n} урок пока без отметки`,
      few: `${n} урока пока без отметки`,
      other: `${n} уроков пока без отметки`,
    }),
  eachLesson: "Каждый урок",
};
