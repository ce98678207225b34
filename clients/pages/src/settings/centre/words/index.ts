/** What the centre's settings and operations say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { CentreWords } from "./en.ts";

export const centreWords = new Catalogue<CentreWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
