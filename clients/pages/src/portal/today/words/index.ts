/** What the page Today says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { TodayWords } from "./en.ts";

export const todayWords = new Catalogue<TodayWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
