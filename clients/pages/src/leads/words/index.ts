/** What the pages about leads say. */

import { Catalogue } from "../../words/catalogue.ts";
import type { LeadsWords } from "./en.ts";

export const leadsWords = new Catalogue<LeadsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
