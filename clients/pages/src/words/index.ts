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

interface Spoken {
  language: Language;
  words: Words;
}

export const spoken = new Store<Spoken | undefined>(undefined);

let wanted: Language | undefined;

/** Fetch a language's words and use them; false when another language was wanted meanwhile: then that one's are used. */
export async function load(language: Language): Promise<boolean> {
  wanted = language;
  if (spoken.get()?.language === language) return true;
  const words = await catalogues[language]();
  if (wanted !== language) return false;
  spoken.set({ language, words });
  return true;
}

export function language(): Language {
  return now().language;
}

/** The words, and a new drawing when the language changes. */
export function useWords(): Words {
  return useStore(spoken as Store<Spoken>).words;
}

function now(): Spoken {
  const found = spoken.get();
  if (!found) throw new Error("No language is loaded.");
  return found;
}
