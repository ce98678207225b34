/** What the pages about money say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { MoneyWords } from "./en.ts";

export const moneyWords = new Catalogue<MoneyWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
