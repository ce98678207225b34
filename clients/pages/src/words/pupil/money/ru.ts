/** Russian. */

import type { FamilyMoneyWords } from "./en.ts";

export const ru: FamilyMoneyWords = {
  transferred: "Оплачено переводом",
  photoHelp: "Фото перевода или PDF, не больше 10 МБ.",
  photo: "Фото перевода",
  chooseFile: "Выбрать фото или PDF",
  camera: "Сфотографировать",
  tooLarge: "Этот файл больше 10 МБ. Выберите файл поменьше.",
  howMuch: (currency) => `Сколько переведено (${currency})`,
  wrongAmount: "Напишите сумму цифрами.",
  note: "Пара слов для центра",
  send: "Отправить в центр",
  sent: "Отправлено. Центр проверит и ответит.",
  checking: (when) => `Центр проверяет фото, отправлено: ${when}`,
  refused: "Центр не принял фото",
  again: "Отправить другое фото",
  statement: "Выписка и квитанции",
  month: "Месяц",
  day: "День",
  what: "Что",
  change: "Сумма",
  receipt: "Квитанция",
  openReceipt: "Сохранить квитанцию",
  noLines: "В этом месяце ничего нет.",
  closing: (money) => `В конце: ${money}`,
};
