/** Russian. */

import { plural } from "../../../words/plural.ts";
import type { RubricWords } from "./en.ts";

const count = plural("ru");

export const ru: RubricWords = {
  title: (name) => `Как оценивается работа: ${name}`,
  judged: (name) => `Как оценена работа: ${name}`,
  chosen: "выбрано",
  open: "ещё не оценено",
  points: (n, written) =>
    count(n, { one: `${written} балл`, few: `${written} балла`, many: `${written} баллов`, other: `${written} балла` }),
  total: (given, most, percent) => `${given} из ${most} баллов, ${percent} %`,
  soFar: (given, most) => `пока ${given} из ${most} баллов`,
  changedLater: "Критерии изменили позже. Для этой работы остаётся та версия, по которой её оценили.",
};
