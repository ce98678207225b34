/** What a parent's first page and a child's page say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { ChildrenWords } from "./en.ts";

export const childrenWords = new Catalogue<ChildrenWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
