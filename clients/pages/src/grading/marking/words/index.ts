/** What the pages say about second marking. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { MarkingWords } from "./en.ts";

export const markingWords = new Catalogue<MarkingWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
