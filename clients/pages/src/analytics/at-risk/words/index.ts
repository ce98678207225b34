/** What the page about pupils who may leave says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { AtRiskWords } from "./en.ts";

export const atRiskWords = new Catalogue<AtRiskWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
