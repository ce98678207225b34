/** What the pages about courses and what belongs to them say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { CoursesWords } from "./en.ts";

export const coursesWords = new Catalogue<CoursesWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
