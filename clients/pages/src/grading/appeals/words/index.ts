/** What the pages say about appeals against grades. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { AppealWords } from "./en.ts";

export const appealWords = new Catalogue<AppealWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
