/** Russian. */

import type { BuyWords } from "./en.ts";

export const ru: BuyWords = {
  buy: "Купить курс",
  buyAnew: "Заказать снова",
  title: "Ваш заказ",
  number: (reference) => `Заказ ${reference}`,
  price: "Цена",
  discount: (code) => `Скидка по коду ${code}`,
  toPay: "К оплате",
  others: (titles) => `Вместе с ним: ${titles}`,
  until: (when) => `Оплатите до ${when}.`,
  over: "Этот заказ не оплатили вовремя. Закажите курс снова.",
  haveCode: "У меня есть код скидки",
  code: "Код скидки",
  useCode: "Применить код",
  codeUsed: "Код снизил цену.",
  removeCode: "Убрать код",
  payBy: { payme: "Оплатить через Payme", stripe: "Оплатить картой (Stripe)" },
  payAtCentre: (reference) => `Оплата онлайн здесь не подключена. Оплатите в центре и назовите заказ ${reference}.`,
  waits: "Когда оплата придёт, курс откроется здесь сам.",
  invitedTo: (course) => `Вас приглашают на курс «${course}».`,
  accept: "Присоединиться к курсу",
  joinAs: (name) => `Вы вошли как ${name}.`,
  signInFirst: "Войдите, и вы сможете присоединиться.",
  noAccount: "У меня ещё нет учётной записи",
};
