/** What readers of a rubric see: pupils, parents and teachers. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { RubricWords } from "./en.ts";

export const rubricWords = new Catalogue<RubricWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
