/** How many messages of chat the person has not read: asked for once, and again when something came. */

import { useEffect } from "preact/hooks";
import { unreadChat } from "../badge.ts";
import { talim } from "../talim.ts";
import { throttleTrailing } from "../throttle.ts";
import { isViewing } from "../viewing.ts";

/** Not more often than once in so long (ms). */
const LEAST_MS = 1_000;
/** Rooms with unread messages that are looked at. */
const ROOMS = 100;

const EVENTS = ["notification.created", "notification.changed", "notifications.read"] as const;

async function ask(): Promise<void> {
  try {
    const { results } = await talim.api.get("/chat/rooms/", { query: { unread: true, limit: ROOMS } });
    unreadChat.set(results.reduce((sum, { unread }) => sum + unread, 0));
  } catch {
    // The next event asks again.
  }
}

const soon = throttleTrailing(() => void ask(), LEAST_MS);

/** Some of them were read, or written, on this page. */
export function refreshUnreadChat(): void {
  soon.schedule();
}

/** Keeps the number for the frame, while it stands there. */
export function useChatNews(): void {
  useEffect(() => {
    const { own } = talim.realtime;
    void ask();
    if (isViewing) return undefined;
    const stops = EVENTS.map((type) => own.on(type, soon.schedule));
    const look = () => document.visibilityState === "visible" && soon.schedule();
    document.addEventListener("visibilitychange", look);
    return () => {
      soon.cancel();
      stops.forEach((stop) => stop());
      document.removeEventListener("visibilitychange", look);
      unreadChat.set(0);
    };
  }, []);
}
