/** Russian, for the pages about money. */

import type { MoneyWords } from "./en.ts";

export const ru: MoneyWords = {};
