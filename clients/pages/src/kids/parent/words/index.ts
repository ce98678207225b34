/** What the page of a small child's day says to its guardian. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { SmallWords } from "./en.ts";

export const smallWords = new Catalogue<SmallWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
