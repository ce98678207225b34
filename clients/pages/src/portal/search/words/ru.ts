/** Russian, for the search of everything. */

import type { SearchWords } from "./en.ts";

export const ru: SearchWords = {
  placeholder: "Имя, телефон, группа, номер чека …",
  pages: "Страницы и действия",
  recent: "Недавно открытые",
  begin: "Возможно, вам нужно",
  person: "Люди",
  group: "Группы",
  payment: "Платежи",
  receipt: "Чеки",
  nothing: "Ничего не найдено. Попробуйте написать иначе или введите несколько цифр телефона.",
  found: (n) => `Найдено: ${n}`,
  help: "↑ ↓ выбрать, Enter открыть, Esc закрыть",
  role: {
    student: "ученик",
    teacher: "учитель",
    parent: "родитель",
    manager: "менеджер",
    admin: "администратор",
    member: "гость",
  },
};
