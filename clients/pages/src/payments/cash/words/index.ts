/** What the cash desk says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { CashWords } from "./en.ts";

export const cashWords = new Catalogue<CashWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
