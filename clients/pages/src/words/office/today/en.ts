/** English, for the page Today. */

export const en = {};

export type TodayWords = typeof en;
