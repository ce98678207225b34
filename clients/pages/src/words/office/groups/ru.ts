/** Russian, for groups, courses, levels, rooms and holidays. */

import type { GroupsWords } from "./en.ts";

export const ru: GroupsWords = {};
