/** English, for the shop and coins. */

export const en = {};

export type ShopWords = typeof en;
