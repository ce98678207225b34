/** What the pages of learners of online courses say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { LearnWords } from "./en.ts";

export const learnWords = new Catalogue<LearnWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
