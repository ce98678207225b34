/** When a lesson is asked for again: the links to pictures and recordings of its course end while a child plays. */

import { useEffect } from "preact/hooks";
import { getServerTime } from "../clock.ts";
import type { ActivityBlock } from "./play-types.ts";

/** So long (ms) before the first link ends, but never sooner than so long after an answer. */
const [BEFORE_MS, LEAST_MS] = [60_000, 30_000];

/** In how many ms it is time to ask; undefined for a lesson without files. */
export function findRenewal(blocks: readonly ActivityBlock[], now: number): number | undefined {
  const files = blocks.flatMap((block) => Object.values(block.files));
  const ends = files.flatMap(({ expires_at: end }) => (end ? [Date.parse(end)] : []));
  return ends.length ? Math.max(LEAST_MS, Math.min(...ends) - BEFORE_MS - now) : undefined;
}

/** Renew the links in time; on a device that slept when it is looked at again. */
export function useRenewal(blocks: readonly ActivityBlock[], renew: () => void): void {
  useEffect(() => {
    const wait = findRenewal(blocks, getServerTime());
    if (wait === undefined) return undefined;
    const due = Date.now() + wait;
    const look = () => {
      if (document.visibilityState === "visible" && Date.now() >= due) renew();
    };
    const timer = setTimeout(look, wait);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [blocks, renew]);
}
