/** What the editor of subtitles says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { SubtitleWords } from "./en.ts";

export const subtitleWords = new Catalogue<SubtitleWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
