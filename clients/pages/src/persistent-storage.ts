/** What waits on the device stays there, where the browser can be asked for that: else it clears it for room, or after a week. */

let wasRequested = false;

/** Ask once a visit, when something begins to wait. */
export function requestPersistentStorage(): void {
  if (wasRequested) return;
  wasRequested = true;
  void persist().catch(() => undefined);
}

async function persist(): Promise<void> {
  const storage = globalThis.navigator?.storage;
  if (storage?.persist && !(await storage.persisted())) await storage.persist();
}
