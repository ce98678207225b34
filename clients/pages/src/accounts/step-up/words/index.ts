/** What is said before a risky act. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { StepUpWords } from "./en.ts";

export const stepUpWords = new Catalogue<StepUpWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
