/** What the first steps of a new centre say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { StartWords } from "./en.ts";

export const startWords = new Catalogue<StartWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
