/** English, for the pages about pupils. */

export const en = {};

export type PupilsWords = typeof en;
