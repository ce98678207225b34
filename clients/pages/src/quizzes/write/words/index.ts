/** What the staff's pages of quizzes say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { QuizWriteWords } from "./en.ts";

export const quizWriteWords = new Catalogue<QuizWriteWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
