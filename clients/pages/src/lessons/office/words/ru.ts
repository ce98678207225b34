/** Russian, for rooms, holidays, institutions, files and what was done with many at once. */

import { plural } from "../../../words/plural.ts";
import type { RoomsWords } from "./en.ts";

const count = plural("ru");
const lessons = (n: number) =>
  count(n, { one: `${n} урок`, few: `${n} урока`, many: `${n} уроков`, other: `${n} урока` });

export const ru: RoomsWords = {
  name: "Название",
  branch: "Филиал",
  when: "Когда",
  state: "Состояние",

  newRoom: "Новый кабинет",
  noRooms: "Кабинетов пока нет. Добавьте первый: уроки ставят в кабинеты.",
  seats: "Места",
  openRoom: (name) => `Неделя кабинета ${name}`,
  weekOf: (day) => `Неделя, начало: ${day}`,
  freeAllWeek: "Свободен всю неделю.",
  archive: "Больше не использовать",
  archived: (name) => `${name} больше не используется.`,
  outOfUse: "Неиспользуемые кабинеты",
  useAgain: "Использовать снова",
  deleteSure: (name) => `Удалить ${name}? Если в нём были уроки, он просто перестанет использоваться.`,
  deleted: "Удалено.",

  holiday: "Выходной",
  newHoliday: "Новый выходной",
  holidaysHelp:
    "В эти дни нет уроков. Запланированные уроки убираются; если выходной изменить или удалить, они вернутся.",
  noHolidays: "Здесь нет выходных. Добавьте дни, когда никто не учится.",
  firstDay: "Первый день",
  lastDay: "Последний день",
  oneDay: "Пусто: один день.",
  wholeCentre: "весь центр",
  coming: "Впереди",
  past: "Прошедшие",
  affected: (n, days) => (n ? `В эти дни (${days}) запланировано: ${lessons(n)}.` : `В эти дни (${days}) уроков нет.`),
  stay: (n) => `В эти дни остаётся ${lessons(n)}, потому что их меняли вручную:`,
  deleteHelp: "После удаления уроки этих дней снова будут в плане.",
  holidayDeleted: "Выходной удалён. Его уроки снова в плане.",

  institution: "Школа или университет",
  newInstitution: "Новая школа или университет",
  institutionsHelp: "Из них ученики выбирают при записи.",
  findInstitution: "Найти школу или университет",
  noInstitutions: "Пока ничего нет. Добавьте те, где учатся ваши ученики.",
  kind: "Вид",
  kinds: { school: "школа", university: "университет" },
  city: "Город",
  archiveInstitution: "Больше не предлагать",
  archiveSure: (name) => `${name} больше не будет предлагаться. У тех, кто выбрал, останется.`,
  institutionArchived: "Больше не предлагается.",

  exportsHelp: "Файлы для Excel и других таблиц. Кто получит файл, увидит всё, что в нём есть: берегите его.",
  format: "Вид файла",
  pupilsFile: "Ученики",
  pupilsFileHelp: "С их группами и родителями. Файл можно загрузить обратно.",
  groupsFile: "Группы",
  openGroups: "открытые группы",
  download: "Скачать",

  noBulkChanges: "За последние 90 дней массовых изменений не было.",
  what: "Что",
  who: "Кто",
  done: "сделано",
  undone: "отменено",
  bulkKinds: {
    "members.add": "Ученики добавлены в группу",
    "members.change": "Изменено состояние учеников",
    "members.transfer": "Ученики переведены в другую группу",
    "groups.close": "Группа закрыта",
    "groups.reopen": "Группа открыта снова",
    "lessons.sick_day": "Больничный день учителя",
    "homework.assign_chosen": "Задание выбранным ученикам",
  },
};
