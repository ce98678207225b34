/** A value that others watch. */

import { useEffect, useState } from "preact/hooks";

export class Store<T> {
  private readonly watchers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    for (const watcher of [...this.watchers]) watcher(value);
  }

  /** Hear of each new value; the answer stops that. */
  watch(watcher: (value: T) => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }
}

/** The store's value, and a new drawing for each change of it. */
export function useStore<T>(store: Store<T>): T {
  const [value, set] = useState(() => store.get());
  useEffect(() => {
    set(() => store.get());
    return store.watch((next) => set(() => next));
  }, [store]);
  return value;
}
