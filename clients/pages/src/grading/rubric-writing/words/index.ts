/** What the staff's pages of rubrics and of saved comments say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { RubricWritingWords } from "./en.ts";

export const rubricWritingWords = new Catalogue<RubricWritingWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
