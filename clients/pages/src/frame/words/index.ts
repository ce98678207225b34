/** What the help says about each page; loaded when it is opened first. */

import { Catalogue } from "../../words/catalogue.ts";
import type { HelpWords } from "./en.ts";

export const helpWords = new Catalogue<HelpWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
