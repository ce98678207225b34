/** Uzbek, for the cash desk. */

import type { CashWords } from "./en.ts";

export const uz: CashWords = {};
