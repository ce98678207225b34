/** Russian, for the pages about pupils. */

import type { PupilsWords } from "./en.ts";

export const ru: PupilsWords = {};
