/** Russian. */

import { plural } from "../../../words/plural.ts";
import type { LearnWords } from "./en.ts";

const count = plural("ru");

export const ru: LearnWords = {
  lessons: "Уроки",
  lessonCount: (n) => count(n, { one: `${n} урок`, few: `${n} урока`, other: `${n} уроков` }),
  minutes: (n) => `${n} мин`,
  nothingPublished: "В этом курсе пока нет онлайн-уроков.",
  teachers: (names) => `Учителя: ${names}`,
  learners: (n) => count(n, { one: `учится ${n} человек`, few: `учатся ${n} человека`, other: `учатся ${n} человек` }),
  join: "Записаться на курс",
  begin: "Начать учиться",
  goOn: "Продолжить",
  goOnWith: (lesson) => `Продолжить: ${lesson}`,
  continueLearning: "Продолжить учёбу",
  findCourse: "Найти курс",
  nothingLearnt: "Вы пока не проходите онлайн-курсы.",
  progress: "Какая часть курса пройдена",
  ofCourse: (percent) => `${percent} % курса`,
  states: { new: "новый", begun: "начат", done: "пройден", locked: "закрыт", next: "следующий" },
  enrolmentStates: { frozen: "Центр поставил на паузу", ended: "Закончилось" },
  isPreview: "можно посмотреть бесплатно",
  opensAt: (when) => `Откроется ${when}.`,
  lessonClosed: "Этот урок пока закрыт для вас",
  toCourse: "К курсу",
  toCourses: "К курсам",
  place: (number, all) => `Урок ${number} из ${all}`,
  preview: "Вы читаете этот урок бесплатно. Запишитесь на курс, чтобы сохранять прогресс.",
  signInToLearn: "Войдите, чтобы учиться",
  comeBack: "Потом вы вернётесь к этому курсу.",
  seeCourse: "О курсе",
  waits: "Нет сети. Всё, что вы делаете, хранится на устройстве и отправится позже.",
  byHand: "Урок пройден",
  notByHand: "«Урок пройден» не засчитано: теперь урок завершается иначе. Всё остальное сохранено.",
  toFinish: {
    scrolled: "Урок будет пройден, когда вы дочитаете до конца.",
    watched: "Урок будет пройден, когда вы прослушаете записи и посмотрите видео.",
    package: "Урок пройден, когда вы выполнили его упражнения.",
    handed_in: "Урок будет пройден, когда вы сдадите все задания.",
    quiz_passed: "Урок будет пройден, когда вы сдадите тест.",
  },
  done: "Вы прошли этот урок.",
  lessonDone: "Урок пройден!",
  courseDone: "Курс пройден!",
  courseDoneMore: "Вы прошли все уроки. Отлично!",
  coinsEarned: (n) =>
    count(n, {
      one: `Вы заработали ${n} монету.`,
      few: `Вы заработали ${n} монеты.`,
      other: `Вы заработали ${n} монет.`,
    }),
  previous: "Предыдущий урок",
  next: "Следующий урок",
};
