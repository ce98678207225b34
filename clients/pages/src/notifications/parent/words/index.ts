/** What the pages of letters from teachers and of a child's data say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { LetterWords } from "./en.ts";

export const letterWords = new Catalogue<LetterWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
