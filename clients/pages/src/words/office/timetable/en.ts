/** English, for the timetable. */

export const en = {};

export type TimetableWords = typeof en;
