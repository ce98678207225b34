/** What pages of figures say. */

import { Catalogue } from "../../words/catalogue.ts";
import type { AnalyticsWords } from "./en.ts";

export const analyticsWords = new Catalogue<AnalyticsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
