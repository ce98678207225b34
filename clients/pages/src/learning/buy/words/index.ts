/** What the pages say on which a course is bought, and that an invitation link opens. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { BuyWords } from "./en.ts";

export const buyWords = new Catalogue<BuyWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
