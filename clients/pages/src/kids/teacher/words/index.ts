/** What the pages of small children say to their teachers. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { KidsTeacherWords } from "./en.ts";

export const kidsTeacherWords = new Catalogue<KidsTeacherWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
