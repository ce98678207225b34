/** Russian. */

import { plural } from "../../../words/plural.ts";
import type { SmallWords } from "./en.ts";

const count = plural("ru");
const minutes = (n: number) =>
  count(n, { one: `${n} минута`, few: `${n} минуты`, many: `${n} минут`, other: `${n} минуты` });

export const ru: SmallWords = {
  title: "Игра и учёба",
  notSmall: (name) => `Для ребёнка ${name} нет уроков для маленьких.`,
  today: "Сегодня",
  nothingToday: "Сегодня уроков до конца не пройдено.",
  minutes: (n) => `Игра: ${minutes(n)}`,
  left: (n) => (n ? `На сегодня осталось: ${minutes(n)}.` : "На сегодня хватит."),
  notCounted: "Время считается, если вы ограничите день или разрешите использовать ответы для обучения.",
  learnt: "Чему ребёнок учился на этой неделе",
  nothingLearnt: "На этой неделе упражнений не было.",
  notRecorded: "Это видно, если вы разрешите использовать ответы для обучения.",
  levels: { low: "Низкий", medium: "Средний", high: "Высокий" },
  practisedToday: "сегодня",
  atHome: "Одно дело для дома",
  practises: (skill) => `Это упражняет: ${skill}`,
  limits: (name) => `Сколько можно играть: ${name}`,
  aDay: "В день",
  noLimit: "Без ограничения",
  beforeRest: "До отдыха",
  ofMinutes: minutes,
  limitHelp:
    "Открытую картинку урока можно доиграть; потом страница скажет, что на сегодня хватит. Это действует на всех устройствах.",
  setBy: (name) => `Последним изменил: ${name}.`,
  save: "Сохранить",
  saved: "Сохранено. Действует с этой минуты.",
  more: "Ещё",
  play: "Играть рядом с ребёнком",
  consents: "Что вы разрешаете",
  notes: "Сообщение о неделе приходит само. Сообщение каждый вечер включите в своих сообщениях.",
};
