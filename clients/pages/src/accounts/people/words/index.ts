/** What the pages about teachers, staff and pay say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { PeopleWords } from "./en.ts";

export const peopleWords = new Catalogue<PeopleWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
