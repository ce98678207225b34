/** What waits for a review, and what has come since the teacher looked last. */

import { useEffect } from "preact/hooks";
import { talim } from "../../talim.ts";
import { useEvents } from "../../ui/stream.ts";

const NOTIFICATIONS = ["notification.created", "notification.changed"] as const;
/** How often (ms) is asked: a recording that the engine is not sure of comes without a word of its own. */
const POLL_MS = 20_000;

/** Ask again with each submission, when the page is looked at again, and every now and then while it is looked at. */
export function useQueueUpdates(again: () => void): void {
  useEvents(talim.realtime.own, NOTIFICATIONS, again);
  useEffect(() => {
    const seen = () => {
      if (!document.hidden) again();
    };
    const timer = setInterval(seen, POLL_MS);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [again]);
}
