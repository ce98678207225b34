/** Everything the pages say, in three languages. A language without one of the words does not compile. */

import { Store, useStore } from "../store.ts";
import type { Words } from "./en.ts";

export type Language = "uz" | "ru" | "en";
export type { Words };
export const LANGUAGES: Record<Language, string> = { uz: "Oʻzbekcha", ru: "Русский", en: "English" };

const catalogues: Record<Language, () => Promise<Words>> = {
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
};

interface LoadedWords {
  language: Language;
  words: Words;
}

export const currentWords = new Store<LoadedWords | undefined>(undefined);

let requestedLanguage: Language | undefined;

/** Fetch a language's words and use them; false when another language was wanted meanwhile: then that one's are used. */
export async function loadWords(language: Language): Promise<boolean> {
  requestedLanguage = language;
  if (currentWords.get()?.language === language) return true;
  const words = await catalogues[language]();
  if (requestedLanguage !== language) return false;
  currentWords.set({ language, words });
  return true;
}

export function getLanguage(): Language {
  return getCurrent().language;
}

/** The words, and a new drawing when the language changes. */
export function useWords(): Words {
  return useStore(currentWords as Store<LoadedWords>).words;
}

function getCurrent(): LoadedWords {
  const loaded = currentWords.get();
  if (!loaded) throw new Error("No language is loaded.");
  return loaded;
}
