/** Messages that are past their time and still wait, as the server counts them among what is stuck. */

/** How long (ms) after its time a message may wait. */
const PATIENCE = 15 * 60_000;

interface Queued {
  due_at: string;
  in_digest: string | null;
}

export function overdue<T extends Queued>(queued: T[], now = Date.now()): T[] {
  return queued.filter((one) => one.in_digest === null && Date.parse(one.due_at) < now - PATIENCE);
}
