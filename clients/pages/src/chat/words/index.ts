/** What the pages of chat say. */

import { Catalogue } from "../../words/catalogue.ts";
import type { ChatWords } from "./en.ts";

export const chatWords = new Catalogue<ChatWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
