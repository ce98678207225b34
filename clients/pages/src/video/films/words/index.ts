/** What teachers read about a film that they sent. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { FilmWords } from "./en.ts";

export const filmWords = new Catalogue<FilmWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
