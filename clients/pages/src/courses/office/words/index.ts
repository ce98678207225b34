/** What groups, courses, levels, rooms and holidays say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { GroupsWords } from "./en.ts";

export const groupsWords = new Catalogue<GroupsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
