/** What the staff's pages of gradebooks say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { GradebookWords } from "./en.ts";

export const gradebookWords = new Catalogue<GradebookWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
