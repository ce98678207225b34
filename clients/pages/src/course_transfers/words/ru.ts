/** Русский. */

import type { TransferWords } from "./en.ts";

export const ru: TransferWords = {
  exportTitle: "Экспорт",
  exportHelp: "Курс в виде файла: чтобы сохранить его, сделать копию или перенести в другую систему.",
  format: "Формат",
  formats: {
    talim: "ZIP, который можно снова загрузить сюда",
    common_cartridge: "Common Cartridge 1.3 — для Moodle, Canvas и других",
  },
  source: "Что",
  sources: { published: "То, что видят ученики", draft: "Черновик" },
  makeFile: "Создать файл",
  files: "Файлы",
  noFiles: "Файлов пока нет.",
  writing: (percent) => `Файл создаётся: ${percent} %`,
  exportFailed: "Не удалось создать файл. Попробуйте ещё раз.",
  download: (megabytes) => `Скачать, ${megabytes} МБ`,
  until: (day) => `до ${day}`,
  cannotSay: "Чего нет в этом формате",
  importTitle: "Импорт",
  importCourse: "Импортировать курс",
  importHelp:
    "ZIP, созданный здесь, Common Cartridge (.imscc) или резервная копия Moodle (.mbz). Сначала вы увидите, что будет взято. Ученики ничего не увидят, пока вы не опубликуете.",
  chooseFile: "Выберите файл",
  sending: "Файл отправляется",
  states: {
    checking: "Файл читается.",
    checked: "Пока ничего не загружено. Посмотрите, что будет взято.",
    running: "Создаётся черновик.",
    done: "Черновик создан.",
    failed: "Ничего не загружено.",
    undone: "Импорт отменён.",
  },
  progress: (percent) => `${percent} %`,
  verdicts: { taken: "взято", changed: "изменено", left_out: "пропущено" },
  report: "Отчёт",
  all: "Всё",
  taken: "Взято как есть.",
  counts: ({ modules, lessons, blocks, files }) =>
    `Модулей: ${modules} · уроков: ${lessons} · блоков: ${blocks} · файлов: ${files}`,
  run: "Импортировать",
  openDraft: "Открыть черновик",
  undo: "Отменить импорт",
  undoQuestion:
    "Черновик, созданный этим импортом, будет удалён. Это возможно, пока его никто не изменил и не опубликовал.",
  quizzes: "Скачать тесты",
  another: "Загрузить другой файл",
  earlier: "Ваши загрузки",
};
