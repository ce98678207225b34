/** What the shop and coins say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { ShopWords } from "./en.ts";

export const shopWords = new Catalogue<ShopWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
