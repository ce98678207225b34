/** English, for the centre's settings and operations. */

export const en = {};

export type CentreWords = typeof en;
