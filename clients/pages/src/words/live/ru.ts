/** Что говорится об онлайн-комнате урока по-русски. */

import { plural } from "../plural.ts";
import type { LiveWords } from "./en.ts";

const count = plural("ru");

export const ru: LiveWords = {
  room: "Онлайн-комната",
  none: "У этого урока нет онлайн-комнаты.",
  choose: "Задать онлайн-комнату",
  change: "Сменить онлайн-комнату",
  remove: "Убрать онлайн-комнату",
  set: "Онлайн-комната задана.",
  removed: "Онлайн-комната убрана.",
  again: "Попробовать ещё раз",
  provider: "Где",
  providers: {
    zoom: "Zoom",
    meet: "Google Meet",
    bigbluebutton: "BigBlueButton",
    jitsi: "Jitsi",
    jaas: "Jitsi (8x8)",
    link: "Ссылка",
  },
  link: "Вставьте адрес",
  states: { preparing: "создаётся", ready: "готова", failed: "не создана" },
  problems: {
    away: "Видеосервис не отвечает. Мы попробуем ещё раз сами; уроку можно дать другую комнату.",
    refused: "Видеосервис отказал в запросе. Попробуйте ещё раз или дайте уроку другую комнату.",
    not_configured: "Этот видеосервис больше не подключён. Выберите другую комнату.",
  },
  opens: (when) => `Ученики могут войти с ${when}.`,
  proposed: "Кто был в онлайн-комнате",
  proposedHelp: "Это предложение: без вашего согласия отметок не будет.",
  acceptAll: (n) =>
    count(n, {
      one: `Принять для ${n} ученика без отметки`,
      few: `Принять для ${n} учеников без отметки`,
      other: `Принять для ${n} учеников без отметки`,
    }),
  accept: (name) => `Принять: ${name}`,
  accepted: (n) => count(n, { one: `Поставлена ${n} отметка.`, few: `Поставлено ${n} отметки.`, other: `Поставлено ${n} отметок.` }),
  statuses: { present: "был на уроке", late: "опоздание", absent: "не появлялся", excused: "не появлялся, по уважительной причине" },
  lateBy: (n) => `опоздание ${n} мин`,
  there: (n) => `${n} мин в комнате`,
  sources: {
    zoom: "сообщил Zoom",
    meet: "сообщил Google Meet",
    bigbluebutton: "сообщил BigBlueButton",
    button: "нажата наша кнопка входа",
  },
  unknown: "Неизвестные участники",
  unknownHelp: "Они вошли не по личной ссылке. Укажите, кто это.",
  who: (name) => `Кто это: «${name}»?`,
  nameless: "без имени",
  matched: "Сохранено.",
  save: "Сохранить",
};
