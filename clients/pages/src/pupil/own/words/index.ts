/** What a pupil's own pages say: how it goes, the leaderboard, and where everything else is. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { OwnWords } from "./en.ts";

export const ownWords = new Catalogue<OwnWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
