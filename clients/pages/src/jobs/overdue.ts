/** Queued messages that are past their time. The server counts them in the same way. */

/** How long (ms) after its time a message may wait. */
const MAX_WAIT_MS = 15 * 60_000;

interface QueuedMessage {
  due_at: string;
  in_digest: string | null;
}

export function filterOverdue<T extends QueuedMessage>(queued: T[], now = Date.now()): T[] {
  return queued.filter((item) => item.in_digest === null && Date.parse(item.due_at) < now - MAX_WAIT_MS);
}
