/** What the pages say, in three languages: the words of the beginning, and those of the areas that open pages have asked for. A language without one of the words does not compile. */

import { addOpenAreas, loadOpenCatalogues } from "./catalogue.ts";
import { currentWords, requestedLanguage, type Language } from "./current.ts";
import type { FirstWords, Words } from "./en.ts";

export { currentWords, getLanguage, useWords, type Language } from "./current.ts";
export type { FirstWords, Words };
export const LANGUAGES: Record<Language, string> = { uz: "Oʻzbekcha", ru: "Русский", en: "English" };

const catalogues: Record<Language, () => Promise<FirstWords>> = {
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
};

/** Fetch a language's words and use them; false when another language was wanted meanwhile: then that one's are used. */
export async function loadWords(language: Language): Promise<boolean> {
  requestedLanguage.set(language);
  if (currentWords.get()?.language === language) return true;
  const [first] = await Promise.all([catalogues[language](), loadOpenCatalogues(language)]);
  // What was opened while the first words were on their way.
  await loadOpenCatalogues(language);
  if (requestedLanguage.get() !== language) return false;
  currentWords.set({ language, words: addOpenAreas(first, language) });
  return true;
}
