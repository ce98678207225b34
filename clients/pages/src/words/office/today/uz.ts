/** Uzbek, for the page Today. */

import type { TodayWords } from "./en.ts";

export const uz: TodayWords = {};
