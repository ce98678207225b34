/** Russian, for the timetable. */

import type { TimetableWords } from "./en.ts";

export const ru: TimetableWords = {};
