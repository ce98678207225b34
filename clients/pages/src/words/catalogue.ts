/** Words that only some pages need: loaded with the first of those pages, and again when the language changes. */

import { currentWords, getLanguage, useWords, type Language } from "./current.ts";

/** The catalogues that an open page has asked for. */
export const openCatalogues = new Set<{ load: (language: Language) => Promise<void> }>();

export class Catalogue<T> {
  private readonly loaded = new Map<Language, T>();

  constructor(private readonly fetchers: Record<Language, () => Promise<T>>) {}

  async load(language: Language): Promise<void> {
    if (!this.loaded.has(language)) this.loaded.set(language, await this.fetchers[language]());
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

/** Fetch a page together with the words that it needs. */
export function withWords<P>(catalogues: Catalogue<unknown>[], fetch: () => Promise<P>): () => Promise<P> {
  return async () => {
    const page = await fetch();
    await loadCatalogues(catalogues);
    return page;
  };
}

/** Load what a part of the pages says, and again with each change of the language. */
export async function loadCatalogues(catalogues: Catalogue<unknown>[]): Promise<void> {
  for (const catalogue of catalogues) openCatalogues.add(catalogue);
  await hasLanguage();
  await Promise.all(catalogues.map((catalogue) => catalogue.load(getLanguage())));
}

/** A page may be fetched before the first language is there. */
function hasLanguage(): Promise<void> {
  if (currentWords.get()) return Promise.resolve();
  return new Promise((done) => {
    const stop = currentWords.subscribe(() => (stop(), done()));
  });
}
