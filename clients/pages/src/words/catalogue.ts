/** Words that only some pages need: loaded with the first of those pages, and again when the language changes. */

import { currentWords, getLanguage, requestedLanguage, useWords, type Language } from "./current.ts";
import type { FirstWords, Words } from "./en.ts";

export class Catalogue<T> {
  protected readonly loaded = new Map<Language, T>();

  constructor(private readonly fetchers: Record<Language, () => Promise<T>>) {}

  async load(language: Language): Promise<void> {
    if (!this.loaded.has(language)) this.loaded.set(language, await this.fetchers[language]());
  }

  /** Whether the words of this language are here. */
  has(language: Language): boolean {
    return this.loaded.has(language);
  }

  /** The words in the current language. Only on a page that was fetched with `withWords`. */
  get(): T {
    const words = this.loaded.get(getLanguage());
    if (words === undefined) throw new Error("These words are not loaded.");
    return words;
  }

  /** The same in a component: a change of the language draws it anew. */
  use(): T {
    useWords();
    return this.get();
  }
}

/** Words that pages read from `useWords()`, which has them once they are loaded. */
export class WordArea<T extends Partial<Words>> extends Catalogue<T> {
  override async load(language: Language): Promise<void> {
    if (this.has(language)) return;
    await super.load(language);
    const current = currentWords.get();
    if (current?.language === language) currentWords.set({ language, words: this.addTo(current.words, language) });
  }

  /** These words and its own. */
  addTo<W extends object>(words: W, language: Language): W {
    return { ...words, ...this.loaded.get(language) };
  }
}

/** What the open pages have asked for. */
const openCatalogues = new Set<Catalogue<unknown>>();

/** Load in this language all that the open pages have asked for. */
export async function loadOpenCatalogues(language: Language): Promise<void> {
  while (![...openCatalogues].every((catalogue) => catalogue.has(language))) {
    await Promise.all([...openCatalogues].map((catalogue) => catalogue.load(language)));
  }
}

/** The words of the beginning, with those of the open areas. */
export function addOpenAreas(first: FirstWords, language: Language): Words {
  const areas = [...openCatalogues].filter((catalogue) => catalogue instanceof WordArea);
  // Pages read an area only after they were fetched with it.
  return areas.reduce((words, area) => area.addTo(words, language), first) as Words;
}

/** Whether all of these words are here in the current language. */
export function hasWords(catalogues: Catalogue<unknown>[]): boolean {
  const language = currentWords.get()?.language;
  return language !== undefined && catalogues.every((catalogue) => catalogue.has(language));
}

/** Fetch a page together with the words that it needs. */
export function withWords<P>(catalogues: Catalogue<unknown>[], fetch: () => Promise<P>): () => Promise<P> {
  return async () => (await Promise.all([fetch(), loadCatalogues(catalogues)]))[0];
}

/** Load what a part of the pages says, and again with each change of the language. */
export async function loadCatalogues(catalogues: Catalogue<unknown>[]): Promise<void> {
  for (const catalogue of catalogues) openCatalogues.add(catalogue);
  const language = currentWords.get()?.language ?? requestedLanguage.get() ?? (await waitForLanguage());
  await Promise.all(catalogues.map((catalogue) => catalogue.load(language)));
  // Another language may be spoken meanwhile.
  if (currentWords.get() && !hasWords(catalogues)) await loadCatalogues(catalogues);
}

/** A page may be fetched before a language was chosen. */
function waitForLanguage(): Promise<Language> {
  return new Promise((done) => {
    const stop = requestedLanguage.subscribe((language) => language && (stop(), done(language)));
  });
}
