/** What time it is at the server: deadlines are its own, and the clock of a device may be hours away. */

import { Store } from "./store.ts";

/** A clock that is less than this (ms) away is right: answers take a while, and they tell no parts of a second. */
const NEAR_MS = 30_000;

/** How far (ms) this device's clock is ahead of the server's, as far as is known. */
export const ahead = new Store(0);

/** The moment (ms) by the server's clock. */
export function now(): number {
  return Date.now() - ahead.get();
}

/** An answer says what time it is there. */
export function heard(answer: Pick<Response, "headers">): void {
  const away = Date.now() - Date.parse(answer.headers.get("Date") ?? "");
  if (!Number.isNaN(away)) ahead.set(Math.abs(away) < NEAR_MS ? 0 : away);
}

/** `fetch` that listens to the time. */
export async function timed(...asked: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...asked);
  heard(answer);
  return answer;
}
