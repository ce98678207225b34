/** Letters that the user has not read: each came with a message. */

import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";

const LETTER = "families.message";
const EVENTS = ["notification.created", "notification.changed", "notifications.read"] as const;
const MOST = 100;

/** The ids of the messages about letters that are not read, of the newest hundred unread messages. */
async function fetchUnread(): Promise<string[]> {
  const { results } = await talim.api.get("/notifications/", { query: { unread: true, limit: MOST } });
  return results.filter(({ type }) => type === LETTER).map(({ id }) => id);
}

export function useUnreadLetters(enabled: boolean): number {
  const unread = useLoad(async () => (enabled ? await fetchUnread() : []), [enabled]);
  useEvents(talim.realtime.own, EVENTS, unread.reload);
  return unread.value?.length ?? 0;
}

/** Whether a letter came to the pupil: those to guardians are not the pupil's. */
export function useOwnLetters(enabled: boolean): boolean {
  const load = async () =>
    enabled ? (await talim.api.get("/notifications/family-messages/", { query: { page_size: 1 } })).count : 0;
  const letters = useLoad(load, [enabled]);
  useEvents(talim.realtime.own, EVENTS, letters.reload);
  return Boolean(letters.value);
}

/** The letters stand on the screen: their messages are read. */
export async function markLettersRead(): Promise<void> {
  for (const id of await fetchUnread()) await talim.api.post("/notifications/{id}/mark-read/", { path: { id } });
}
