/** English, for the pages about teachers, staff and pay. */

export const en = {};

export type PeopleWords = typeof en;
