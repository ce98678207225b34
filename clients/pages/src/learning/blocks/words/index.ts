/** What the blocks of a lesson say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { CourseBlockWords } from "./en.ts";

export const courseBlockWords = new Catalogue<CourseBlockWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
