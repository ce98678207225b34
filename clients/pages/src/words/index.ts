/** Everything the pages say, in three languages. A language without one of the words does not compile. */

import { openCatalogues } from "./catalogue.ts";
import { currentWords, type Language } from "./current.ts";
import type { Words } from "./en.ts";

export { currentWords, getLanguage, useWords, type Language } from "./current.ts";
export type { Words };
export const LANGUAGES: Record<Language, string> = { uz: "Oʻzbekcha", ru: "Русский", en: "English" };

const catalogues: Record<Language, () => Promise<Words>> = {
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
};

let requestedLanguage: Language | undefined;

/** Fetch a language's words and use them; false when another language was wanted meanwhile: then that one's are used. */
export async function loadWords(language: Language): Promise<boolean> {
  requestedLanguage = language;
  if (currentWords.get()?.language === language) return true;
  const [words] = await Promise.all([
    catalogues[language](),
    ...[...openCatalogues].map((catalogue) => catalogue.load(language)),
  ]);
  if (requestedLanguage !== language) return false;
  currentWords.set({ language, words });
  return true;
}
