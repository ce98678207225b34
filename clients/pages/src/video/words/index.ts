/** What the player says. */

import { Catalogue } from "../../words/catalogue.ts";
import type { VideoWords } from "./en.ts";

export const videoWords = new Catalogue<VideoWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
