/** English, for the cash desk. */

export const en = {};

export type CashWords = typeof en;
