/** What the pages say that show a grade with its reasons. */

import { Catalogue } from "../../words/catalogue.ts";
import type { GradeWords } from "./en.ts";

export const gradeWords = new Catalogue<GradeWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
