/** What the pages of a group, a pupil and a lesson say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { GroupWords } from "./en.ts";

export const groupWords = new Catalogue<GroupWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
