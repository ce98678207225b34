/** What the pages of learners of quizzes say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { TakeWords } from "./en.ts";

export const takeWords = new Catalogue<TakeWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
