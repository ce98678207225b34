/** What the search of everything says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { SearchWords } from "./en.ts";

export const searchWords = new Catalogue<SearchWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
