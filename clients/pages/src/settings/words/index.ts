/** What each system setting means. */

import { Catalogue } from "../../words/catalogue.ts";
import type { SettingsWords } from "./en.ts";

export const settingsWords = new Catalogue<SettingsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
