/** What the page of the kindergarten's skills says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { SkillsWords } from "./en.ts";

export const skillsWords = new Catalogue<SkillsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
