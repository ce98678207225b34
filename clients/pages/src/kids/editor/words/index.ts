/** What the editor of activities for small children says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { ActivityWords } from "./en.ts";

export const activityWords = new Catalogue<ActivityWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
