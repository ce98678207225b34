/** What the pages say that ask pupils about their teacher and show the results. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { FeedbackWords } from "./en.ts";

export const feedbackWords = new Catalogue<FeedbackWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
