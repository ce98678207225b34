/** Copies of what the server said (IndexedDB), for when there is no network. Each belongs to one person. */

import { ApiError, within, type CallOptions } from "@talim/client";
import { Database } from "./database.ts";
import { isViewing } from "./viewing.ts";

interface CachedAnswer<T = unknown> {
  person: string;
  name: string;
  value: T;
  at: number;
}

/** An answer; `at` is when (ms) the server gave it, where it is a copy. */
export interface AnswerWithAge<T> {
  value: T;
  at?: number;
}

/** Where a copy lies, and whether an answer that has come may still be kept there. */
export interface CacheSlot {
  cache: OfflineCache;
  person: string;
  name: string;
  canSave: () => boolean;
}

/** Copies older than this (ms) go. */
const MAX_AGE_MS = 14 * 86_400_000;
/** How long (ms) an answer is waited for when there is a copy of the last one. */
const TIMEOUT_MS = 8_000;
/** The same (ms) where the device itself says that it has no network. */
const OFFLINE_TIMEOUT_MS = 500;

export class OfflineCache {
  protected readonly database: Database;

  /** `createStores` gives a new database what else lies in it. */
  constructor(name: string, make?: (database: IDBDatabase) => void) {
    this.database = new Database(name, (database) => {
      database.createObjectStore("copies", { keyPath: ["person", "name"] });
      make?.(database);
    });
  }

  /**
   * Keep a copy of what the server said, in place of an earlier one; old ones of this person go. `canSave` is asked
   * when it is written: what was deleted before that, with all else of this person, does not come back. An administrator
   * who views the pages of another user keeps none of it.
   */
  async save(person: string, name: string, value: unknown, now = Date.now(), keeps = () => true): Promise<void> {
    if (isViewing) return;
    const old = (await this.listAll()).filter((answer) => answer.person === person && answer.at < now - MAX_AGE_MS);
    await this.runInStore("copies", "readwrite", (store) => [
      ...(keeps() ? [store.put({ person, name, value, at: now } satisfies CachedAnswer)] : []),
      ...old.map((answer) => store.delete([person, answer.name])),
    ]);
  }

  /** The copy under this name; undefined when there is none. */
  async getValue<T>(person: string, name: string): Promise<T | undefined> {
    return (await this.getAnswer<T>(person, name))?.value;
  }

  /** As `getValue`, with the moment it was made. */
  async getAnswer<T>(person: string, name: string): Promise<CachedAnswer<T> | undefined> {
    const [cached] = await this.runInStore<CachedAnswer<T> | undefined>("copies", "readonly", (store) => [
      store.get([person, name]),
    ]);
    return cached;
  }

  /** Let go of everybody's copies but this person's; of all where it is nobody. */
  async removeOfOthers(person: string | undefined): Promise<void> {
    const others = (await this.listAll()).filter((answer) => answer.person !== person);
    if (!others.length) return;
    await this.runInStore("copies", "readwrite", (store) =>
      others.map((answer) => store.delete([answer.person, answer.name])),
    );
  }

  protected async runInStore<T>(
    name: string,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest[],
  ): Promise<T[]> {
    const asked = await this.database.run([name], mode, (transaction) => ask(transaction.objectStore(name)));
    return asked.map((request) => request.result as T);
  }

  private async listAll(): Promise<CachedAnswer[]> {
    const [all] = await this.runInStore<CachedAnswer[]>("copies", "readonly", (store) => [store.getAll()]);
    return all ?? [];
  }
}

/** Return what `ask` answers, and save a copy of it. */
export async function fetchAndCache<T>(
  { cache: copies, person, name, canSave: keeps }: CacheSlot,
  ask: () => Promise<T>,
): Promise<AnswerWithAge<T>> {
  const value = await ask();
  if (keeps()) await copies.save(person, name, value, Date.now(), keeps).catch(() => undefined);
  return { value };
}

/** As `fetchAndCache`; the copy of the last one when there is no network, a very slow one, or no server behind it. */
export async function fetchOrUseCache<T>(
  place: CacheSlot,
  ask: (patience: CallOptions) => Promise<T>,
): Promise<AnswerWithAge<T>> {
  const copy = await place.cache.getAnswer<T>(place.person, place.name).catch(() => undefined);
  if (!copy) return fetchAndCache(place, () => ask({}));
  try {
    return await fetchAndCache(place, () =>
      within(globalThis.navigator?.onLine === false ? OFFLINE_TIMEOUT_MS : TIMEOUT_MS, (signal) =>
        ask({ retries: 0, signal }),
      ),
    );
  } catch (error) {
    if (error instanceof ApiError && !isTemporary(error)) throw error;
    return { value: copy.value, at: copy.at };
  }
}

/** The server is away or has too much to do; it has not refused what was asked. */
export function isTemporary({ status }: ApiError): boolean {
  return status >= 500 || status === 429;
}

/** What the pupils' pages keep; `main.tsx` sees to it that nobody finds somebody else's. */
export const pupilCache = new OfflineCache("talim-copies");
