/** Russian, for the cash desk. */

import type { CashWords } from "./en.ts";

export const ru: CashWords = {};
