/** What discussions say. */

import { Catalogue } from "../../words/catalogue.ts";
import type { ForumWords } from "./en.ts";

export const forumWords = new Catalogue<ForumWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
