/** How long a child has played on this device since it rested. Kept with the tab: another lesson goes on counting. */

const KEY = "talim.kids.play.";
/** A pause (ms) that is a rest by itself, and how long a rest lasts at least. */
export const REST_MS = 5 * 60_000;

interface Played {
  /** When the child began, and when it did something last. */
  since: number;
  last: number;
  /** Until when it rests; 0: it plays. */
  until: number;
}

function read(child: string, now: number): Played {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY + child) ?? "null") as Played | null;
    if (kept && now - kept.last < REST_MS) return kept;
  } catch {
    // What cannot be read is as if nothing was kept.
  }
  return { since: now, last: now, until: 0 };
}

function keep(child: string, played: Played): void {
  try {
    sessionStorage.setItem(KEY + child, JSON.stringify(played));
  } catch {
    return;
  }
}

/** Note that the child plays now; true once it has played for so many seconds, and while it rests then. */
export function countPlay(child: string, restAfterSeconds: number, now = Date.now()): boolean {
  const before = read(child, now);
  if (before.until > now) return true;
  const played = { ...before, last: now };
  const rests = now - played.since >= restAfterSeconds * 1000;
  keep(child, rests ? { since: now, last: now, until: now + REST_MS } : played);
  return rests;
}

/** For how long (ms) the child still rests; 0 while it may play. */
export function getRest(child: string, now = Date.now()): number {
  return Math.max(0, read(child, now).until - now);
}
