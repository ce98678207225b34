/** What the page My account says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { AccountWords } from "./en.ts";

export const accountWords = new Catalogue<AccountWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
