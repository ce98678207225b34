/** What the pages about pay say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { PayWords } from "./en.ts";

export const payWords = new Catalogue<PayWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
