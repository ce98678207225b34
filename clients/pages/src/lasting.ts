/** What waits on the device stays there, where the browser can be asked for that: else it clears it for room, or after a week. */

let asked = false;

/** Ask once a visit, when something begins to wait. */
export function lasting(): void {
  if (asked) return;
  asked = true;
  void ask().catch(() => undefined);
}

async function ask(): Promise<void> {
  const storage = globalThis.navigator?.storage;
  if (storage?.persist && !(await storage.persisted())) await storage.persist();
}
