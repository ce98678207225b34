/** What the office's pages about placement tests say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { PlacementOfficeWords } from "./en.ts";

export const placementOfficeWords = new Catalogue<PlacementOfficeWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
