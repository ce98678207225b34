/** What is said about the online room of a lesson, and about the attendance that it proposes. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { LiveWords } from "./en.ts";

export const liveWords = new Catalogue<LiveWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
