/** The server's time: deadlines use it, and the clock of a device may be hours wrong. */

import { Store } from "./store.ts";

/** A clock that is less than this (ms) away is right: answers take a while, and they tell no parts of a second. */
const TOLERANCE_MS = 30_000;

/** How far (ms) this device's clock is ahead of the server's, as far as is known. */
export const clockOffset = new Store(0);

/** Return the current time (ms) by the server's clock. */
export function getServerTime(): number {
  return Date.now() - clockOffset.get();
}

/** Update the offset from the `Date` header of an answer. */
export function readServerTime(answer: Pick<Response, "headers">): void {
  const away = Date.now() - Date.parse(answer.headers.get("Date") ?? "");
  if (!Number.isNaN(away)) clockOffset.set(Math.abs(away) < TOLERANCE_MS ? 0 : away);
}

/** `fetch` that also reads the server's time from the answer. */
export async function fetchAndReadTime(...asked: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...asked);
  readServerTime(answer);
  return answer;
}
