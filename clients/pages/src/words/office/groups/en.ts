/** English, for groups, courses, levels, rooms and holidays. */

export const en = {};

export type GroupsWords = typeof en;
