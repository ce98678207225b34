/** A value that others watch. */

import { useEffect, useRef, useState } from "preact/hooks";

export class Store<T> {
  private readonly subscribers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    for (const watcher of [...this.subscribers]) watcher(value);
  }

  /** Hear of each new value; the answer stops that. */
  subscribe(watcher: (value: T) => void): () => void {
    this.subscribers.add(watcher);
    return () => void this.subscribers.delete(watcher);
  }
}

/** The store's value, and a new drawing for each change of it. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(() => store.get());
  useEffect(() => {
    setValue(() => store.get());
    return store.subscribe((next) => setValue(() => next));
  }, [store]);
  return value;
}

/** What `of` makes of the store's value, and a new drawing only when that is something else. */
export function useSelector<T, U>(store: Store<T>, of: (value: T) => U): U {
  const present = useRef(of);
  present.current = of;
  const [, set] = useState<U>();
  const look = () => set(() => present.current(store.get()));
  useEffect(look);
  useEffect(() => store.subscribe(look), [store]);
  return of(store.get());
}
