/** What the pages about pupils say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { PupilsWords } from "./en.ts";

export const pupilsWords = new Catalogue<PupilsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
