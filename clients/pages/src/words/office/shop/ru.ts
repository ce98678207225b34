/** Russian, for the shop and coins. */

import type { ShopWords } from "./en.ts";

export const ru: ShopWords = {};
