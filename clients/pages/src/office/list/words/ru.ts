/** Russian: what every list of the office says. */

import { plural } from "../../../words/plural.ts";
import type { ListWords } from "./en.ts";

const formatCount = plural("ru");

export const list: ListWords = {
  rows: (n, shown) => formatCount(n, { one: `${shown} строка`, few: `${shown} строки`, other: `${shown} строк` }),
  printed: (shown, all) => `Напечатано строк: ${shown} из ${all}. Чтобы напечатать все, нажмите Ctrl-P в списке.`,
  columns: "Столбцы",
  allColumns: "Столбцы как в начале",
  order: "Порядок",
  file: "Файл Excel",
  inBackground: "В фоне",
  asked: "Файл готовится: он будет в «Отчётах».",
  views: "Виды списка",
  all: "Все",
  keepView: "Сохранить этот вид",
  viewName: "Название вида",
  viewHelp: "На этом устройстве сохранятся фильтры, порядок и столбцы, которые видны сейчас.",
  removeView: (name) => `Убрать «${name}»`,
  viewRemoved: (name) => `«${name}» убран.`,
  choosePage: "Выбрать все загруженные строки",
  chosen: (n) => `Выбрано: ${n}`,
  chooseAll: (n) => `Выбрать все ${n}`,
  chooseNone: "Снять выбор",
  acts: "Что сделать с выбранными",
};
