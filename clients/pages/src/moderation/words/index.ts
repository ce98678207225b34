/** What the pages of moderators say, and what is said to who wrote. */

import { Catalogue } from "../../words/catalogue.ts";
import type { ModerationWords } from "./en.ts";

export const moderationWords = new Catalogue<ModerationWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
