/** What the media library and the materials of a course or a lesson say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { LibraryWords } from "./en.ts";

export const libraryWords = new Catalogue<LibraryWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
