/** What the page of one assignment says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { HomeworkWords } from "./en.ts";

export const homeworkWords = new Catalogue<HomeworkWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
