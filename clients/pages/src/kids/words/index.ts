/** What the pages of small children are called for who cannot see them; nothing of it has to be read. */

import { Catalogue } from "../../words/catalogue.ts";
import type { KidsWords } from "./en.ts";

export const kidsWords = new Catalogue<KidsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
