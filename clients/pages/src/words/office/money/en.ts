/** English, for the pages about money. */

export const en = {};

export type MoneyWords = typeof en;
