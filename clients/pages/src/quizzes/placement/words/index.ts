/** What the page says on which somebody takes a placement test. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { PlacementWords } from "./en.ts";

export const placementWords = new Catalogue<PlacementWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
