/** The language in use and its words. */

import { Store, useStore } from "../store.ts";
import type { Words } from "./en.ts";

export type Language = "uz" | "ru" | "en";

interface LoadedWords {
  language: Language;
  words: Words;
}

export const currentWords = new Store<LoadedWords | undefined>(undefined);

/** The language that was chosen last; its words may be on their way. */
export const requestedLanguage = new Store<Language | undefined>(undefined);

export function getLanguage(): Language {
  const loaded = currentWords.get();
  if (!loaded) throw new Error("No language is loaded.");
  return loaded.language;
}

/** The words, and a new drawing when the language changes. */
export function useWords(): Words {
  return useStore(currentWords as Store<LoadedWords>).words;
}
