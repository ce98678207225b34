/** Uzbek, for the pages about teachers, staff and pay. */

import type { PeopleWords } from "./en.ts";

export const uz: PeopleWords = {};
