/** What the timetable says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { TimetableWords } from "./en.ts";

export const timetableWords = new Catalogue<TimetableWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
