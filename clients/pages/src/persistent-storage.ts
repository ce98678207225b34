/** Ask the browser for persistent storage: otherwise it may delete unsent work when space is short or after a week. */

let wasRequested = false;

/** Request persistent storage, at most once per visit. */
export function requestPersistentStorage(): void {
  if (wasRequested) return;
  wasRequested = true;
  void persist().catch(() => undefined);
}

async function persist(): Promise<void> {
  const storage = globalThis.navigator?.storage;
  if (storage?.persist && !(await storage.persisted())) await storage.persist();
}
